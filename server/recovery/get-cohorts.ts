import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { fen } from '../money.ts';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { LoadStep } from '../warehouse/room-deps.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { ageBandSql, type CohortCash, type CohortStock, monthsSql } from './cohort-curve.ts';
import type { Pair } from './get-pairs.ts';
import type { BookSide } from './get-plan.ts';
import { recoveredRows, type SqlPart } from './recovered-rows.ts';

const side = z.enum(['on', 'off']);
const names = { branch: z.string().nullable(), officer: z.string().nullable() };
const stockRow = z.object({
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

const AGE = ageBandSql(monthsSql('c.defaulted_on', 'n.as_of'));
const SIDE = `CASE c.npl_state WHEN 'off_book' THEN 'off' ELSE 'on' END`;

/** Adds up the cohorts of a book in its load, after its claims. */
export const cohortStep: LoadStep = {
  name: 'movements',
  async run(tx, { id, asOf }) {
    await tx.run(
      `INSERT INTO cohort_stock
       SELECT c.snapshot_id, c.branch, c.officer, ${SIDE} AS side, ${AGE} AS age,
              CAST(sum(c.balance_fen) AS BIGINT)
       FROM claim c JOIN (SELECT CAST($2 AS DATE) AS as_of) n ON TRUE
       WHERE c.snapshot_id = $1
       GROUP BY 1, 2, 3, 4, 5 ORDER BY 2, 3`,
      [id, asOf],
    );
  },
};

/** The cohorts of the books of the pairs under the filter, as `stock(branch, officer, day, …)`. */
function stockRows(
  pairs: readonly Pair[],
  { branch, officer, ...ofLoan }: Omit<LoanFilter, 'asOf'>,
  sides: readonly BookSide[],
): SqlPart {
  const ids = new Set(pairs.flatMap((pair) => [pair.fromId, pair.toId]));
  const where = (sql: string) => `c.snapshot_id IN (${[...ids].join(', ')}) AND ${sql}`;
  const isOf = `side IN (${sides.map((one) => `'${one}'`).join(', ')})`;
  if (Object.values(ofLoan).every((wanted) => wanted === undefined)) {
    const { sql, binds } = loanWhere({ branch, officer }, 1, ON_CLAIM);
    return {
      sql: `stock AS (
        SELECT c.branch, c.officer, n.as_of AS day, c.side, c.age, c.balance_fen
        FROM cohort_stock c JOIN snapshot n ON n.id = c.snapshot_id
        WHERE ${where(sql)} AND c.${isOf})`,
      binds,
    };
  }
  const { sql, binds } = loanWhere({ branch, officer, ...ofLoan }, 1, ON_CLAIM);
  return {
    sql: `stock AS (
      SELECT * FROM (
        SELECT c.branch, c.officer, n.as_of AS day, ${SIDE} AS side,
               ${AGE} AS age, c.balance_fen
        FROM claim c JOIN snapshot n ON n.id = c.snapshot_id WHERE ${where(sql)}
      ) x WHERE ${isOf})`,
    binds,
  };
}

/**
 * The open stock of every book of the pairs by age since default, under the filter. Loans whose
 * balance is unknown add nothing.
 */
export async function getCohortStocks(
  reader: Reader,
  pairs: readonly Pair[],
  filter: Omit<LoanFilter, 'asOf'>,
  sides: readonly BookSide[],
): Promise<CohortStock[]> {
  if (pairs.length === 0) return [];
  const { sql, binds } = stockRows(pairs, filter, sides);
  return reader.rows(
    stockRow,
    `WITH ${sql}
     SELECT day, side, age, CAST(sum(balance_fen) AS BIGINT) AS "balanceFen"
     FROM stock GROUP BY day, side, age HAVING sum(balance_fen) > 0`,
    binds,
  );
}

/** The open stock of one branch, or of one officer of one, in every book, by the book's day. */
export interface UnitStock {
  branch: string | null;
  officer: string | null;
  days: Map<IsoDate, CohortStock[]>;
}

/**
 * The same by branch, or by officer of each. A row a unit: its cohorts come as one text, for there
 * are hundreds of thousands of them.
 */
export async function getUnitStocks(
  reader: Reader,
  pairs: readonly Pair[],
  filter: Omit<LoanFilter, 'asOf'>,
  sides: readonly BookSide[],
  by: 'branch' | 'officer',
): Promise<UnitStock[]> {
  if (pairs.length === 0) return [];
  const { sql, binds } = stockRows(pairs, filter, sides);
  const unit = by === 'officer' ? 'branch, officer' : 'branch, CAST(NULL AS VARCHAR) AS officer';
  const rows = await reader.rows(
    z.object({ ...names, cells: z.string() }),
    `WITH ${sql}, open AS (
       SELECT ${unit}, day, side, age, CAST(sum(balance_fen) AS BIGINT) AS balance_fen
       FROM stock GROUP BY 1, 2, 3, 4, 5 HAVING sum(balance_fen) > 0
     )
     SELECT branch, officer, string_agg(CAST(day AS VARCHAR) || ' ' || side || ' '
              || coalesce(CAST(age AS VARCHAR), '') || ' ' || CAST(balance_fen AS VARCHAR), ';') AS cells
     FROM open GROUP BY branch, officer`,
    binds,
  );
  return rows.map(({ cells, ...who }) => {
    const days = new Map<IsoDate, CohortStock[]>();
    for (const cell of cells.split(';')) {
      const [day = '', sideName, age, balance] = cell.split(' ');
      const stock: CohortStock = {
        ...{ day, side: sideName === 'off' ? 'off' : 'on' },
        ...{ age: age === '' ? null : Number(age), balanceFen: fen.parse(Number(balance)) },
      };
      const own = days.get(day);
      if (own) own.push(stock);
      else days.set(day, [stock]);
    }
    return { ...who, days };
  });
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
     SELECT "from", "to", side, ${ageBandSql('months')} AS age,
            CAST(sum(principal_fen) AS BIGINT) AS "cashFen"
     FROM (SELECT u.from_on AS "from", u.to_on AS "to",
                  CASE u.before_listed WHEN 'off_book' THEN 'off' ELSE 'on' END AS side,
                  ${monthsSql('u.before_defaulted_on', 'u.from_on')} AS months, r.principal_fen
           FROM recovered r
           JOIN seen u ON r.on_day > u.from_on AND r.on_day <= u.to_on AND u.loan_id = r.loan_id
           WHERE u.before_listed IN ('on_book', 'off_book')) x
     WHERE side IN (${sides.map((one) => `'${one}'`).join(', ')})
     GROUP BY 1, 2, 3, 4`,
    binds,
  );
}
