import { Refusal, type Sentence } from '../errors.ts';
import type { MoneyUnit } from '../money.ts';
import { apportion } from './apportion.ts';
import { groupBy } from './group-by.ts';
import { apportionMatrix, type Cell, columnSums, type Line } from './matrix.ts';
import type { SayUnits } from './refuse-shares.ts';
import { sayUnitsOf } from './say-money.ts';

/** An officer's year in units, to be spread over the months. */
export interface Year {
  key: string;
  branch: string;
  label: Sentence;
  units: bigint;
  /** Units locked for month 1–12, or undefined. Zero where the officer is not there. */
  lock(month: number): bigint | undefined;
  /** Whether the officer is not there all year: then the bank's season may have to give way. */
  isAway?: boolean;
}

export interface Months {
  bank: bigint[];
  branches: Map<string, bigint[]>;
  officers: Map<string, bigint[]>;
  /** Whether the bank's months are those of the season; else absences leave no way to keep it. */
  isInSeason: boolean;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
export const MONTH_LABELS: readonly Sentence[] = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'
  .split(' ')
  .map((en, index) => ({ zh: `${index + 1} 月`, en }));
export const monthKey = (month: number) => String(month).padStart(2, '0');
const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

function monthLines(totals: readonly bigint[]): Line[] {
  return MONTHS.map((month, index) => ({
    key: monthKey(month),
    total: totals[index] ?? 0n,
    label: MONTH_LABELS[index] ?? { zh: '', en: '' },
  }));
}

/** Between what each month of a year must lie, January first. */
type MonthBounds = { floor: bigint; cap: bigint }[];

/**
 * Locked months are fixed; the others share what is left. A month of weight zero takes nothing
 * unless it is locked, and the only free month takes all that is left.
 */
function monthBounds(year: Year, parts: readonly bigint[]): MonthBounds {
  const locks = MONTHS.map((month) => year.lock(month));
  const left = year.units - sum(locks.flatMap((lock) => lock ?? []));
  const free = MONTHS.filter((month) => locks[month - 1] === undefined && parts[month - 1] !== 0n);
  return locks.map((lock, index) => {
    if (lock !== undefined) return { floor: lock, cap: lock };
    if (!free.includes(index + 1)) return { floor: 0n, cap: 0n };
    return { floor: free.length === 1 ? left : 0n, cap: left };
  });
}

function addBounds(list: readonly MonthBounds[]): MonthBounds {
  return MONTHS.map((_, index) => ({
    floor: sum(list.map((bounds) => bounds[index]?.floor ?? 0n)),
    cap: sum(list.map((bounds) => bounds[index]?.cap ?? 0n)),
  }));
}

/** The bank's months: quarters first, so that 30/25/20/25 stays that, then months within each. */
function bankMonths(
  total: bigint,
  parts: readonly bigint[],
  bounds: MonthBounds,
  say: SayUnits,
): bigint[] {
  const months = MONTHS.map((month, index) => ({
    key: monthKey(month),
    label: MONTH_LABELS[index]?.zh ?? '',
    weight: parts[index] ?? 0n,
    ...(bounds[index] ?? { floor: 0n, cap: 0n }),
  }));
  const quarters = [0, 3, 6, 9].map((first) => {
    const own = months.slice(first, first + 3);
    return {
      own,
      key: `Q${first / 3 + 1}`,
      weight: sum(own.map((month) => month.weight)),
      floor: sum(own.map((month) => month.floor)),
      cap: sum(own.map((month) => month.cap)),
    };
  });
  const { units } = apportion(total, quarters, say);
  return quarters.flatMap(({ own }, index) => apportion(units[index] ?? 0n, own, say).units);
}

/**
 * Spreads years over months by the profile, exactly in both directions at every level: the bank's
 * months first, then branch × month within them, then officer × month within each branch. Locked
 * cells hold; where they leave no way within a branch's months, the branch's months give way and
 * only the bank's are kept; where absences leave no way within those, each year is spread by itself.
 * Refuses as `apportion` and `apportionMatrix` do, in money.
 */
export function spreadMonths(
  years: readonly Year[],
  parts: readonly bigint[],
  unit: MoneyUnit,
): Months {
  const say = sayUnitsOf(unit);
  const bounds = new Map(years.map((year) => [year.key, monthBounds(year, parts)]));
  const boundsOf = (own: readonly Year[]) =>
    addBounds(own.flatMap((year) => [bounds.get(year.key) ?? []]));
  const total = sum(years.map((year) => year.units));
  const bank = bankMonths(total, parts, boundsOf(years), say);
  const cellOf = (limits: MonthBounds | undefined, column: string): Cell => ({
    weight: parts[Number(column) - 1] ?? 0n,
    ...(limits?.[Number(column) - 1] ?? { floor: 0n, cap: 0n }),
  });
  const spread = (own: readonly Year[], months: readonly bigint[]) => {
    const table = apportionMatrix({
      rows: own.map(({ key, units, label }) => ({ key, total: units, label })),
      columns: monthLines(months),
      say,
      cell: (row, column) => cellOf(bounds.get(row), column),
    });
    return own.map((year, i) => [year.key, table[i] ?? []] as const);
  };

  const groups = [...groupBy(years, (year) => year.branch)];
  try {
    const limits = new Map(groups.map(([branch, own]) => [branch, boundsOf(own)]));
    const table = apportionMatrix({
      rows: groups.map(([branch, own]) => ({
        key: branch,
        total: sum(own.map((year) => year.units)),
        label: { zh: branch, en: branch },
      })),
      columns: monthLines(bank),
      say,
      cell: (row, column) => cellOf(limits.get(row), column),
    });
    const officers = groups.flatMap(([, own], i) => spread(own, table[i] ?? []));
    return {
      bank,
      branches: new Map(groups.map(([branch], i) => [branch, table[i] ?? []])),
      officers: new Map(officers),
      isInSeason: true,
    };
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'locks-conflict')) throw error;
  }
  const added = (own: readonly Year[], rows: ReadonlyMap<string, bigint[]>) =>
    columnSums(
      own.map((year) => rows.get(year.key) ?? []),
      12,
    );
  const addUp = (rows: Map<string, bigint[]>, isInSeason: boolean): Months => ({
    bank: added(years, rows),
    branches: new Map(groups.map(([branch, own]) => [branch, added(own, rows)])),
    officers: rows,
    isInSeason,
  });
  try {
    return addUp(new Map(spread(years, bank)), true);
  } catch (error) {
    const isAway = years.some((year) => year.isAway);
    if (!(isAway && error instanceof Refusal && error.code === 'locks-conflict')) throw error;
  }
  // Somebody's year does not fit into the season's months: each year is spread over its own months.
  const alone = years.map((year) => {
    const months = bankMonths(year.units, parts, bounds.get(year.key) ?? [], say);
    return [year.key, months] as const;
  });
  return addUp(new Map(alone), false);
}
