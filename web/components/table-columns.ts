import type { ReactNode } from 'react';

export type ColumnKind = 'text' | 'count' | 'money' | 'percent' | 'date';

export interface DataColumn<Row> {
  /** Stable: the key of remembered settings, and the sort key that a server is asked for. */
  id: string;
  header: string;
  /** Explains the header on hover. */
  hint?: string;
  /** Decides alignment and how a plain value is written; 'text' by default. */
  kind?: ColumnKind;
  /** What is sorted and written: fen for money, a ratio for percent, an ISO day for a date. */
  value: (row: Row) => string | number | null | undefined;
  /** How the cell looks, when writing the value is not enough. */
  cell?: (row: Row) => ReactNode;
  /** Decimals of money and percent. */
  digits?: number;
  /** Width in px before anybody resizes. */
  width?: number;
  /** False where sorting makes no sense, or the server cannot. */
  sortable?: boolean;
  /** Not shown until chosen. */
  hidden?: boolean;
  /** How it leaves the page, where that differs from the page; false where it is only a picture. */
  exported?: false | { kind: ColumnKind; value?: DataColumn<Row>['value'] };
}

const WIDTHS: Readonly<Record<ColumnKind, number>> = {
  text: 140,
  count: 88,
  money: 116,
  percent: 92,
  date: 108,
};

export function widthOf(column: DataColumn<never>): number {
  return column.width ?? WIDTHS[column.kind ?? 'text'];
}

export function isNumeric(kind: ColumnKind | undefined): boolean {
  return kind === 'count' || kind === 'money' || kind === 'percent';
}

/** Orders two cell values: numbers by size, text as Chinese readers expect; unknown comes last. */
export function compareValues(
  left: string | number | null | undefined,
  right: string | number | null | undefined,
): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left ?? '').localeCompare(String(right ?? ''), 'zh-CN', { numeric: true });
}

/** Basis points as the ratio that a percent column holds. */
export const ofBp = (bp: number | null | undefined): number | null =>
  bp === null || bp === undefined ? null : bp / 10_000;
