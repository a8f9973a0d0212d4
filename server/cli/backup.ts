import { z } from 'zod';
import { ask } from '../client/send.ts';
import type { Verb } from './verb.ts';

/** `recoup backup`: a whole copy of the database, also while Recoup runs. */
export const backupVerb: Verb = {
  name: 'backup',
  args: '',
  says: { zh: '备份整个数据库', en: 'Copy the whole database' },
  options: {},
  async run({ send }) {
    const answer = z.object({ file: z.string(), byteSize: z.int() });
    const json = await ask(send, answer, '/api/desk/backups', { method: 'POST' });
    return { json, lines: [`已备份 backed up: ${json.file} (${json.byteSize} 字节 bytes)`] };
  },
};
