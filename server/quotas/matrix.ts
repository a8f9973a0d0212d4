import type { Sentence } from '../errors.ts';
import { apportionChecked } from './apportion.ts';
import { moveUnits } from './move-units.ts';
import { compareKeys } from './ratio.ts';
import { refuseUnequalMargins, refuseUnheldLine } from './refuse-matrix.ts';
import { type SayUnits, sayPlainUnits } from './refuse-shares.ts';

/** A row or a column with the total that its cells must add up to. */
export interface Line {
  /** Unique among its kind; the order of keys settles ties. */
  key: string;
  total: bigint;
  label: Sentence;
}

/** One cell: its weight, and between what it may move. A lock is `floor` = `cap`. */
export interface Cell {
  weight: bigint;
  floor: bigint;
  cap: bigint | undefined;
}

export interface MatrixProblem {
  rows: readonly Line[];
  columns: readonly Line[];
  cell(row: string, column: string): Cell;
  say?: SayUnits;
}

/** The table under work: lines sorted by key, `units[row][column]`. */
export interface Working {
  rows: readonly Line[];
  columns: readonly Line[];
  cells: readonly (readonly Cell[])[];
  units: bigint[][];
}

const ROUNDS = 12;
const START = 1n << 64n;

/** A cell of weight zero, or in a line that holds nothing, takes its floor. */
function settled(cell: Cell, row: Line, column: Line): Cell {
  const holdsNothing = row.total === 0n || column.total === 0n;
  if (cell.weight !== 0n && !holdsNothing) return cell;
  return cell.floor === cell.cap ? cell : { ...cell, cap: cell.floor };
}

function byKey(lines: readonly Line[]): Line[] {
  return [...lines].sort((a, b) => compareKeys(a.key, b.key));
}

/**
 * Apportions every row over weight × its column's multiplier. Ties go to a column that turns with
 * the row: were they to go to the same one in every row, that column would end far above its total.
 */
function fillRows(table: Omit<Working, 'units'>, multipliers: readonly bigint[]): bigint[][] {
  const turns = table.columns.map((_, j) => String(j).padStart(9, '0'));
  return table.rows.map((row, i) => {
    const parties = table.columns.map((_, j) => {
      const cell = table.cells[i]?.[j] ?? { weight: 0n, floor: 0n, cap: 0n };
      return {
        key: turns[(j + i) % turns.length] ?? '',
        label: '',
        weight: cell.weight * (multipliers[j] ?? 0n),
        floor: cell.floor,
        cap: cell.cap,
      };
    });
    return apportionChecked(row.total, parties, 'key').units;
  });
}

export function columnSums(units: readonly (readonly bigint[])[], columns: number): bigint[] {
  return Array.from({ length: columns }, (_, j) =>
    units.reduce((sum, row) => sum + (row[j] ?? 0n), 0n),
  );
}

/**
 * A whole-number table with exact row and column totals, proportional to the weights: the
 * biproportional divisor apportionment with standard rounding (Balinski and Demange 1989), within
 * each cell's floor and cap.
 *
 * Rows are apportioned exactly, over column multipliers that are scaled until the columns nearly
 * fit (Pukelsheim's alternating scaling); then single units move along cheapest paths of columns
 * until they do. Cheapest means the smallest product of (2 × units + 1) ÷ weight gained over
 * (2 × units − 1) ÷ weight given up, compared as whole numbers, so the result minimises the
 * divisor method's own objective and the work always ends. Ties go by key.
 *
 * Answers `units[row][column]` in the order given. Refuses with 'margins-unequal',
 * 'line-cannot-hold' or 'locks-conflict', naming the lines and the amount.
 */
export function apportionMatrix(problem: MatrixProblem): bigint[][] {
  const say = problem.say ?? sayPlainUnits;
  const rows = byKey(problem.rows);
  const columns = byKey(problem.columns);
  refuseUnequalMargins(rows, columns, say);
  const cells = rows.map((row) =>
    columns.map((column) => settled(problem.cell(row.key, column.key), row, column)),
  );
  rows.forEach((row, i) => {
    refuseUnheldLine(row, cells[i] ?? [], say);
  });
  columns.forEach((column, j) => {
    const own = cells.flatMap((row) => row[j] ?? []);
    refuseUnheldLine(column, own, say);
  });

  const table = { rows, columns, cells };
  let multipliers = columns.map(() => START);
  let units = fillRows(table, multipliers);
  let best = { units, off: offBy(units, columns) };
  for (let round = 0; round < ROUNDS && best.off > 0n; round++) {
    const sums = columnSums(units, columns.length);
    multipliers = multipliers.map((multiplier, j) => {
      const wanted = columns[j]?.total ?? 0n;
      const next = (multiplier * (4n * wanted + 1n)) / (4n * (sums[j] ?? 0n) + 1n);
      return next > 0n ? next : 1n;
    });
    units = fillRows(table, multipliers);
    const off = offBy(units, columns);
    if (off >= best.off) break;
    best = { units, off };
  }
  const finished = { ...table, units: best.units };
  moveUnits(finished, say);

  const rowAt = new Map(rows.map((row, i) => [row.key, i]));
  const columnAt = new Map(columns.map((column, j) => [column.key, j]));
  return problem.rows.map((row) =>
    problem.columns.map(
      (column) => finished.units[rowAt.get(row.key) ?? -1]?.[columnAt.get(column.key) ?? -1] ?? 0n,
    ),
  );
}

function offBy(units: readonly (readonly bigint[])[], columns: readonly Line[]): bigint {
  return columnSums(units, columns.length).reduce((off, sum, j) => {
    const gap = sum - (columns[j]?.total ?? 0n);
    return off + (gap < 0n ? -gap : gap);
  }, 0n);
}
