import type { IsoDate } from '../calendar.ts';
import { dayNumber } from '../calendar.ts';
import {
  columnNames,
  type HeaderMatcher,
  headerUnit,
  joinHeader,
  LOAN_BOOK_HEADERS,
} from './match-header.ts';
import { type AmountUnit, plain, readStatedUnit, readUnit } from './read-words.ts';
import { splitRecords } from './split-cells.ts';

export const DELIMITERS = [',', '\t', ';', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Where the table is in the file and how its amounts are counted. */
export interface Layout {
  delimiter: Delimiter;
  /** Which record is the header, from 0; the lower of two that are one header. */
  headerIndex: number;
  header: string[];
  /** Header cells as unique names. */
  names: string[];
  /** Cells of a regular data record; may differ from the header when spare ones are blank. */
  width: number;
  titles: string[][];
  /** The unit of amounts that say nothing else, and who says it. */
  unit: AmountUnit;
  unitStated: boolean;
  /** By column: the unit that the header cell or the units row names. */
  columnUnits: (AmountUnit | undefined)[];
  /** The day a title row says the data is of (数据日期, 截至). */
  statedDay: IsoDate | undefined;
  /** The first records after the header. */
  sample: string[][];
}

const HEADER_SEARCH = 30;
const SAMPLE = 300;

const filledCells = (cells: readonly string[]) => cells.filter((cell) => plain(cell) !== '').length;

/** The most frequent number of cells among records that carry something. */
function usualWidth(records: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const cells of records) {
    if (filledCells(cells) < 2) continue;
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  let best = 1;
  let most = 0;
  for (const [width, count] of counts) {
    if (count > most || (count === most && width > best)) [best, most] = [width, count];
  }
  return best;
}

function findHeader(
  records: readonly string[][],
  matcher: HeaderMatcher,
): { index: number; hits: number } {
  let best = { index: -1, hits: 0 };
  records.slice(0, HEADER_SEARCH).forEach((cells, index) => {
    const hits = matcher.count(columnNames(cells));
    if (hits > best.hits) best = { index, hits };
  });
  if (best.hits >= 2) return best;
  const width = usualWidth(records);
  const fallback = records.findIndex(
    (cells) => cells.length >= width && filledCells(cells) >= Math.max(1, width * 0.6),
  );
  return {
    index: best.hits === 1 && fallback === -1 ? best.index : Math.max(0, fallback),
    hits: best.hits,
  };
}

/** `截至 2026年11月20日`, `数据日期：2026-11-20`, `20261120` in a title row. */
export function readStatedDay(text: string): IsoDate | undefined {
  const found =
    /(20\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/.exec(plain(text)) ??
    /(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)/.exec(plain(text));
  if (!found) return undefined;
  const [, year = '', month = '', day = ''] = found;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return Number.isNaN(dayNumber(iso)) ? undefined : iso;
}

/** A day in a title speaks for the data unless it says it is of the printing. */
function statedDayOf(titles: readonly string[][]): IsoDate | undefined {
  const texts = titles.map((cells) => cells.map(plain).filter(Boolean).join(' '));
  const telling = texts.find((text) => /数据日期|截至|截止|统计日|基准日|报表日|as of/i.test(text));
  if (telling !== undefined) {
    const from = telling.search(/数据日期|截至|截止|统计日|基准日|报表日|as of/i);
    return readStatedDay(telling.slice(from)) ?? readStatedDay(telling);
  }
  const plainTitle = texts.find(
    (text) => !/打印|导出|生成|制表|print/i.test(text) && readStatedDay(text),
  );
  return plainTitle === undefined ? undefined : readStatedDay(plainTitle);
}

/** Text that heads a column: short, and no figure, day, unit statement or sentence. */
const isHeading = (cell: string) => {
  const text = plain(cell);
  return text.length <= 24 && !/\d{3}|[:。;]|^[-+]?[\d.,]+$/.test(text);
};

/**
 * Two rows that are one header: `贷款余额` over `本金` and `利息`. A heading holds for the columns to
 * its right that have no heading of their own (cells merged across). Undefined when the rows do not
 * read so; when in doubt the lower one is data or a title.
 */
function joinRows(upper: readonly string[], lower: readonly string[]): string[] | undefined {
  const width = Math.max(upper.length, lower.length);
  const top = Array.from({ length: width }, (_, column) => plain(upper[column] ?? ''));
  const bottom = Array.from({ length: width }, (_, column) => plain(lower[column] ?? ''));
  if (![...top, ...bottom].every(isHeading)) return undefined;
  if (bottom.every((cell) => cell === '' || readUnit(cell) !== undefined)) return undefined;
  let heading = '';
  let headings = 0;
  let across = 0;
  const cells = bottom.map((below, column) => {
    const above = top[column] ?? '';
    if (above !== '') {
      heading = below !== '' && below !== above ? above : '';
      if (heading !== '') headings++;
    } else if (heading !== '' && below !== '') across++;
    else if (below === '') heading = '';
    return joinHeader(above || heading, below);
  });
  // At least one heading over two columns; and no row of data has as few cells as a row below does.
  return headings > 0 && across > 0 && filledCells(top) + filledCells(bottom) > filledCells(cells)
    ? cells
    : undefined;
}

/** The header at `index`, with the row above or below it when the two are one. */
function wholeHeader(records: readonly string[][], index: number, matcher: HeaderMatcher) {
  const header = records[index] ?? [];
  const alone = { first: index, last: index, header: [...header] };
  const known = matcher.count(columnNames(header));
  for (const first of [index, index - 1]) {
    const [upper, lower] = [records[first], records[first + 1]];
    const joined = upper && lower ? joinRows(upper, lower) : undefined;
    if (joined && matcher.count(columnNames(joined)) >= known) {
      return { first, last: first + 1, header: joined };
    }
  }
  return alone;
}

function layoutWith(
  records: readonly string[][],
  delimiter: Delimiter,
  matcher: HeaderMatcher,
): { layout: Layout; hits: number } {
  const { index, hits } = findHeader(records, matcher);
  const { first, last, header } = wholeHeader(records, index, matcher);
  const titles = records.slice(0, first);
  const sample = records.slice(last + 1, last + 1 + SAMPLE);
  const usual = usualWidth(sample);
  const spare = (from: number) => sample.every((cells) => filledCells(cells.slice(from)) === 0);
  const headerFilled = header.findLastIndex((cell) => plain(cell) !== '') + 1;
  const fits =
    (usual > header.length && spare(header.length)) ||
    (usual < header.length && usual >= headerFilled);
  const unitsRow = sample.find(
    (cells) =>
      filledCells(cells) > 0 && cells.every((cell) => plain(cell) === '' || readUnit(cell)),
  );
  const stated = titles
    .flat()
    .map(readStatedUnit)
    .find((unit) => unit !== undefined);
  const lone = titles
    .map((cells) => cells.map(plain).filter(Boolean))
    .find((cells) => cells.length === 1 && readUnit(cells[0] ?? ''));
  const unit = stated ?? (lone ? readUnit(lone[0] ?? '') : undefined);
  return {
    hits,
    layout: {
      delimiter,
      headerIndex: Math.max(0, last),
      header,
      names: columnNames(header),
      width: fits ? usual : header.length,
      titles: titles.map((cells) => [...cells]),
      unit: unit ?? 'yuan',
      unitStated: unit !== undefined,
      columnUnits: header.map(
        (cell, column) => headerUnit(cell) ?? readUnit(unitsRow?.[column] ?? ''),
      ),
      statedDay: statedDayOf(titles),
      sample,
    },
  };
}

/** Reads the layout of records that a browser or another reader has already cut into cells. */
export function detectLayoutOfRecords(
  records: readonly string[][],
  delimiter: Delimiter = ',',
  matcher: HeaderMatcher = LOAN_BOOK_HEADERS,
): Layout {
  return layoutWith(records, delimiter, matcher).layout;
}

/**
 * Finds the table in the beginning of a text: the delimiter whose reading knows most header
 * cells (then gives most columns), the header under title rows, units, the stated day.
 * `cut` tells that the text goes on.
 */
export function detectLayout(
  text: string,
  cut: boolean,
  delimiters: readonly Delimiter[] = DELIMITERS,
  matcher: HeaderMatcher = LOAN_BOOK_HEADERS,
): Layout {
  const readings = delimiters.map((delimiter) =>
    layoutWith(splitRecords(text, delimiter, HEADER_SEARCH + SAMPLE, cut), delimiter, matcher),
  );
  const best = readings.reduce((a, b) => {
    if (b.hits !== a.hits) return b.hits > a.hits ? b : a;
    return b.layout.header.length > a.layout.header.length ? b : a;
  });
  return best.layout;
}
