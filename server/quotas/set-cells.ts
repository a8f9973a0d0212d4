import { apportion } from './apportion.ts';
import type { Sheet, SheetRow } from './edit-sheet.ts';
import { groupBy } from './group-by.ts';
import { apportionMatrix, columnSums } from './matrix.ts';
import { sumUnits } from './officer-pool.ts';
import type { Absorber } from './plan-edit.ts';
import { refuseBlocked } from './refuse-edit.ts';
import { sayUnitsOf } from './say-money.ts';
import type { Bounds } from './split-step.ts';
import { MONTH_LABELS, monthKey } from './spread-months.ts';

type Cells = ReadonlyMap<string, ReadonlyMap<number, bigint>>;

/** Proportions weigh a million times the season: it only decides where there are none. */
export const PROPORTION = 1_000_000n;

const monthOf = (index: number) => MONTH_LABELS[index] ?? { zh: '', en: '' };
export const yearOf = (row: SheetRow) => sumUnits(row.cells);

/** Between what an officer's year may move: own bounds, and what months are fixed. */
export function yearBounds(row: SheetRow): { floor: bigint; cap: bigint | undefined } {
  const year = yearOf(row);
  if (row.bounds.isLocked) return { floor: year, cap: year };
  const fixed = sumUnits(row.cells.filter((_, m) => row.locked[m]));
  if (row.locked.every((isLocked) => isLocked)) return { floor: fixed, cap: fixed };
  const { floor, cap } = row.bounds;
  if (fixed > floor) return { floor: fixed, cap };
  return { floor, cap };
}

/** Fixes cells of a row; the other months stay until they are asked to take the difference. */
function withPlaced(row: SheetRow, placed: ReadonlyMap<number, bigint> | undefined): SheetRow {
  if (placed === undefined) return row;
  return {
    ...row,
    cells: row.cells.map((units, m) => placed.get(m + 1) ?? units),
    locked: row.locked.map((isLocked, m) => isLocked || placed.has(m + 1)),
  };
}

/** The officer's other months take the difference. */
function absorbInRow(sheet: Sheet, before: SheetRow, row: SheetRow): SheetRow {
  const total = yearOf(before);
  const months = row.cells.map((_, m) => m);
  const free = months.filter((m) => !row.locked[m]);
  const held = sumUnits(row.cells.filter((_, m) => row.locked[m]));
  const shut = months.filter((m) => row.locked[m]);
  refuseBlocked({
    line: { zh: `${row.officer}全年`, en: `The year of ${row.officer}` },
    total,
    least: held,
    most: free.length > 0 ? undefined : held,
    fixed: { zh: shut.map((m) => monthOf(m).zh), en: shut.map((m) => monthOf(m).en) },
    unit: sheet.unit,
  });
  const shared = apportion(
    total - held,
    free.map((m) => ({
      key: monthKey(m + 1),
      weight: (row.cells[m] ?? 0n) * PROPORTION + (sheet.season[m] ?? 0n) + 1n,
    })),
    sayUnitsOf(sheet.unit),
  ).units;
  return {
    ...row,
    cells: row.cells.map((units, m) => (row.locked[m] ? units : (shared[free.indexOf(m)] ?? 0n))),
  };
}

/** The branch's other officers take the difference of one month. */
function absorbInColumn(
  sheet: Sheet,
  before: readonly SheetRow[],
  rows: readonly SheetRow[],
  m: number,
): SheetRow[] {
  const limits = rows.map((row): { floor: bigint; cap: bigint | undefined } => {
    const own = row.cells[m] ?? 0n;
    if (row.locked[m]) return { floor: own, cap: own };
    const rest = yearOf(row) - own;
    const { floor, cap } = yearBounds(row);
    // What other months hold of the year's floor need not be held by this one.
    return {
      floor: floor > rest ? floor - rest : 0n,
      cap: cap === undefined ? undefined : cap > rest ? cap - rest : 0n,
    };
  });
  const total = sumUnits(before.map((row) => row.cells[m] ?? 0n));
  const shut = rows.filter((_, i) => limits[i]?.floor === limits[i]?.cap);
  const names = shut.map((row) => row.officer);
  const caps = limits.map((limit) => limit.cap);
  refuseBlocked({
    line: {
      zh: `${rows[0]?.branch ?? ''} ${monthOf(m).zh}`,
      en: `${monthOf(m).en} of ${rows[0]?.branch ?? ''}`,
    },
    total,
    least: sumUnits(limits.map((limit) => limit.floor)),
    most: caps.includes(undefined) ? undefined : sumUnits(caps.map((cap) => cap ?? 0n)),
    fixed: { zh: names, en: names },
    unit: sheet.unit,
  });
  const { units } = apportion(
    total,
    rows.map((row, i) => ({
      key: row.key,
      label: row.officer,
      weight: (row.cells[m] ?? 0n) * PROPORTION + 1n,
      floor: limits[i]?.floor ?? 0n,
      cap: limits[i]?.cap,
    })),
    sayUnitsOf(sheet.unit),
  );
  return rows.map((row, i) => ({
    ...row,
    cells: row.cells.map((own, at) => (at === m ? (units[i] ?? 0n) : own)),
  }));
}

/** Rows within their years and `months`: fixed cells hold, the others keep their proportions. */
export function spreadRows(
  sheet: Sheet,
  rows: readonly SheetRow[],
  years: readonly bigint[],
  months: readonly bigint[],
): SheetRow[] {
  const rowAt = new Map(rows.map((row) => [row.key, row]));
  const table = apportionMatrix({
    rows: rows.map((row, i) => ({
      key: row.key,
      total: years[i] ?? 0n,
      label: { zh: `${row.officer}全年`, en: `the year of ${row.officer}` },
    })),
    columns: months.map((total, m) => ({ key: monthKey(m + 1), total, label: monthOf(m) })),
    say: sayUnitsOf(sheet.unit),
    cell: (key, column) => {
      const m = Number(column) - 1;
      const row = rowAt.get(key);
      const own = row?.cells[m] ?? 0n;
      const weight = own * PROPORTION + (sheet.season[m] ?? 0n);
      return row?.locked[m]
        ? { weight: weight + 1n, floor: own, cap: own }
        : { weight, floor: 0n, cap: undefined };
    },
  });
  return rows.map((row, i) => ({ ...row, cells: table[i] ?? [] }));
}

/** A year that a change of months would push beyond its floor, cap or lock. */
function refuseMovedYear(sheet: Sheet, before: SheetRow, row: SheetRow): void {
  const year = yearOf(row);
  const held = yearOf(before);
  const { floor, cap, isLocked }: Bounds = row.bounds;
  const low = isLocked ? held : floor;
  const high = isLocked ? held : cap;
  if (year === held) return;
  const bound = year < low ? low : high !== undefined && year > high ? high : undefined;
  if (bound === undefined) return;
  const word = isLocked
    ? { zh: '锁定', en: 'lock' }
    : bound === low
      ? { zh: '下限', en: 'floor' }
      : { zh: '上限', en: 'cap' };
  refuseBlocked({
    line: { zh: `${row.officer}全年(${word.zh})`, en: `The year of ${row.officer} (${word.en})` },
    total: bound,
    least: year,
    most: year,
    fixed: { zh: [], en: [] },
    unit: sheet.unit,
  });
}

/**
 * Fixes cells (by row key and month 1–12) and lets `absorb` take the difference. Refuses with
 * 'no-way', 'line-cannot-hold' or 'locks-conflict', naming the lines and the amount.
 */
export function setCells(sheet: Sheet, cells: Cells, absorb: Absorber): Sheet {
  const placed = sheet.rows.map((row) => withPlaced(row, cells.get(row.key)));
  const done = (rows: readonly SheetRow[]): Sheet => ({ ...sheet, rows });
  if (absorb === 'row') {
    return done(
      placed.map((row, i) => {
        const before = sheet.rows[i];
        return before && cells.has(row.key) ? absorbInRow(sheet, before, row) : row;
      }),
    );
  }
  if (absorb === 'bank') {
    const months = columnSums(
      sheet.rows.map((row) => row.cells),
      12,
    );
    return done(spreadRows(sheet, placed, sheet.rows.map(yearOf), months));
  }
  const before = new Map(sheet.rows.map((row) => [row.key, row]));
  const changed = new Map<string, SheetRow>();
  for (const own of groupBy(placed, (row) => row.branch).values()) {
    const touched = own.flatMap((row) => [...(cells.get(row.key)?.keys() ?? [])]);
    if (touched.length === 0) continue;
    const old = own.flatMap((row) => before.get(row.key) ?? []);
    let rows: SheetRow[] = own;
    if (absorb === 'column') {
      for (const month of [...new Set(touched)].sort((a, b) => a - b)) {
        rows = absorbInColumn(sheet, old, rows, month - 1);
      }
      rows.forEach((row, i) => {
        const was = old[i];
        if (was && cells.has(row.key)) refuseMovedYear(sheet, was, row);
      });
    } else {
      const months = columnSums(
        old.map((row) => row.cells),
        12,
      );
      rows = spreadRows(sheet, own, old.map(yearOf), months);
    }
    for (const row of rows) changed.set(row.key, row);
  }
  return done(placed.map((row) => changed.get(row.key) ?? row));
}
