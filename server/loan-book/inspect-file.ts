import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { Reader, Warehouse } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { countHeadersOf, type SheetSummary } from './choose-sheet.ts';
import type { DateOrder } from './clean-sql.ts';
import { ENCODINGS, type Encoding } from './detect-encoding.ts';
import type { Layout } from './detect-layout.ts';
import { DELIMITERS, detectLayoutOfRecords } from './detect-layout.ts';
import { readLayout } from './examine-file.ts';
import type { HeaderDifference, Mapping } from './match-header.ts';
import { type OrderEvidence, weigh } from './resolve-date-order.ts';
import { getSavedDateOrder } from './saved-date-order.ts';
import { findSource, LOAN_BOOK, type MappedKind, suggestMapping } from './saved-mapping.ts';
import { getSavedWords } from './saved-words.ts';
import { repeatedWords, shareRead } from './share-read.ts';
import { splitRecords } from './split-cells.ts';
import { suggestFromValues, type ValueSuggestion } from './suggest-from-values.ts';
import { delimitersOf, type TextFile, withText } from './unpack-file.ts';
import type { Upload } from './uploads.ts';

/** One column of a file as it is offered for mapping. */
export interface InspectedColumn {
  name: string;
  /** Three different filled cells, as they stand. */
  samples: string[];
  field: string | null;
  /** Where the suggestion comes from: last time's mapping, a known header, or nowhere. */
  source: 'saved' | 'header' | 'none';
  /** What the cells look like where neither says anything: to be confirmed, never taken by itself. */
  suggestion: ValueSuggestion | null;
  /** How many in a hundred filled cells of the first rows can be read as the field; null without one, or of a side file. */
  share: number | null;
  unit: string | null;
  /** The different words of a column that repeats its words, with their rows; else null. */
  words: { word: string; count: number }[] | null;
}

/** What is found in a file before it is loaded. Nothing here is stored. */
export interface FileLayout {
  /** Whose export it is: as asked, or by its header. */
  sourceName: string;
  /** Rows that counts and shares speak of. */
  rowsLookedAt: number;
  delimiter: string;
  unit: string;
  unitStated: boolean;
  statedDay: string | null;
  headerIndex: number;
  titles: string[];
  columns: InspectedColumn[];
  rows: string[][];
  missing: string[];
  savedVersion: number | null;
  difference: HeaderDifference | null;
  /** Whether day and month can be told apart in the first rows; null when no date needs it. */
  dateOrder: 'mdy' | 'dmy' | 'ambiguous' | null;
  /** How the source's dates were read last time; null when that was never needed. */
  savedDateOrder: DateOrder | null;
}

const SHOWN_ROWS = 20;
const FIELDS = new Map(CANONICAL_FIELDS.map((field) => [field.id, field]));

function dateOrderOf(
  layout: Layout,
  mapping: Mapping,
  fields: MappedKind['fields'],
): FileLayout['dateOrder'] {
  const dates = new Set(fields.filter(({ kind }) => kind === 'date').map(({ id }) => id));
  const evidence: OrderEvidence = { column: '', dayFirst: false, monthFirst: false, samples: [] };
  layout.names.forEach((name, column) => {
    if (!dates.has(mapping[name] ?? '')) return;
    for (const cells of layout.sample) weigh(evidence, cells[column] ?? '');
  });
  if (evidence.samples.length === 0) return null;
  if (evidence.dayFirst === evidence.monthFirst) return 'ambiguous';
  return evidence.dayFirst ? 'dmy' : 'mdy';
}

/** Puts a layout into the shape that the Data page shows, with a suggestion for every column. */
export async function describeLayout(
  reader: Reader,
  layout: Layout,
  asked: string | undefined,
  kind: MappedKind = LOAN_BOOK,
): Promise<FileLayout> {
  const sourceName = asked ?? (await findSource(reader, layout.names, kind));
  const isBook = kind.id === LOAN_BOOK.id;
  const { words: own } = await getSavedWords(reader, sourceName);
  const { mapping, savedVersion, difference } = await suggestMapping(
    reader,
    sourceName,
    layout.names,
    kind,
  );
  const added = new Set(difference?.added ?? []);
  const looks = suggestFromValues(layout.names, layout.sample, mapping, kind.matcher.fields);
  const columns = layout.names.map((name, column): InspectedColumn => {
    const field = mapping[name] ?? null;
    const saved = savedVersion !== null && !added.has(name);
    const cells = layout.sample.map((row) => row[column] ?? '');
    const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
    const samples = [...new Set(filled)].slice(0, 3);
    const source = field === null ? 'none' : saved ? 'saved' : 'header';
    const suggestion = looks.get(name) ?? null;
    return {
      ...{ name, samples, field, source, suggestion },
      share: shareRead(
        isBook ? FIELDS.get(field ?? '') : undefined,
        layout.header[column] ?? '',
        cells,
        own,
      ),
      unit: layout.columnUnits[column] ?? null,
      words: repeatedWords(cells),
    };
  });
  const mapped = new Set(columns.map(({ field }) => field));
  return {
    sourceName,
    rowsLookedAt: layout.sample.length,
    delimiter: layout.delimiter,
    unit: layout.unit,
    unitStated: layout.unitStated,
    statedDay: layout.statedDay ?? null,
    headerIndex: layout.headerIndex,
    titles: layout.titles.map((cells) => cells.filter((cell) => cell.trim() !== '').join(' ')),
    columns,
    rows: layout.sample.slice(0, SHOWN_ROWS),
    missing: kind.matcher.fields
      .filter(({ id, required }) => required && !mapped.has(id))
      .map(({ id }) => id),
    savedVersion,
    difference,
    dateOrder: dateOrderOf(layout, mapping, kind.fields),
    savedDateOrder: (await getSavedDateOrder(reader, sourceName)) ?? null,
  };
}

/** The first records of a file as a browser has cut them, before the file is sent. */
export const cutRecords = z.object({
  records: z
    .array(z.array(z.string().max(10_000)).max(2000))
    .min(1)
    .max(1100),
  delimiter: z.enum(DELIMITERS).default(','),
  sourceName: z.string().optional(),
});

export function inspectRecords(
  reader: Reader,
  { records, delimiter, sourceName }: z.infer<typeof cutRecords>,
): Promise<FileLayout> {
  return describeLayout(reader, detectLayoutOfRecords(records, delimiter), sourceName);
}

export interface FileInspection extends FileLayout {
  container: TextFile['container'];
  encoding: {
    used: Encoding;
    detected: Encoding;
    sure: boolean;
    candidates: readonly Encoding[];
    /** The first records under each encoding, of a text that is not the same under all. */
    readings: { encoding: Encoding; records: string[][] }[];
  };
  /** The sheets of a workbook, and the one that is looked at. */
  sheets: SheetSummary[];
  sheet: string | null;
}

/** What of an upload is looked at, where its own beginning leaves a choice. */
export interface InspectChoices {
  encoding?: Encoding | undefined;
  sheet?: string | undefined;
}

const READ_EACH_BYTES = 65_536;

/** What the first records of a text look like under each encoding. */
async function readEach(path: string, delimiter: string) {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(READ_EACH_BYTES), 0);
    return ENCODINGS.map((encoding) => {
      const text = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead), {
        stream: true,
      });
      return { encoding, records: splitRecords(text, delimiter, 40) };
    });
  } finally {
    await file.close();
  }
}

/** Looks into an uploaded file. Refuses as a load would ('not-a-table', …), but for the encoding. */
export function inspectUpload(
  warehouse: Reader & Pick<Warehouse, 'incoming'>,
  { path, fileName }: Upload,
  { encoding: chosen, sheet }: InspectChoices,
  sourceName: string | undefined,
  kind: MappedKind = LOAN_BOOK,
): Promise<FileInspection> {
  const countKnown = countHeadersOf(kind.matcher);
  const wanted = { path, fileName, sheet, countKnown, headOnly: true };
  return withText(warehouse, wanted, async (text) => {
    const { container, sheets } = text;
    const { encoding: detected, sure, ascii, bomBytes: mark } = text.examination.finding;
    // Whatever is chosen is shown, garbled or not, so that another can be chosen.
    const encoding = text.sheet === null ? (chosen ?? detected) : detected;
    const bomBytes = encoding === detected ? mark : 0;
    const layout = await readLayout(
      text.path,
      fileName,
      encoding,
      bomBytes,
      delimitersOf(text),
      kind.matcher,
    );
    const readings =
      ascii || text.sheet !== null ? [] : await readEach(text.path, layout.delimiter);
    return {
      container,
      encoding: { used: encoding, detected, sure, candidates: ENCODINGS, readings },
      sheets,
      sheet: text.sheet,
      ...(await describeLayout(warehouse, layout, sourceName, kind)),
    };
  });
}
