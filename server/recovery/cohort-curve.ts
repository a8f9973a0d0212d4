import { addDays, addMonths, daysBetween, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { groupBy } from '../quotas/group-by.ts';
import { shareOf } from './ratio.ts';

/**
 * Claims of one side of the book and one age: whole months since default for the first year, then
 * what `ageBand` puts together; NULL when the book does not say when they defaulted.
 */
export interface Cohort {
  side: 'on' | 'off';
  age: number | null;
}

/** What was open of a cohort at the end of a day. */
export interface CohortStock extends Cohort {
  day: IsoDate;
  balanceFen: Fen;
}

/** What came in after `from` up to `to` from the claims that were a cohort at the end of `from`. */
export interface CohortCash extends Cohort {
  from: IsoDate;
  to: IsoDate;
  cashFen: Fen;
}

/** Two loan books between which cohorts were watched. */
interface Watch {
  fromOn: IsoDate;
  toOn: IsoDate;
}

/** Months since default as they are watched: each of the first twelve, then wider bands. */
export function ageBand(months: number): number {
  if (months < 12) return Math.max(0, months);
  if (months < 18) return 12;
  if (months < 24) return 18;
  return months < 36 ? 24 : 36;
}

/** Whole months since default of `column` on `day`, in SQL; for `ageBandSql`. */
export const monthsSql = (column: string, day: string): string =>
  `((extract(YEAR FROM ${day}) - extract(YEAR FROM ${column})) * 12
    + extract(MONTH FROM ${day}) - extract(MONTH FROM ${column}))`;

/** Whole and in the same order as `ageBand`: the band of `months`, in SQL. */
export const ageBandSql = (months: string): string =>
  `CAST(CASE WHEN ${months} < 0 THEN 0 WHEN ${months} < 12 THEN ${months} WHEN ${months} < 18 THEN 12
    WHEN ${months} < 24 THEN 18 WHEN ${months} < 36 THEN 24 WHEN ${months} >= 36 THEN 36 END AS INTEGER)`;

export const cohortKey = ({ side, age }: Cohort): string => `${side} ${age ?? ''}`;

/** The same as a number: hundreds of thousands of stocks are put together by it. */
const cohortNo = ({ side, age }: Cohort): number =>
  (age === null ? 0 : age + 1) * 2 + (side === 'on' ? 0 : 1);

const BILLION = 1_000_000_000;
const WEEK = 7;
/** As the other methods that go by the recent past: the last eight weeks. */
const RECENT_DAYS = 56;

/** Cash and exposure (fen × season) of each cohort, and of each side, from the watches so far. */
type Seen = Map<string, { cash: bigint; exposure: bigint }>;

function add(seen: Seen, key: string, cash: bigint, exposure: bigint): void {
  const sum = seen.get(key) ?? { cash: 0n, exposure: 0n };
  seen.set(key, { cash: sum.cash + cash, exposure: sum.exposure + exposure });
}

/**
 * What part of the cohort comes in within a millionth of the year's season; its side's where the
 * cohort was not seen. An estimate, so a float: what it makes of a balance is rounded to the fen.
 */
function rateOf(seen: Seen, cohort: Cohort): number {
  for (const key of [cohortKey(cohort), cohort.side]) {
    const found = seen.get(key);
    if (found === undefined || found.exposure === 0n) continue;
    return Math.max(0, Number(found.cash) / Number(found.exposure));
  }
  return 0;
}

/**
 * The cohort curve: what share of a cohort came in at each age, from the weeks watched so far, and
 * what the open stock would bring if it went on so (the chain ladder of reserving, by age since
 * default instead of accident year). New defaults after the day are not in it.
 */
export interface CohortCurve {
  /** Σ over `stock` of what comes in after `day` up to `to`. NULL before anything was watched. */
  expect(day: IsoDate, to: IsoDate, stock: readonly CohortStock[]): Fen | null;
}

/**
 * The curve of a scope. `stocks`, `cash` and `watches` may reach beyond a day asked about: only
 * watches of the RECENT_DAYS before it are used. `season`: the part of the year, in millionths,
 * that the month profile puts after `from` up to `to`.
 */
export function cohortCurve(
  watches: readonly Watch[],
  stocks: readonly CohortStock[],
  cash: readonly CohortCash[],
  season: (from: IsoDate, to: IsoDate) => number,
): CohortCurve {
  const byDay = groupBy(stocks, (one) => one.day);
  const byWatch = groupBy(cash, (one) => one.to);
  const inOrder = [...watches].sort((a, b) => (a.toOn < b.toOn ? -1 : 1));
  /** What each watch adds: exposure of its opening stock, and the cash of the same cohorts. */
  const steps = inOrder.map(({ fromOn, toOn }) => {
    const part = BigInt(season(fromOn, toOn));
    const step: Seen = new Map();
    for (const one of byDay.get(fromOn) ?? []) {
      for (const key of [cohortKey(one), one.side])
        add(step, key, 0n, BigInt(one.balanceFen) * part);
    }
    for (const one of byWatch.get(toOn) ?? []) {
      if (one.from !== fromOn) continue;
      for (const key of [cohortKey(one), one.side]) add(step, key, BigInt(one.cashFen), 0n);
    }
    return { fromOn, toOn, step };
  });
  const seenBy = new Map<IsoDate, Seen>();
  const seenOn = (day: IsoDate): Seen => {
    const found = seenBy.get(day) ?? new Map();
    if (seenBy.has(day)) return found;
    for (const { fromOn, toOn, step } of steps) {
      if (toOn > day || daysBetween(fromOn, day) > RECENT_DAYS) continue;
      for (const [key, { cash: came, exposure }] of step) add(found, key, came, exposure);
    }
    seenBy.set(day, found);
    return found;
  };
  const known = new Map<string, Map<number, number>>();
  const sharesOf = (stretch: string) => {
    const shares = known.get(stretch) ?? new Map<number, number>();
    known.set(stretch, shares);
    return shares;
  };
  return {
    expect: (day, to, stock) => {
      const seen = seenOn(day);
      if (seen.size === 0) return null;
      const shares = sharesOf(`${day} ${to}`);
      let expected = 0;
      // Put together first, so that a whole is the same however its parts are listed.
      const open = new Map<number, Fen>();
      for (const one of stock) {
        const no = cohortNo(one);
        open.set(no, (open.get(no) ?? 0) + one.balanceFen);
        if (!shares.has(no)) shares.set(no, shareAhead(seen, one, day, to, season));
      }
      for (const [no, openFen] of open) expected += shareOf(openFen, shares.get(no) ?? 0, BILLION);
      return expected;
    },
  };
}

/** What comes in of 1,000,000,000 of a cohort from `day` to `to`, week by week, as it grows older. */
function shareAhead(
  seen: Seen,
  cohort: Cohort,
  day: IsoDate,
  to: IsoDate,
  season: (from: IsoDate, to: IsoDate) => number,
): number {
  let left = 1;
  let months = 0;
  for (let now = day; now < to && left > 0; ) {
    const week = addDays(now, WEEK);
    const next = week < to ? week : to;
    while (addMonths(day, months + 1) <= now) months++;
    const age = cohort.age === null || cohort.age >= 12 ? cohort.age : ageBand(cohort.age + months);
    const rate = rateOf(seen, { side: cohort.side, age });
    left *= Math.max(0, 1 - rate * season(now, next));
    now = next;
  }
  return Math.round(BILLION * (1 - left));
}
