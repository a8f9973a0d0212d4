import { Buffer } from 'node:buffer';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { CountKnown } from '../loan-book/choose-sheet.ts';
import { chooseEncoding } from '../loan-book/examine-file.ts';
import { readUtf8 } from '../loan-book/read-utf8.ts';
import { splitRecords } from '../loan-book/split-cells.ts';
import { delimitersOf, withText } from '../loan-book/unpack-file.ts';
import type { Upload } from '../loan-book/uploads.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** A year's quotas of twenty thousand officers are some three megabytes. */
const LARGEST_BYTES = 16_777_216;
const HEADER_SEARCH = 30;

/** A small table as it stands in its file: `records[i]` is row i + 1. */
export interface FileTable {
  fileName: string;
  sheet: string | null;
  records: string[][];
}

/**
 * Reads a small uploaded table (text, gzip or the sheet of a workbook that looks most like what
 * `countKnown` counts) whole. Refuses as `withText`, and with 'table-too-large'.
 */
export function readTable(
  place: Pick<Warehouse, 'incoming'>,
  { path, fileName }: Upload,
  countKnown: CountKnown,
): Promise<FileTable> {
  return withText(place, { path, fileName, countKnown }, async (file) => {
    if (file.byteSize > LARGEST_BYTES) throw tooLarge(fileName);
    const { encoding, bomBytes } = chooseEncoding(file.examination, undefined);
    const parts: Uint8Array[] = [];
    for await (const chunk of readUtf8(file.path, encoding, bomBytes).chunks()) {
      parts.push(new Uint8Array(chunk));
    }
    const text = Buffer.concat(parts).toString('utf8').replaceAll('\0', '');
    const readings = delimitersOf(file).map((delimiter) => {
      const head = splitRecords(text, delimiter, HEADER_SEARCH);
      return { delimiter, hits: Math.max(0, ...head.map(countKnown)) };
    });
    const best = readings.reduce((a, b) => (b.hits > a.hits ? b : a));
    return { fileName, sheet: file.sheet, records: splitRecords(text, best.delimiter) };
  });
}

function tooLarge(fileName: string): Refusal {
  return new Refusal('table-too-large', 422, {
    happened: {
      zh: `「${fileName}」超过 16 MB,不像任务表。`,
      en: `"${fileName}" is above 16 MB, which no table of quotas is.`,
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请只保留任务那一张表后再导入。',
      en: 'Keep only the table of quotas and import that.',
    },
  });
}
