import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { UsageError } from './verb.ts';

const mappingFile = z.record(z.string(), z.string().nullable());

/** The mapping file that `--mapping` names. */
export async function readMapping(path: string): Promise<Record<string, string | null>> {
  try {
    return mappingFile.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    throw new UsageError({
      zh: `映射文件 ${path} 读不出来:应为 {"表头": "字段"} 的 JSON。`,
      en: `The mapping file ${path} cannot be read: it should be JSON such as {"header": "field"}.`,
    });
  }
}
