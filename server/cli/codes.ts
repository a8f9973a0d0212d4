import { z } from 'zod';
import { ask, jsonBody } from '../client/send.ts';
import { tableLines } from './lines.ts';
import { readCodes } from './read-codes.ts';
import type { Verb } from './verb.ts';

const table = z.object({
  sourceName: z.string(),
  version: z.int(),
  words: z.array(z.object({ field: z.string(), word: z.string(), meaning: z.string().nullable() })),
  versions: z.array(
    z.object({
      version: z.int(),
      words: z.int(),
      savedAt: z.string(),
      savedBy: z.string().nullable(),
    }),
  ),
});
const saved = z.object({ version: z.int() });

/** `recoup codes`: a source's own code table, and what is added to it for the next load. */
export const codesVerb: Verb = {
  name: 'codes',
  args: '',
  says: { zh: '查看或补充本行的代码表', en: "Show or add to the bank's own code table" },
  options: {
    source: {
      type: 'string',
      value: 'NAME',
      says: { zh: '来源名称', en: 'the source' },
    },
    add: {
      type: 'string',
      value: 'FILE',
      says: {
        zh: '补充的代码(json,或 csv:字段,代码,含义),从下次导入起使用',
        en: 'words to add (json, or csv: field,word,meaning), used from the next load on',
      },
    },
    by: {
      type: 'string',
      value: 'NAME',
      says: { zh: '谁补充的', en: 'who adds them' },
    },
  },
  async run({ send, options }) {
    const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
    const [source, add, by] = [text('source'), text('add'), text('by')];
    if (add !== undefined) {
      const words = await readCodes(add);
      const body = { words, ...(source && { sourceName: source }), ...(by && { savedBy: by }) };
      await ask(send, saved, '/api/loan-book/words', jsonBody('POST', body));
    }
    const query = source === undefined ? '' : `?sourceName=${encodeURIComponent(source)}`;
    const json = await ask(send, table, `/api/loan-book/words${query}`);
    const oneLine = (word: string) => word.replace(/\s+/g, ' ');
    return {
      json,
      lines: [
        `${json.sourceName} · 版本 version ${json.version} · ${json.words.length} 个代码 words`,
        ...tableLines([
          ['字段 field', '代码 word', '含义 meaning'],
          ...json.words.map(({ field, word, meaning }) => [
            field,
            oneLine(word),
            meaning ?? '(未知 unknown)',
          ]),
        ]),
      ],
    };
  },
};
