import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { ask, fetchFile, type Send } from '../client/send.ts';
import { languageOf } from './language.ts';
import { need, type Options, type Verb } from './verb.ts';

const sentence = z.object({ zh: z.string(), en: z.string() });
const page = z.object({
  total: z.int(),
  rows: z.array(
    z.looseObject({
      rowNo: z.int(),
      lineNo: z.int(),
      raw: z.string(),
      reasons: z.array(z.looseObject({ code: z.string(), says: sentence })),
    }),
  ),
});

const PAGE = 1000;

/** Writes the rejects as a file that can be corrected and given to `recoup amend`. */
async function save(send: Send, id: string, options: Options): Promise<string[]> {
  const saved: string[] = [];
  for (const kind of ['csv', 'xlsx'] as const) {
    const file = options[kind];
    if (file === undefined) continue;
    const { lang } = options;
    const language = languageOf(typeof lang === 'string' ? lang : undefined, process.env);
    const path = `/api/loan-book/snapshots/${encodeURIComponent(id)}/rejects.${kind}?language=${language}`;
    const body = await fetchFile(send, path);
    // The two declarations of a web stream, the browser's and Node's, differ in type only.
    await pipeline(Readable.fromWeb(body as ReadableStream), createWriteStream(need(file, kind)));
    saved.push(String(file));
  }
  return saved;
}

/** `recoup rejects SNAPSHOT`: the rows that were not loaded, each with every reason. */
export const rejectsVerb: Verb = {
  name: 'rejects',
  args: 'SNAPSHOT',
  says: { zh: '某次快照的拒绝行和原因', en: "A snapshot's rejected rows, with every reason" },
  options: {
    csv: {
      type: 'string',
      value: 'FILE',
      says: { zh: '存成 CSV,更正后可用 amend 交回', en: 'saves them as CSV, to correct and amend' },
    },
    xlsx: {
      type: 'string',
      value: 'FILE',
      says: { zh: '存成 Excel 工作簿', en: 'saves them as an Excel workbook' },
    },
  },
  async run({ send, args, options }) {
    const id = need(args[0], 'SNAPSHOT');
    const saved = await save(send, id, options);
    if (saved.length > 0) {
      return { json: { saved }, lines: saved.map((file) => `已保存 saved: ${file}`) };
    }
    const json: z.infer<typeof page>['rows'] = [];
    for (let offset = 0; ; offset += PAGE) {
      const path = `/api/loan-book/snapshots/${encodeURIComponent(id)}/rejects?offset=${offset}&limit=${PAGE}`;
      const { rows } = await ask(send, page, path);
      json.push(...rows);
      if (rows.length < PAGE) break;
    }
    return {
      json,
      lines: json.flatMap((row) => [
        `行 line ${row.lineNo}: ${row.raw}`,
        ...row.reasons.map(({ says }) => `    ${says.zh} ${says.en}`),
      ]),
    };
  },
};
