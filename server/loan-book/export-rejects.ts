import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { writeXlsx, XLSX_MOST_ROWS } from '../xlsx.ts';
import { csvLine } from './csv-line.ts';
import { getRejects, type Reject, type RejectFilter } from './get-rejects.ts';
import { snapshotMissing } from './refuse-file.ts';
import { splitCells } from './split-cells.ts';

export type Language = 'zh' | 'en';

/** The two columns that stand before the file's own; an amendment may bring them back. */
export const OWN_COLUMNS: Readonly<Record<Language, readonly [string, string]>> = {
  zh: ['原文件行号', '拒收原因'],
  en: ['Line in the file', 'Why it was rejected'],
};

const facts = z.object({ header: z.string(), delimiter: z.string(), rejected: z.int() });

const PAGE = 2000;

/** Where rejected rows come from: the header of their file, and a page of them at a time. */
export interface RejectSource {
  names: readonly string[];
  delimiter: string;
  rejected: number;
  page(
    offset: number,
    limit: number,
  ): Promise<readonly Pick<Reject, 'lineNo' | 'raw' | 'reasons'>[]>;
}

async function rejectsOf(
  reader: Reader,
  snapshotId: number,
  filter: RejectFilter,
): Promise<RejectSource> {
  const [found] = await reader.rows(
    facts,
    `SELECT header, delimiter, rows_rejected AS "rejected" FROM snapshot WHERE id = $1`,
    [snapshotId],
  );
  if (found === undefined) throw snapshotMissing(snapshotId);
  return {
    names: z.array(z.string()).parse(JSON.parse(found.header)),
    delimiter: found.delimiter,
    rejected: found.rejected,
    page: async (offset, limit) =>
      (await getRejects(reader, snapshotId, { offset, limit }, filter)).rows,
  };
}

function openRejects({ names, delimiter, page }: RejectSource, language: Language) {
  const why = ({ reasons }: Pick<Reject, 'reasons'>) =>
    reasons.map(({ says }) => says[language]).join(language === 'zh' ? ';' : '; ');
  async function* rows() {
    for (let offset = 0; ; offset += PAGE) {
      const found = await page(offset, PAGE);
      for (const row of found) {
        const cells = splitCells(row.raw, delimiter);
        yield { lineNo: row.lineNo, why: why(row), cells };
      }
      if (found.length < PAGE) return;
    }
  }
  return { header: [...OWN_COLUMNS[language], ...names], rows };
}

/**
 * The rejects under a filter as a CSV for Excel (with its BOM): line and reasons, then the row's own
 * cells under the file's own header, so that it can be corrected and sent back. In parts.
 */
export async function* rejectsCsv(
  reader: Reader,
  snapshotId: number,
  language: Language,
  filter: RejectFilter = {},
): AsyncGenerator<string, void, undefined> {
  yield* sourceCsv(await rejectsOf(reader, snapshotId, filter), language);
}

/** {@link rejectsCsv} of any source. */
export async function* sourceCsv(
  source: RejectSource,
  language: Language,
): AsyncGenerator<string, void, undefined> {
  const { header, rows } = openRejects(source, language);
  let part = `\ufeff${csvLine(header)}`;
  for await (const { lineNo, why, cells } of rows()) {
    part += csvLine([String(lineNo), why, ...cells]);
    if (part.length < 65_536) continue;
    yield part;
    part = '';
  }
  yield part;
}

/** The same as an xlsx workbook, where long numbers and formulas stay the text they are. */
export async function rejectsXlsx(
  reader: Reader,
  snapshotId: number,
  language: Language,
  filter: RejectFilter = {},
): Promise<ReadableStream<Uint8Array>> {
  return sourceXlsx(await rejectsOf(reader, snapshotId, filter), language);
}

/** {@link rejectsXlsx} of any source. */
export function sourceXlsx(source: RejectSource, language: Language): ReadableStream<Uint8Array> {
  const { rejected } = source;
  const { header, rows } = openRejects(source, language);
  if (rejected >= XLSX_MOST_ROWS) throw tooManyForASheet(rejected);
  async function* cells() {
    for await (const row of rows()) yield [row.lineNo, row.why, ...row.cells];
  }
  const name = { zh: '拒收行', en: 'Rejected rows' }[language];
  return writeXlsx({ name, header, widths: [12, 48] }, cells());
}

function tooManyForASheet(rejected: number): Refusal {
  return new Refusal('too-many-for-a-sheet', 422, {
    happened: {
      zh: `拒收行有 ${rejected} 行,一张 Excel 工作表放不下。`,
      en: `There are ${rejected} rejected rows, more than a sheet of Excel can hold.`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请下载 CSV。', en: 'Download the CSV instead.' },
  });
}
