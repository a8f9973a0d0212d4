import type { IsoDate } from '../calendar.ts';
import type { Sentence } from '../errors.ts';
import type { HeaderMatcher, MatchField } from '../loan-book/match-header.ts';
import type { Fen } from '../money.ts';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import type { SideReason } from './say-reason.ts';
import type { SideRow } from './side-row.ts';

export const SIDE_KINDS = ['branches', 'officers', 'postings', 'targets'] as const;
export type SideKindId = (typeof SIDE_KINDS)[number];

/** What a file beside the loan book may say in a column. */
export interface SideField extends MatchField {
  kind: 'text' | 'amount' | 'date' | 'number';
}

/** A field as a line of a list: id, kind, both labels, the headers that mean it. */
export function sideField(
  id: string,
  kind: SideField['kind'],
  zh: string,
  en: string,
  headers: string,
  more: { required?: boolean } = {},
): SideField {
  return { id, kind, label: { zh, en }, headers: headers.split('|'), ...more };
}

/** A data row of a file: its record's number and its line, from 1. */
export interface Placed<Line> {
  rowNo: number;
  lineNo: number;
  /** The row's own text. */
  raw: string;
  line: Line;
}

export interface SideReject {
  rowNo: number;
  lineNo: number;
  raw: string;
  reasons: SideReason[];
}

/** What was said of lines that had been read: those that stand, and those that do not. */
export interface Settled<Line> {
  lines: Placed<Line>[];
  rejects: SideReject[];
}

/** A file that is being stored: its id, the day it speaks of, and what it corrects. */
export interface SideFileRef {
  id: number;
  asOf: IsoDate;
  amends: number | null;
  now: string;
  /** Where rows may be staged for the engine. */
  incoming: string;
}

/** Something that a look at a whole file found before it is loaded. */
export interface SideFinding {
  tone: 'good' | 'look' | 'bad';
  says: Sentence;
}

/**
 * A kind of file beside the loan book. All are read, mapped, remembered, rejected and corrected by
 * the same machinery; a kind says what its columns are, what a row means and where its lines go.
 */
export interface SideKind<Line> {
  id: SideKindId;
  label: Sentence;
  /** The source under which a mapping is remembered when none is named. */
  sourceName: string;
  matcher: HeaderMatcher;
  fields: readonly SideField[];
  /** The field that names a row; a total row has none. */
  key: string;
  /** Reads one row; what is wrong with it is said to the row. Undefined when it cannot be used. */
  readRow(row: SideRow): Line | undefined;
  /** What lines say of each other and against what is stored. */
  settle(reader: Reader, lines: Placed<Line>[], file: { asOf: IsoDate }): Promise<Settled<Line>>;
  /** The amounts of a line that a total row may sum, by field. */
  amounts(line: Line): Readonly<Record<string, Fen>>;
  /** What else is to be known before it is loaded. */
  findings?(reader: Reader, lines: readonly Placed<Line>[]): Promise<SideFinding[]>;
  store(tx: Transaction, file: SideFileRef, lines: readonly Placed<Line>[]): Promise<void>;
}
