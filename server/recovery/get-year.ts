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

const monthRow = z.object({ month: z.int(), side: z.enum(['on', 'off']), fen: z.int() });

/** A year's principal by month and side of the book, from its postings. */
function getPostedMonths(reader: Reader, year: number): Promise<z.infer<typeof monthRow>[]> {
  return reader.rows(
    monthRow,
    `SELECT CAST(extract(month FROM posted_on) AS INTEGER) AS month, book_side AS side,
            CAST(sum(principal_fen) AS BIGINT) AS fen
     FROM posting
     WHERE posted_on >= CAST($1 AS DATE) AND posted_on <= CAST($2 AS DATE)
     GROUP BY 1, 2`,
    [`${year}-01-01`, `${year}-12-31`],
  );
}

/** The months of a year on the sides that count, when every one of them has some money. */
function profileOf(
  posted: readonly z.infer<typeof monthRow>[],
  sides: readonly BookSide[],
): number[] | null {
  const months = Array.from({ length: 12 }, (_, index) =>
    posted
      .filter(({ month, side }) => month === index + 1 && sides.includes(side))
      .reduce((sum, { fen }) => sum + fen, 0),
  );
  return months.every((fen) => fen > 0) ? months : null;
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
  const [pairs, plan, posted] = await Promise.all([
    getPairs(reader, span),
    getCashPlan(reader, asOf, filter),
    getPostedMonths(reader, year - 1),
  ]);
  const coverage = await getCoverage(reader, pairs, span);
  const sides = plan?.sides ?? (['on', 'off'] as const);
  const planMonths = plan && plan.units.length > 0 ? monthsOf(plan) : null;
  const learned = profileOf(posted, sides);
  const profile: RecoveryYear['profile'] = learned
    ? { source: 'last-year', months: learned }
    : planMonths
      ? { source: 'plan', months: planMonths }
      : { source: 'default', months: DEFAULT_PROFILE };
  const found = { snapshot, asOf, year, span, filter, pairs, coverage };
  return { ...found, plan, sides, planMonths, profile };
}
