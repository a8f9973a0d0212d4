import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { Coverage } from './coverage.ts';
import { getCoverage } from './get-coverage.ts';
import { getPairs, type Pair } from './get-pairs.ts';
import { type BookSide, type CashPlan, getCashPlan } from './get-plan.ts';
import { yearOpening } from './pace.ts';

/** Where the month profile of the seasonal line comes from, best first. */
export type ProfileSource = 'last-year' | 'plan' | 'default';

/** What every question about a year of recovery starts from. */
export interface RecoveryYear {
  snapshot: SnapshotRef;
  asOf: IsoDate;
  year: number;
  span: { from: IsoDate; to: IsoDate };
  /** The filter without the day. */
  filter: Omit<LoanFilter, 'asOf'>;
  pairs: Pair[];
  coverage: Coverage;
  /** NULL when none is published, or the filter selects claims for which none exists. */
  plan: CashPlan | null;
  /** The sides of the book whose money counts. */
  sides: readonly BookSide[];
  /** The plan's months, January first; NULL without a plan of anybody in the filter. */
  planMonths: number[] | null;
  profile: { source: ProfileSource; months: number[] };
}

/** Domain C.3: quarters of 30, 25, 20 and 25 per cent, equal within the quarter. */
const DEFAULT_PROFILE = [30, 30, 30, 25, 25, 25, 20, 20, 20, 25, 25, 25];

const monthRow = z.object({ month: z.int(), fen: z.int() });

/** Last year's principal by month from its postings, when every one of its months has some. */
async function lastYearProfile(
  reader: Reader,
  year: number,
  sides: readonly string[],
): Promise<number[] | null> {
  const rows = await reader.rows(
    monthRow,
    `SELECT CAST(extract(month FROM posted_on) AS INTEGER) AS month,
            CAST(sum(principal_fen) AS BIGINT) AS fen
     FROM posting
     WHERE posted_on >= CAST($1 AS DATE) AND posted_on <= CAST($2 AS DATE) AND book_side = any($3)
     GROUP BY 1 ORDER BY 1`,
    [`${year - 1}-01-01`, `${year - 1}-12-31`, sides],
  );
  return rows.length === 12 && rows.every((row) => row.fen > 0) ? rows.map((row) => row.fen) : null;
}

function monthsOf(plan: CashPlan): number[] {
  return Array.from({ length: 12 }, (_, month) =>
    plan.units.reduce((sum, unit) => sum + (unit.months[month] ?? 0), 0),
  );
}

/** The year of the snapshot that speaks for `asOf`, up to its day. Refuses with 'no-snapshot'. */
export async function getYear(
  reader: Reader,
  { asOf: wanted, ...filter }: LoanFilter,
): Promise<RecoveryYear> {
  const snapshot = await getSnapshot(reader, wanted);
  const { asOf } = snapshot;
  const year = Number(asOf.slice(0, 4));
  const span = { from: yearOpening(asOf), to: asOf };
  const pairs = await getPairs(reader, span);
  const coverage = await getCoverage(reader, pairs, span);
  const plan = await getCashPlan(reader, asOf, filter);
  const sides = plan?.sides ?? (['on', 'off'] as const);
  const planMonths = plan && plan.units.length > 0 ? monthsOf(plan) : null;
  const learned = await lastYearProfile(reader, year, sides);
  const profile: RecoveryYear['profile'] = learned
    ? { source: 'last-year', months: learned }
    : planMonths
      ? { source: 'plan', months: planMonths }
      : { source: 'default', months: DEFAULT_PROFILE };
  const found = { snapshot, asOf, year, span, filter, pairs, coverage };
  return { ...found, plan, sides, planMonths, profile };
}
