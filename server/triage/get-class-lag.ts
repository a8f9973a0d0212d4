import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { claimSource } from './claim-source.ts';
import { type LoanFilter, loansJoined, loanWhere } from './loan-filter.ts';
import { CLASS_LAG } from './loan-flags.ts';

const row = z.object({
  riskClass: z.string().nullable(),
  classFloor: z.string().nullable(),
  isLagging: z.boolean(),
  loans: z.int(),
  balanceFen: z.int(),
  largestDaysPastDue: z.int().nullable(),
});
const sum = z.object({ loans: z.int(), balanceFen: z.int() });

/** How many loans are recorded better than days past due ask for, and their balance in fen. */
export async function getClassLagTotal(reader: Reader, filter: LoanFilter) {
  const snapshot = await getSnapshot(reader, filter.asOf);
  const source = claimSource(filter);
  return reader.one(
    sum,
    `SELECT ${source.loans} AS "loans", ${source.balanceFen} AS "balanceFen"
     ${source.sql} AND ${source.classLag}`,
    [snapshot.id, ...source.binds],
  );
}

/**
 * Loans whose recorded class is better than days past due ask for (商业银行金融资产风险分类办法;
 * cards by 信用卡办法 92), by both classes. An alert: the recorded class stands. `unknown` counts
 * the loans without days past due or class, which say nothing.
 */
export async function getClassLag(reader: Reader, filter: LoanFilter) {
  const snapshot = await getSnapshot(reader, filter.asOf);
  const where = loanWhere(filter, 2);
  const all = await reader.rows(
    row,
    `SELECT l.risk_class AS "riskClass", l.class_floor AS "classFloor",
       ${CLASS_LAG} AS "isLagging", count(*) AS "loans",
       CAST(coalesce(sum(l.balance_fen), 0) AS BIGINT) AS "balanceFen",
       max(l.days_past_due) AS "largestDaysPastDue"
     ${loansJoined(where.sql)} WHERE l.snapshot_id = $1 AND ${where.sql}
     GROUP BY 1, 2, 3 ORDER BY "balanceFen" DESC, 1, 2`,
    [snapshot.id, ...where.binds],
  );
  const rows = all.flatMap(({ isLagging, classFloor, ...counts }) =>
    isLagging && classFloor !== null ? [{ ...counts, classFloor }] : [],
  );
  const crossing = rows.filter(
    ({ riskClass, classFloor }) =>
      (riskClass === 'pass' || riskClass === 'special_mention') && classFloor !== 'special_mention',
  );
  const add = (list: readonly z.infer<typeof sum>[]) => ({
    loans: list.reduce((total, { loans }) => total + loans, 0),
    balanceFen: list.reduce((total, { balanceFen }) => total + balanceFen, 0),
  });
  return {
    asOf: snapshot.asOf,
    rows,
    total: add(rows),
    /** Recorded as performing although days past due ask for non-performing. */
    crossing: add(crossing),
    unknown: add(all.filter((each) => each.riskClass === null || each.classFloor === null)).loans,
  };
}
