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

const OLDEST_BAND = 36;

/** Months since default as they are watched: each of the first twelve, then wider bands. */
export function ageBand(months: number): number {
  if (months < 12) return Math.max(0, months);
  if (months < 18) return 12;
  if (months < 24) return 18;
  return months < OLDEST_BAND ? 24 : OLDEST_BAND;
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

/** The same as a number below COHORTS: tens of thousands of stocks are put together by it. */
export const cohortNo = ({ side, age }: Cohort): number =>
  (age === null ? 0 : age + 1) * 2 + (side === 'on' ? 0 : 1);

/** `cohortNo` in SQL. */
export const cohortNoSql = (side: string, age: string): string =>
  `(coalesce(${age} + 1, 0) * 2 + CASE ${side} WHEN 'on' THEN 0 ELSE 1 END)`;

const COHORTS = (OLDEST_BAND + 2) * 2;
const cohortOf = (no: number): Cohort => ({
  side: no % 2 === 0 ? 'on' : 'off',
  age: no < 2 ? null : Math.floor(no / 2) - 1,
});

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

/** The share of a cohort, by its number. */
type ShareAhead = (no: number) => number;

/** What a share of `openFen` comes to, to the fen. */
export const paidOf = (openFen: Fen, share: number): Fen => shareOf(openFen, share, BILLION);

/**
 * The cohort curve: what share of a cohort came in at each age, from the weeks watched so far, and
 * what the open stock would bring if it went on so (the chain ladder of reserving, by age since
 * default instead of accident year). New defaults after the day are not in it.
 */
export interface CohortCurve {
  /**
   * What comes in after `day` up to `to` of 1,000,000,000 of each cohort, by `cohortNo`; the same
   * answer for the same stretch. NULL before anything was watched.
   */
  shares(day: IsoDate, to: IsoDate): ShareAhead | null;
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
  const known = new Map<string, ShareAhead | null>();
  const shares = (day: IsoDate, to: IsoDate) => {
    const key = `${day} ${to}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const seen = seenOn(day);
    const made = seen.size === 0 ? null : sharesAhead(seen, day, to, season);
    known.set(key, made);
    return made;
  };
  return {
    shares,
    expect: (day, to, stock) => {
      const share = shares(day, to);
      if (share === null) return null;
      // Put together first, so that a whole is the same however its parts are listed.
      const open = new Map<number, Fen>();
      for (const one of stock) {
        const no = cohortNo(one);
        open.set(no, (open.get(no) ?? 0) + one.balanceFen);
      }
      let expected = 0;
      for (const [no, openFen] of open) expected += paidOf(openFen, share(no));
      return expected;
    },
  };
}

/**
 * What comes in of 1,000,000,000 of a cohort from `day` to `to`, week by week, as it grows older;
 * each cohort is worked out when it is first asked about.
 */
function sharesAhead(
  seen: Seen,
  day: IsoDate,
  to: IsoDate,
  season: (from: IsoDate, to: IsoDate) => number,
): ShareAhead {
  const weeks: { months: number; season: number }[] = [];
  let months = 0;
  for (let now = day; now < to; ) {
    const week = addDays(now, WEEK);
    const next = week < to ? week : to;
    while (addMonths(day, months + 1) <= now) months++;
    weeks.push({ months, season: season(now, next) });
    now = next;
  }
  const rates = new Map<number, number>();
  const rateAt = (cohort: Cohort) => {
    const no = cohortNo(cohort);
    const rate = rates.get(no) ?? rateOf(seen, cohort);
    rates.set(no, rate);
    return rate;
  };
  const known = new Float64Array(COHORTS).fill(-1);
  return (no) => {
    const found = known[no] ?? -1;
    if (found >= 0) return found;
    const { side, age } = cohortOf(no);
    let left = 1;
    for (const week of weeks) {
      if (left <= 0) break;
      const older = age === null || age >= 12 ? age : ageBand(age + week.months);
      left *= Math.max(0, 1 - rateAt({ side, age: older }) * week.season);
    }
    const share = Math.round(BILLION * (1 - left));
    known[no] = share;
    return share;
  };
}
