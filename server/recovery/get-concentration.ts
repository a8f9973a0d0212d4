import { z } from 'zod';
import { addYears, type IsoDate } from '../calendar.ts';
import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import { DEFAULT_RATES, ratePart } from '../quotas/collectable.ts';
import { getPoolRates } from '../quotas/get-pool-rates.ts';
import { ON_CLAIM } from '../triage/claim-sql.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { fewestToReach, lostWithout } from './concentration.ts';
import type { ForecastMethod } from './forecast.ts';
import { cumulativeOf } from './get-cumulative.ts';
import type { BookSide } from './get-plan.ts';
import { getYear } from './get-year.ts';
import { yearEnd } from './pace.ts';
import { basisPoints, shareOf } from './ratio.ts';
import { readCells } from './read-cells.ts';
import type { SqlPart } from './recovered-rows.ts';

const MOST_LISTED = 2000;
const FAILING = [1, 3, 5, 10] as const;

const row = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  defaultType: z.string(),
  balanceFen: z.int(),
  /** The book's own plan; NULL where it has none that falls due by the year end. */
  plannedOn: z.string().nullable(),
  plannedFen: z.int().nullable(),
  ratePerMille: z.int(),
  expectedMille: z.int(),
});

/** What is expected of one claim, and why. */
export interface ExpectedLoan extends Omit<z.infer<typeof row>, 'expectedMille'> {
  expectedFen: Fen;
}

export interface Concentration {
  snapshot: SnapshotRef;
  /** Plan to date less achieved; NULL without a plan or a known year, 0 or less when ahead. */
  gapFen: Fen | null;
  /** All claims of the scope: how many, and what is expected of them together. */
  pool: { loans: number; expectedFen: Fen };
  /**
   * The fewest claims whose expected amounts close the gap; NULL without a gap, or when not even
   * the MOST_LISTED largest do.
   */
  fewest: { loans: number; expectedFen: Fen } | null;
  /** The fewest, and at least the ten largest, largest first. */
  rows: ExpectedLoan[];
  /** The year end by the best method, and what it would be without the largest. */
  ending: {
    method: ForecastMethod;
    yearEndFen: Fen;
    completionBp: number | null;
    failing: { loans: number; expectedFen: Fen; yearEndFen: Fen; completionBp: number | null }[];
  } | null;
}

/**
 * On how few claims the year hangs. Expected of a claim: what the book plans to collect, where that
 * falls due by the year end (never more than the balance), else the balance at the yearly yield of
 * its segment in the plans in force. Refuses with 'no-snapshot'.
 */
export async function getConcentration(reader: Reader, given: LoanFilter): Promise<Concentration> {
  const known = await getYear(reader, given);
  const { snapshot, filter, sides } = known;
  const claims = expectedRows(await ratesTable(reader, snapshot.asOf), snapshot, filter, sides);
  const [{ targetFen, points, forecasts, best }, { amounts, pool }] = await Promise.all([
    cumulativeOf(reader, known),
    getAmounts(reader, claims),
  ]);
  const now = points.at(-1);
  const gapFen =
    now === undefined || now.planFen === null || now.achievedFen === null
      ? null
      : now.planFen - now.achievedFen;
  const sumOf = (count: number) => amounts.slice(0, count).reduce((sum, fen) => sum + fen, 0);
  const needed = gapFen === null || gapFen <= 0 ? null : fewestToReach(amounts, gapFen);
  const ending = forecasts.find((each) => each.method === best);
  const completion = (fen: Fen) => (targetFen === null ? null : basisPoints(fen, targetFen));
  const ahead = ending === undefined ? 0 : ending.yearEndFen - (now?.achievedFen ?? 0);
  return {
    snapshot,
    gapFen,
    pool,
    fewest: needed === null ? null : { loans: needed, expectedFen: sumOf(needed) },
    rows: await getLargest(reader, claims, Math.max(needed ?? 0, 10)),
    ending:
      ending === undefined
        ? null
        : {
            method: ending.method,
            yearEndFen: ending.yearEndFen,
            completionBp: completion(ending.yearEndFen),
            failing: FAILING.filter((count) => count <= amounts.length).map((count) => {
              const expectedFen = sumOf(count);
              const left = ending.yearEndFen - lostWithout(ahead, expectedFen, pool.expectedFen);
              return {
                loans: count,
                expectedFen,
                yearEndFen: left,
                completionBp: completion(left),
              };
            }),
          },
  };
}

/** Claims and what is expected of each, as CTEs ending in `expected`, in fen and thousandths. */
function expectedRows(
  rates: string,
  { id, asOf }: SnapshotRef,
  filter: Omit<LoanFilter, 'asOf'>,
  sides: readonly BookSide[],
): SqlPart {
  const { sql, binds } = loanWhere(filter, 3, ON_CLAIM);
  const day = (iso: IsoDate) => `CAST('${iso}' AS DATE)`;
  const isPlanned = `coalesce(c.planned_on > ${day(asOf)} AND c.planned_on <= ${day(yearEnd(asOf))}
    AND c.planned_amount_fen > 0, FALSE)`;
  const states = sides.map((side) => (side === 'on' ? 'on_book' : 'off_book'));
  return {
    sql: `rate(default_type, is_new, is_off, per_mille) AS (VALUES ${rates}),
    open_claim AS (
      SELECT c.loan_id, c.branch, c.officer, c.balance_fen, ${isPlanned} AS is_planned,
             c.planned_on, c.planned_amount_fen,
             coalesce(c.default_type, 'undetermined') AS default_type,
             coalesce(c.defaulted_on >= ${day(addYears(asOf, -1))}, FALSE) AS is_new,
             c.npl_state = 'off_book' AS is_off
      FROM claim c
      WHERE c.snapshot_id = $1 AND c.npl_state = any($2) AND c.balance_fen > 0 AND ${sql}
    ),
    expected AS (
      SELECT c.*, t.per_mille,
             CASE WHEN c.is_planned THEN least(c.planned_amount_fen, c.balance_fen) * 1000
               ELSE c.balance_fen * t.per_mille END AS mille
      FROM open_claim c JOIN rate t ON t.default_type = c.default_type AND t.is_new = c.is_new
        AND t.is_off = c.is_off
    )`,
    binds: [id, states, ...binds],
  };
}

const LARGEST = 'FROM expected WHERE mille > 0 ORDER BY mille DESC, loan_id LIMIT';

/** What is expected of the largest claims, largest first, and of all claims together. */
async function getAmounts(
  reader: Reader,
  { sql, binds }: SqlPart,
): Promise<{ amounts: Fen[]; pool: Concentration['pool'] }> {
  const { loans, mille, largest } = await reader.one(
    z.object({ loans: z.int(), mille: z.int(), largest: z.string().nullable() }),
    `WITH ${sql}
     SELECT count(*) AS loans, CAST(coalesce(sum(mille), 0) AS BIGINT) AS mille,
            (SELECT string_agg(CAST(mille AS VARCHAR), ';' ORDER BY mille DESC)
             FROM (SELECT mille ${LARGEST} ${MOST_LISTED}) t) AS largest
     FROM expected`,
    binds,
  );
  return {
    amounts: Array.from(largest === null ? [] : readCells(largest), toFen),
    pool: { loans, expectedFen: toFen(mille) },
  };
}

const toFen = (mille: number): Fen => shareOf(mille, 1, 1000);

/** The `count` claims with the largest expected amounts. */
async function getLargest(
  reader: Reader,
  { sql, binds }: SqlPart,
  count: number,
): Promise<ExpectedLoan[]> {
  const rows = await reader.rows(
    row,
    `WITH ${sql}
     SELECT loan_id AS "loanId", branch, officer, default_type AS "defaultType",
            balance_fen AS "balanceFen", CASE WHEN is_planned THEN planned_on END AS "plannedOn",
            CASE WHEN is_planned THEN planned_amount_fen END AS "plannedFen",
            per_mille AS "ratePerMille", mille AS "expectedMille"
     ${LARGEST} ${count}`,
    binds,
  );
  return rows.map(({ expectedMille, ...one }) => ({ ...one, expectedFen: toFen(expectedMille) }));
}

/** Every segment's yearly yield as rows of VALUES. */
async function ratesTable(reader: Reader, asOf: IsoDate): Promise<string> {
  const { on, off } = await getPoolRates(reader, asOf);
  const rows: string[] = [];
  for (const defaultType of Object.keys(DEFAULT_RATES)) {
    for (const isNew of [true, false]) {
      for (const isOffBook of [true, false]) {
        const part = { defaultType, isNew, isOffBook, loans: 0, balanceFen: 0 };
        const { ratePerMille } = ratePart(part, isOffBook ? off : on);
        rows.push(`('${defaultType}', ${isNew}, ${isOffBook}, ${ratePerMille})`);
      }
    }
  }
  return rows.join(', ');
}
