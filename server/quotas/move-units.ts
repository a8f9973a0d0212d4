import type { Cell, Working } from './matrix.ts';
import type { Ratio } from './ratio.ts';
import { refuseLockedIn } from './refuse-matrix.ts';
import type { SayUnits } from './refuse-shares.ts';

/** Moving one unit of `row` from a column to another multiplies the objective by num / den. */
interface Move extends Ratio {
  row: number;
}

const NO_CELL: Cell = { weight: 0n, floor: 0n, cap: 0n };

/** What row `i` asks for moving a unit from column `from` to `to`; undefined when it cannot. */
function askOf(table: Working, i: number, from: number, to: number): Move | undefined {
  const giver = table.cells[i]?.[from] ?? NO_CELL;
  const taker = table.cells[i]?.[to] ?? NO_CELL;
  const given = table.units[i]?.[from] ?? 0n;
  const taken = table.units[i]?.[to] ?? 0n;
  if (given <= giver.floor || giver.weight === 0n || taker.weight === 0n) return undefined;
  if (taker.cap !== undefined && taken >= taker.cap) return undefined;
  return {
    row: i,
    num: (2n * taken + 1n) * giver.weight,
    den: (2n * given - 1n) * taker.weight,
  };
}

function isCheaper(a: Ratio, b: Ratio | undefined): boolean {
  return b === undefined || a.num * b.den < b.num * a.den;
}

/** Cheaper first, then the earlier row: one order of all moves, so that ties are settled too. */
function comesBefore(a: Move, b: Move): boolean {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left === right ? a.row < b.row : left < right;
}

/** The cheapest moves between two columns, in order; all that come before `limit` are there. */
interface Shortlist {
  moves: Move[];
  limit: Move | undefined;
}

const SHORTLIST = 32;

function insert(moves: Move[], move: Move): void {
  const at = moves.findIndex((held) => comesBefore(move, held));
  moves.splice(at < 0 ? moves.length : at, 0, move);
}

/**
 * The cheapest move between any two columns, kept up to date as rows change. Of each pair only a
 * shortlist is held: rows are looked through again when it is used up.
 */
class MoveTable {
  private readonly table: Working;
  private readonly lists: (Shortlist | undefined)[][];
  constructor(table: Working) {
    this.table = table;
    this.lists = table.columns.map((_, from) =>
      table.columns.map((__, to) => (from === to ? undefined : this.scan(from, to))),
    );
  }
  between(from: number, to: number): Move | undefined {
    return this.lists[from]?.[to]?.moves[0];
  }
  private scan(from: number, to: number): Shortlist {
    const moves: Move[] = [];
    let limit: Move | undefined;
    for (let i = 0; i < this.table.rows.length; i++) {
      const ask = askOf(this.table, i, from, to);
      if (ask === undefined || (limit && !comesBefore(ask, limit))) continue;
      insert(moves, ask);
      if (moves.length > SHORTLIST) limit = moves.pop();
    }
    return { moves, limit };
  }
  /** Rows `changed` have other units now. */
  refresh(changed: ReadonlySet<number>): void {
    this.lists.forEach((row, from) => {
      row.forEach((list, to) => {
        if (list === undefined) return;
        list.moves = list.moves.filter((move) => !changed.has(move.row));
        for (const i of changed) {
          const ask = askOf(this.table, i, from, to);
          if (ask && !(list.limit && !comesBefore(ask, list.limit))) insert(list.moves, ask);
        }
        if (list.moves.length === 0 && list.limit) row[to] = this.scan(from, to);
      });
    });
  }
}

interface Reached extends Ratio {
  from: number;
  move: Move;
}

/** Cheapest ways from `source` to every column it reaches (Bellman–Ford: moves may gain). */
function reachFrom(source: number, count: number, moves: MoveTable): (Reached | undefined)[] {
  const reached: (Reached | undefined)[] = Array.from({ length: count }, () => undefined);
  for (let pass = 0; pass < count; pass++) {
    let changed = false;
    for (let from = 0; from < count; from++) {
      const sofar: Ratio | undefined = from === source ? { num: 1n, den: 1n } : reached[from];
      if (sofar === undefined) continue;
      for (let to = 0; to < count; to++) {
        const move = to === source ? undefined : moves.between(from, to);
        if (move === undefined) continue;
        const cost = { num: sofar.num * move.num, den: sofar.den * move.den };
        if (!isCheaper(cost, reached[to])) continue;
        reached[to] = { ...cost, from, move };
        changed = true;
      }
    }
    if (!changed) return reached;
  }
  return reached;
}

/**
 * Moves single units of `table.units` between columns, each along the cheapest path from a column
 * that holds too much to one that holds too little, until every column fits. Rows keep their
 * totals. Refuses with 'locks-conflict' when floors, caps and locks leave no way.
 */
export function moveUnits(table: Working, say: SayUnits): void {
  const gaps = table.columns.map((column, j) =>
    table.units.reduce((sum, row) => sum + (row[j] ?? 0n), -column.total),
  );
  if (gaps.every((gap) => gap === 0n)) return;
  const moves = new MoveTable(table);
  for (;;) {
    const source = gaps.findIndex((gap) => gap > 0n);
    if (source < 0) return;
    const reached = reachFrom(source, gaps.length, moves);
    let target = -1;
    reached.forEach((way, j) => {
      if (way === undefined || (gaps[j] ?? 0n) >= 0n) return;
      const held = reached[target];
      if (held === undefined || isCheaper(way, held)) target = j;
    });
    if (target < 0) refuseLockedIn(table, source, reached, gaps, say);
    const changed = new Set<number>();
    for (let at = target; at !== source; ) {
      const way = reached[at];
      const row = way && table.units[way.move.row];
      if (way === undefined || row === undefined) throw new Error('move-units: a path broke off');
      row[way.from] = (row[way.from] ?? 0n) - 1n;
      row[at] = (row[at] ?? 0n) + 1n;
      changed.add(way.move.row);
      at = way.from;
    }
    gaps[source] = (gaps[source] ?? 0n) - 1n;
    gaps[target] = (gaps[target] ?? 0n) + 1n;
    moves.refresh(changed);
  }
}
