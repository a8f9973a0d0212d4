import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { ageBandSql, type CohortCash, type CohortStock } from './cohort-curve.ts';
import type { Pair } from './get-pairs.ts';
import type { BookSide } from './get-plan.ts';
import { recoveredRows } from './recovered-rows.ts';

const side = z.enum(['on', 'off']);
const names = { branch: z.string().nullable(), officer: z.string().nullable() };
const stockRow = z.object({
  ...names,
  day: z.string(),
  side,
  age: z.int().nullable(),
  balanceFen: z.int(),
});
const cashRow = z.object({
  from: z.string(),
  to: z.string(),
  side,
  age: z.int().nullable(),
  cashFen: z.int(),
});

/** A cohort's open balance with one officer of one branch; both NULL when they are not asked for. */
export type UnitStock = z.infer<typeof stockRow> & CohortStock;

const AGE = ageBandSql('c.defaulted_on', 'n.as_of');
const SIDE = `CASE c.npl_state WHEN 'off_book' THEN 'off' ELSE 'on' END`;

/**
 * The open stock of every book of the pairs by age since default, under the filter; with
 * `byUnit` by branch and officer too. Loans whose balance is unknown add nothing.
 */
export async function getCohortStocks(
  reader: Reader,
  pairs: readonly Pair[],
  filter: Omit<LoanFilter, 'asOf'>,
  sides: readonly BookSide[],
  byUnit: boolean,
): Promise<UnitStock[]> {
  const ids = [...new Set(pairs.flatMap((pair) => [pair.fromId, pair.toId]))];
  if (ids.length === 0) return [];
  const { sql, binds } = loanWhere(filter, 1, ON_CLAIM);
  const unit = byUnit ? 'c.branch, c.officer' : 'NULL AS branch, NULL AS officer';
  return reader.rows(
    stockRow,
    `SELECT branch, officer, day, side, age, CAST(sum(balance_fen) AS BIGINT) AS "balanceFen"
     FROM (SELECT ${unit}, n.as_of AS day, ${SIDE} AS side, CAST(${AGE} AS INTEGER) AS age,
                  c.balance_fen
           FROM claim c JOIN snapshot n ON n.id = c.snapshot_id
           WHERE c.snapshot_id IN (${ids.join(', ')}) AND ${sql}) x
     WHERE side IN (${sides.map((one) => `'${one}'`).join(', ')})
     GROUP BY branch, officer, day, side, age
     HAVING sum(balance_fen) > 0`,
    binds,
  );
}

/**
 * What came in between the books of each pair from claims that the earlier one shows open, by their
 * age there, under the filter. Money on other claims is in no cohort.
 */
export async function getCohortCash(
  reader: Reader,
  pairs: readonly Pair[],
  span: { from: IsoDate; to: IsoDate },
  filter: Omit<LoanFilter, 'asOf'>,
  sides: readonly BookSide[],
): Promise<CohortCash[]> {
  if (pairs.length === 0) return [];
  const { sql, binds } = recoveredRows(pairs, span, filter);
  return reader.rows(
    cashRow,
    `WITH ${sql}
     SELECT "from", "to", side, age, CAST(sum(principal_fen) AS BIGINT) AS "cashFen"
     FROM (SELECT u.from_on AS "from", u.to_on AS "to",
                  CASE u.before_listed WHEN 'off_book' THEN 'off' ELSE 'on' END AS side,
                  CAST(${ageBandSql('u.before_defaulted_on', 'u.from_on')} AS INTEGER) AS age,
                  r.principal_fen
           FROM recovered r
           JOIN seen u ON r.on_day > u.from_on AND r.on_day <= u.to_on AND u.loan_id = r.loan_id
           WHERE u.before_listed IN ('on_book', 'off_book')) x
     WHERE side IN (${sides.map((one) => `'${one}'`).join(', ')})
     GROUP BY "from", "to", side, age`,
    binds,
  );
}
