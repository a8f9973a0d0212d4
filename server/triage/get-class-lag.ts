import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type LoanFilter, loanWhere } from './loan-filter.ts';
import { CLASS_LAG } from './loan-flags.ts';

const row = z.object({
  riskClass: z.string().nullable(),
  classFloor: z.string(),
  loans: z.int(),
  balanceFen: z.int(),
  largestDaysPastDue: z.int().nullable(),
});

/**
 * Loans whose recorded class is better than days past due ask for (商业银行金融资产风险分类办法;
 * cards by 信用卡办法 92), by both classes. An alert: the recorded class stands. `unknown` counts
 * the loans without days past due or class, which say nothing.
 */
export async function getClassLag(reader: Reader, filter: LoanFilter) {
  const snapshot = await getSnapshot(reader, filter.asOf);
  const where = loanWhere(filter, 2);
  const from = `FROM loan l
     LEFT JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
     WHERE l.snapshot_id = $1 AND ${where.sql}`;
  const binds = [snapshot.id, ...where.binds];
  const rows = await reader.rows(
    row,
    `SELECT l.risk_class AS "riskClass", l.class_floor AS "classFloor", count(*) AS "loans",
       CAST(coalesce(sum(l.balance_fen), 0) AS BIGINT) AS "balanceFen",
       max(l.days_past_due) AS "largestDaysPastDue"
     ${from} AND ${CLASS_LAG} GROUP BY 1, 2 ORDER BY "balanceFen" DESC, 1, 2`,
    binds,
  );
  const { unknown } = await reader.one(
    z.object({ unknown: z.int() }),
    `SELECT count(*) AS "unknown" ${from} AND (l.class_floor IS NULL OR l.risk_class IS NULL)`,
    binds,
  );
  const crossing = rows.filter(
    ({ riskClass, classFloor }) =>
      (riskClass === 'pass' || riskClass === 'special_mention') && classFloor !== 'special_mention',
  );
  const add = (list: typeof rows) => ({
    loans: list.reduce((sum, { loans }) => sum + loans, 0),
    balanceFen: list.reduce((sum, { balanceFen }) => sum + balanceFen, 0),
  });
  return {
    asOf: snapshot.asOf,
    rows,
    total: add(rows),
    /** Recorded as performing although days past due ask for non-performing. */
    crossing: add(crossing),
    unknown,
  };
}
