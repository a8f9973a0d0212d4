import type { IsoDate } from '../calendar.ts';
import { Refusal } from '../errors.ts';
import { FEN_PER_UNIT, type Fen, type MoneyUnit } from '../money.ts';
import { apportion } from './apportion.ts';
import { columnSums } from './matrix.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';
import { sumUnits } from './officer-pool.ts';
import { openMonths } from './open-months.ts';
import { compareKeys } from './ratio.ts';
import type { QuotaMove } from './receipt.ts';
import { refuseFloors, refuseGone, refuseNothingLeft } from './refuse-replan.ts';
import {
  addMonthsTo,
  type Dealt,
  deal,
  givers,
  type Part,
  type ReplanRow,
  takers,
} from './replan-sheet.ts';
import type { ReplanChange, ReplanWish } from './replan-wish.ts';
import type { Bounds } from './split-step.ts';

/** Loans of the plan's own book that one held and another (or the same) holds in the latest. */
export interface Handover {
  from: OfficerKey;
  to: OfficerKey;
  loans: number;
  collectableFen: Fen;
}

/** A re-plan under way: the rows by key, and what has moved. */
export interface Work {
  year: number;
  unit: MoneyUnit;
  wish: ReplanWish;
  rows: Map<string, ReplanRow>;
  moves: QuotaMove[];
  handovers: readonly Handover[];
  /** Whose loans with whom have taken their quota along already, by `pairOf`. */
  handed: Set<string>;
  /** The bounds of somebody who has no row yet. */
  newcomer: Bounds;
}

/** An officer and who took over loans from him or her. */
export const pairOf = (from: OfficerKey, to: OfficerKey) =>
  JSON.stringify([officerKey(from), officerKey(to)]);

/** A change with its place by day and the first day whose quota it moves. */
export interface Dated<Change = ReplanChange> {
  change: Change;
  first: IsoDate;
  no: number;
}

/** Who gives and who takes, how it was split, and until when. */
interface Ends {
  by: QuotaMove['by'];
  from?: OfficerKey;
  to?: OfficerKey;
  last?: IsoDate;
}

type Giving = readonly { row: ReplanRow; open: readonly bigint[] }[];

const person = ({ branch, officer }: OfficerKey) => ({ branch, officer });
const monthParties = (units: readonly bigint[], isCapped: boolean) =>
  units.map((weight, m) => ({
    key: String(m).padStart(2, '0'),
    weight,
    cap: isCapped ? weight : undefined,
  }));

/** The row of an officer, empty for somebody new. */
export function rowOf(work: Work, who: OfficerKey): ReplanRow {
  const key = officerKey(who);
  const row = work.rows.get(key) ?? {
    ...person(who),
    key,
    cells: Array.from({ length: 12 }, () => 0n),
    locked: Array.from({ length: 12 }, () => false),
    bounds: work.newcomer,
    ended: undefined,
  };
  work.rows.set(key, row);
  return row;
}

/** The row of somebody who can still take a quota on that day. */
export function takerOf(work: Work, who: OfficerKey, first: IsoDate): ReplanRow {
  const row = rowOf(work, who);
  if (row.ended !== undefined && row.ended < first) refuseGone(who, row.ended);
  return row;
}

/** The units of a row that fall on the days from `first` on, while the officer is there. */
export function openOf({ year, wish }: Work, row: ReplanRow, first: IsoDate, last?: IsoDate) {
  const ends = [`${year}-12-31`, last, row.ended].filter((day) => day !== undefined);
  return openMonths(row.cells, { first, last: ends.sort()[0] ?? first }, year, wish.partMonth);
}

/** The same without the months and years that somebody has fixed. */
export function freeOf(work: Work, row: ReplanRow, first: IsoDate, last?: IsoDate) {
  return openOf(work, row, first, last).map((units, m) =>
    row.locked[m] || row.bounds.isLocked ? 0n : units,
  );
}

/** Those of `list` with something open, by key. */
export function givingOf(
  work: Work,
  first: IsoDate,
  isWanted: (row: ReplanRow) => boolean,
): { row: ReplanRow; open: bigint[] }[] {
  return [...work.rows.values()]
    .filter(isWanted)
    .map((row) => ({ row, open: freeOf(work, row, first) }))
    .filter(({ open }) => sumUnits(open) > 0n)
    .sort((a, b) => compareKeys(a.row.key, b.row.key));
}

/** What is left of somebody who stops on the day before `first`; refused when nothing is. */
export function stop(work: Work, row: ReplanRow, first: IsoDate, last: IsoDate): bigint[] {
  const open = openOf(work, row, first);
  if (sumUnits(open) === 0n) refuseNothingLeft(row, first);
  row.ended = last;
  return open;
}

/** Writes down what moved; `from` or `to` is the row of each part, whichever is not given. */
export function record(
  work: Work,
  { change, first, no }: Dated,
  dealt: readonly Dealt[],
  { by, from, to, last }: Ends,
  isGiving = false,
): void {
  const perUnit = FEN_PER_UNIT[work.unit];
  for (const { row, months, step, units } of dealt) {
    if (units === 0n) continue;
    work.moves.push({
      no,
      kind: change.kind,
      by,
      from: isGiving ? person(row) : from ? person(from) : null,
      to: isGiving ? (to ? person(to) : null) : person(row),
      firstOn: first,
      lastOn: last ?? null,
      why: change.why,
      step,
      monthsFen: months.map((own) => Number(own) * perUnit),
      amountFen: Number(units) * perUnit,
    });
  }
}

/** Moves months of a row to its takers; what falls to the giver, if it is a part, stays. */
export function hand(
  work: Work,
  dated: Dated,
  from: ReplanRow,
  months: readonly bigint[],
  parts: readonly Part[],
  ends: Pick<Ends, 'by' | 'last'>,
): void {
  const dealt = deal(months, takers(parts, months, work.unit, from), work.unit).filter(
    ({ row }) => row !== from,
  );
  for (const own of dealt) {
    addMonthsTo(from, own.months, -1n);
    addMonthsTo(own.row, own.months, 1n);
  }
  record(work, dated, dealt, { ...ends, from });
}

/**
 * Takes `total` units of the open months of several rows, in proportion to what is open, over rows
 * and months. Floors can leave no way to keep the months in proportion; each then gives of its own.
 */
export function takeFrom(work: Work, giving: Giving, total: bigint): Dealt[] {
  const { unit } = work;
  const parts = givers(giving);
  const room = sumUnits(parts.map(({ limit }) => limit.cap));
  if (room < total) refuseFloors(total, room, unit);
  const sums = columnSums(
    giving.map(({ open }) => open),
    12,
  );
  let dealt: Dealt[];
  try {
    dealt = deal(apportion(total, monthParties(sums, true)).units, parts, unit);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { units } = apportion(
      total,
      parts.map(({ row, weight, limit }) => ({ key: row.key, weight, cap: limit.cap })),
    );
    dealt = giving.flatMap(({ open }, at) => {
      const part = parts[at];
      const months = apportion(units[at] ?? 0n, monthParties(open, true)).units;
      return part === undefined || units[at] === 0n ? [] : deal(months, [part], unit);
    });
  }
  for (const own of dealt) addMonthsTo(own.row, own.months, -1n);
  return dealt;
}

/** Gives `total` units more to several rows, in proportion to what is open, over rows and months. */
export function giveTo(work: Work, taking: Giving, total: bigint): Dealt[] {
  const { unit } = work;
  const sums = columnSums(
    taking.map(({ open }) => open),
    12,
  );
  const months = apportion(total, monthParties(sums, false)).units;
  const shapes = new Map(taking.map(({ row, open }) => [row.key, open]));
  const parts = takers(
    taking.map(({ row, open }) => ({ row, weight: sumUnits(open) })),
    months,
    unit,
  ).map((part) => ({
    ...part,
    cell: (m: number) => ({
      weight: shapes.get(part.row.key)?.[m] ?? 0n,
      floor: 0n,
      cap: undefined,
    }),
  }));
  const dealt = deal(months, parts, unit);
  for (const own of dealt) addMonthsTo(own.row, own.months, 1n);
  return dealt;
}
