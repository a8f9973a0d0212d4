import { z } from 'zod';
import { addDays, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { countedSpan } from './coverage.ts';
import { getYear, type RecoveryYear } from './get-year.ts';
import { recoveredRows } from './recovered-rows.ts';
import { rollShortfall } from './roll-shortfall.ts';

/** One unit's (or several units') months, January first: as planned, as they came, and rolled. */
export interface RolledRow {
  branch: string | null;
  officer: string | null;
  planFen: Fen[];
  /** The months that are over. */
  achievedFen: Fen[];
  rolledFen: Fen[];
  carriedFen: Fen[];
}

export interface Rolled {
  asOf: IsoDate;
  year: number;
  /** The first month that is not over, 1–13: the one that takes what those before it lack. */
  openMonth: number;
  total: RolledRow;
  /** The most carried into the open month first. */
  rows: RolledRow[];
}

const row = z.object({
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  month: z.int(),
  fen: z.int(),
});

/** Principal credited by month on the sides of the book that count. */
function getUnitMonths(
  reader: Reader,
  { pairs, coverage, span, filter, sides }: RecoveryYear,
): Promise<z.infer<typeof row>[]> {
  const { sql, binds } = recoveredRows(pairs, countedSpan(coverage, span), filter);
  return reader.rows(
    row,
    `WITH ${sql}
     SELECT r.branch, r.officer, CAST(extract(MONTH FROM r.on_day) AS INTEGER) AS month,
            CAST(sum(r.principal_fen) AS BIGINT) AS fen
     FROM recovered r WHERE r.book_side IN (${sides.map((side) => `'${side}'`).join(', ')})
     GROUP BY r.branch, r.officer, extract(MONTH FROM r.on_day)`,
    binds,
  );
}

const add = (lists: readonly (readonly Fen[])[], length: number) =>
  Array.from({ length }, (_, m) => lists.reduce((sum, own) => sum + (own[m] ?? 0), 0));

/** Rows added up; each officer's shortfall stays the officer's, so parts add to wholes. */
function together(
  names: Pick<RolledRow, 'branch' | 'officer'>,
  rows: readonly RolledRow[],
  over: number,
): RolledRow {
  return {
    ...names,
    planFen: add(
      rows.map((own) => own.planFen),
      12,
    ),
    achievedFen: add(
      rows.map((own) => own.achievedFen),
      over,
    ),
    rolledFen: add(
      rows.map((own) => own.rolledFen),
      12,
    ),
    carriedFen: add(
      rows.map((own) => own.carriedFen),
      12,
    ),
  };
}

/**
 * The plan of the year beside the plan with each month's shortfall rolled into the next, by branch
 * or officer. Shortfalls roll officer by officer; a branch and the bank are the sums. Money of
 * people without a plan covers nobody's shortfall. NULL without a published plan, or unless the
 * whole year so far is known. Refuses with 'no-snapshot'.
 */
export async function getRolled(
  reader: Reader,
  given: LoanFilter,
  by: 'branch' | 'officer',
): Promise<Rolled | null> {
  const known = await getYear(reader, given);
  const { asOf, year, plan, coverage } = known;
  if (plan === null || plan.units.length === 0 || !coverage.isYearKnown) return null;
  // A month is over when the next day is in another.
  const next = addDays(asOf, 1);
  const over = next.startsWith(`${year}-`) ? Number(next.slice(5, 7)) - 1 : 12;
  const achieved = new Map<string, Fen[]>();
  const key = (branch: string | null, officer: string | null) => JSON.stringify([branch, officer]);
  for (const { branch, officer, month, fen } of await getUnitMonths(reader, known)) {
    const own = achieved.get(key(branch, officer)) ?? Array.from({ length: 12 }, () => 0);
    own[month - 1] = fen;
    achieved.set(key(branch, officer), own);
  }
  const officers = plan.units.map(({ branch, officer, months }): RolledRow => {
    const own = achieved.get(key(branch, officer)) ?? [];
    const achievedFen = Array.from({ length: over }, (_, m) => own[m] ?? 0);
    const rolled = rollShortfall(months, achievedFen);
    return { branch, officer, planFen: months, achievedFen, ...rolled };
  });
  const branches = [...new Set(officers.map((own) => own.branch))].map((branch) =>
    together(
      { branch, officer: null },
      officers.filter((own) => own.branch === branch),
      over,
    ),
  );
  const carried = (own: RolledRow) => (over === 0 ? 0 : (own.carriedFen[over - 1] ?? 0));
  return {
    asOf,
    year,
    openMonth: over + 1,
    total: together({ branch: null, officer: null }, officers, over),
    rows: (by === 'branch' ? branches : officers).sort((a, b) => carried(b) - carried(a)),
  };
}
