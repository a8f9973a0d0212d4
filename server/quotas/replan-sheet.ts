import type { IsoDate } from '../calendar.ts';
import type { MoneyUnit } from '../money.ts';
import { blendWeights, type Member, NO_VALUES } from './blend-weights.ts';
import { apportionMatrix, type Cell } from './matrix.ts';
import type { OfficerKey } from './officer-bounds.ts';
import { sumUnits } from './officer-pool.ts';
import type { QuotaMove } from './receipt.ts';
import { refuseFull } from './refuse-replan.ts';
import { sayUnitsOf } from './say-money.ts';
import { type Bounds, splitTotal } from './split-step.ts';
import { MONTH_LABELS, monthKey } from './spread-months.ts';

/** An officer's row of a plan that is re-planned, in units. */
export interface ReplanRow extends OfficerKey {
  key: string;
  /** January first. */
  cells: bigint[];
  /** Which months somebody has fixed, January first. */
  locked: readonly boolean[];
  /** Between what the year must lie; a locked year takes nothing. */
  bounds: Bounds;
  /** The last day with any quota; undefined while there is no such day. */
  ended: IsoDate | undefined;
}

/** One who takes a part, or gives one, and the weight of it. */
export interface Part {
  row: ReplanRow;
  weight: bigint;
}

export const yearUnits = (row: ReplanRow) => sumUnits(row.cells);

/** What a row can still take of some months: its room in the year, and nothing where it is fixed. */
export function roomOf(row: ReplanRow, months: readonly bigint[]): bigint | undefined {
  const { isLocked, cap } = row.bounds;
  const open = isLocked ? 0n : sumUnits(months.filter((_, m) => !row.locked[m]));
  if (cap === undefined) return open === sumUnits(months) ? undefined : open;
  const room = cap - yearUnits(row);
  if (room <= 0n) return 0n;
  return room < open ? room : open;
}

/** The move of each part, before it is said who gives and who takes. */
export interface Dealt {
  row: ReplanRow;
  months: bigint[];
  step: QuotaMove['step'];
  units: bigint;
}

/**
 * Splits the units of each month over the parts by weight: the years first, then each part's months
 * within them, so that both directions are exact. `limits` are what each part may get at least and
 * at most, and in which months. Refuses as `apportion` and `apportionMatrix`.
 */
export function deal(
  months: readonly bigint[],
  parts: readonly (Part & { limit: Bounds; cell(month: number): Cell })[],
  unit: MoneyUnit,
): Dealt[] {
  const members: Member[] = parts.map(({ row, weight }) => ({
    key: row.key,
    label: row.officer,
    values: { ...NO_VALUES, collectable: weight },
  }));
  const split = splitTotal({
    total: sumUnits(months),
    members,
    blend: blendWeights(members, { collectable: 100 }),
    bounds: parts.map(({ limit }) => limit),
    unit,
  });
  const table = apportionMatrix({
    rows: parts.map(({ row }, index) => ({
      key: row.key,
      total: split.units[index] ?? 0n,
      label: { zh: row.officer, en: row.officer },
    })),
    columns: months.map((total, m) => ({
      key: monthKey(m + 1),
      total,
      label: MONTH_LABELS[m] ?? { zh: '', en: '' },
    })),
    say: sayUnitsOf(unit),
    cell: (row, column) =>
      parts.find((part) => part.row.key === row)?.cell(Number(column) - 1) ?? {
        weight: 0n,
        floor: 0n,
        cap: 0n,
      },
  });
  return parts.map(({ row }, index) => ({
    row,
    months: table[index] ?? [],
    step: split.step(index),
    units: split.units[index] ?? 0n,
  }));
}

/**
 * Parts that take: within their caps, and nothing in a month that is fixed. What falls to the
 * `giver` stays there and has no limit.
 */
export function takers(
  parts: readonly Part[],
  months: readonly bigint[],
  unit: MoneyUnit,
  giver?: ReplanRow,
) {
  const limits = parts.map(({ row }) => (row === giver ? undefined : roomOf(row, months)));
  if (!limits.includes(undefined)) {
    const [total, room] = [sumUnits(months), sumUnits(limits.map((limit) => limit ?? 0n))];
    const names = parts.map(({ row }) => row.officer);
    if (room < total) refuseFull(names, total, room, unit);
  }
  return parts.map((part, index) => ({
    ...part,
    limit: { floor: 0n, cap: limits[index], isLocked: false },
    cell: (m: number): Cell => ({
      weight: months[m] ?? 0n,
      floor: 0n,
      cap: part.row !== giver && part.row.locked[m] ? 0n : undefined,
    }),
  }));
}

/** Parts that give of their open months, down to their floors; nothing of a month that is fixed. */
export function givers(rows: readonly { row: ReplanRow; open: readonly bigint[] }[]) {
  return rows.map(({ row, open }) => {
    const units = sumUnits(open);
    const above = yearUnits(row) - row.bounds.floor;
    let most = row.bounds.isLocked ? 0n : units;
    if (above < most) most = above > 0n ? above : 0n;
    return {
      row,
      weight: units,
      limit: { floor: 0n, cap: most, isLocked: false },
      cell: (m: number): Cell => ({ weight: open[m] ?? 0n, floor: 0n, cap: open[m] ?? 0n }),
    };
  });
}

/** Adds to the months of a row, or takes from them with `sign` −1. */
export function addMonthsTo(row: ReplanRow, months: readonly bigint[], sign: 1n | -1n): void {
  row.cells = row.cells.map((units, m) => units + sign * (months[m] ?? 0n));
}
