import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { writeXlsx, XLSX_MOST_ROWS } from '../xlsx.ts';
import { csvLine } from './csv-line.ts';
import { getRejects, type Reject, type RejectFilter } from './get-rejects.ts';
import { snapshotMissing } from './refuse-file.ts';
import { splitCells } from './split-cells.ts';

type Language = 'zh' | 'en';

/** The two columns that stand before the file's own; an amendment may bring them back. */
export const OWN_COLUMNS: Readonly<Record<Language, readonly [string, string]>> = {
  zh: ['原文件行号', '拒收原因'],
  en: ['Line in the file', 'Why it was rejected'],
};

const facts = z.object({ header: z.string(), delimiter: z.string(), rejected: z.int() });

const PAGE = 2000;

async function openRejects(
  reader: Reader,
  snapshotId: number,
  language: Language,
  filter: RejectFilter,
) {
  const [found] = await reader.rows(
    facts,
    `SELECT header, delimiter, rows_rejected AS "rejected" FROM snapshot WHERE id = $1`,
    [snapshotId],
  );
  if (found === undefined) throw snapshotMissing(snapshotId);
  const names = z.array(z.string()).parse(JSON.parse(found.header));
  const why = ({ reasons }: Reject) =>
    reasons.map(({ says }) => says[language]).join(language === 'zh' ? ';' : '; ');
  async function* rows() {
    for (let offset = 0; ; offset += PAGE) {
      const page = await getRejects(reader, snapshotId, { offset, limit: PAGE }, filter);
      for (const row of page.rows) {
        const cells = splitCells(row.raw, found?.delimiter ?? ',');
        yield { lineNo: row.lineNo, why: why(row), cells };
      }
      if (page.rows.length < PAGE) return;
    }
  }
  return { header: [...OWN_COLUMNS[language], ...names], rejected: found.rejected, rows };
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
  const { header, rows } = await openRejects(reader, snapshotId, language, filter);
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
  const { header, rejected, rows } = await openRejects(reader, snapshotId, language, filter);
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
