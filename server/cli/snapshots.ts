import { z } from 'zod';
import { ask } from '../client/send.ts';
import { tableLines, yuan } from './lines.ts';
import type { Verb } from './verb.ts';

const snapshot = z.looseObject({
  id: z.int(),
  asOf: z.string(),
  status: z.string(),
  sourceName: z.string(),
  fileName: z.string(),
  rowsLoaded: z.int(),
  rowsRejected: z.int(),
  rowsSkipped: z.int(),
  balanceFen: z.int(),
});

/** `recoup snapshots`: what was loaded, latest first. */
export const snapshotsVerb: Verb = {
  name: 'snapshots',
  args: '',
  says: { zh: '已导入的时点快照', en: 'The snapshots loaded so far' },
  options: {},
  async run({ send }) {
    const json = await ask(send, z.array(snapshot), '/api/loan-book/snapshots');
    return {
      json,
      lines: tableLines([
        [
          'id',
          '数据日期 as of',
          '',
          '来源 source',
          '导入 loaded',
          '拒绝 rejected',
          '跳过 skipped',
          '余额 balance',
          '文件 file',
        ],
        ...json.map((one) => [
          one.id,
          one.asOf,
          one.status,
          one.sourceName,
          one.rowsLoaded,
          one.rowsRejected,
          one.rowsSkipped,
          yuan(one.balanceFen),
          one.fileName,
        ]),
      ]),
    };
  },
};
