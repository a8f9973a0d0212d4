import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { OwnWordChange } from '../loan-book/own-words.ts';
import { splitRecords } from '../loan-book/split-cells.ts';
import { UsageError } from './verb.ts';

const lines = z.array(
  z.object({ field: z.string(), word: z.string(), meaning: z.string().nullable() }),
);
const byField = z.record(z.string(), z.record(z.string(), z.string().nullable()));

function readText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

function readTable(text: string, path: string): OwnWordChange[] {
  const delimiter = text.split('\n', 1)[0]?.includes('\t') ? '\t' : ',';
  return splitRecords(text.endsWith('\n') ? text : `${text}\n`, delimiter)
    .map((cells, index) => ({ cells: cells.map((cell) => cell.trim()), line: index + 1 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .filter(({ cells, line }) => line > 1 || !/^(field|字段)$/i.test(cells[0] ?? ''))
    .map(({ cells: [field = '', word, meaning = '', ...rest], line }) => {
      if (word === undefined || rest.some((cell) => cell !== '')) {
        throw new UsageError({
          zh: `代码表 ${path} 第 ${line} 行应有三格:字段、代码、含义。`,
          en: `Line ${line} of the code table ${path} should have three cells: field, word, meaning.`,
        });
      }
      return { field, word, meaning: meaning === '' ? null : meaning };
    });
}

/**
 * A code table from a file: JSON (a list of `{field, word, meaning}`, or meanings by word by field)
 * or CSV `field,word,meaning` in UTF-8 or GB18030. A blank meaning says: known to be unknown.
 */
export async function readCodes(path: string): Promise<OwnWordChange[]> {
  const bytes = await readFile(path).catch(() => {
    throw new UsageError({
      zh: `没有找到代码表 ${path}。`,
      en: `There is no code table ${path}.`,
    });
  });
  const text = readText(bytes);
  if (!/^\s*[[{]/.test(text)) return readTable(text, path);
  try {
    const json: unknown = JSON.parse(text);
    if (Array.isArray(json)) return lines.parse(json);
    return Object.entries(byField.parse(json)).flatMap(([field, words]) =>
      Object.entries(words).map(([word, meaning]) => ({ field, word, meaning })),
    );
  } catch {
    throw new UsageError({
      zh: `代码表 ${path} 读不出来:应为 [{"field","word","meaning"}] 或 {"字段": {"代码": "含义"}}。`,
      en: `The code table ${path} cannot be read: it should be [{"field","word","meaning"}] or {"field": {"word": "meaning"}}.`,
    });
  }
}
