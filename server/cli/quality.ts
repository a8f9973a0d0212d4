import { z } from 'zod';
import { ask } from '../client/send.ts';
import { tableLines, yuan } from './lines.ts';
import { UsageError, type Verb } from './verb.ts';

const sentence = z.object({ zh: z.string(), en: z.string() });
const report = z.looseObject({
  snapshotId: z.int(),
  asOf: z.string(),
  before: z.object({ id: z.int(), asOf: z.string() }).nullable(),
  rowsRead: z.int(),
  open: z.int(),
  lines: z.array(
    z.looseObject({
      id: z.string(),
      severity: z.enum(['info', 'look', 'wrong']),
      finding: sentence,
      count: z.int().nullable(),
      amountFen: z.int().nullable(),
      isOpen: z.boolean(),
      note: z.looseObject({ by: z.string(), at: z.string(), note: z.string() }).nullable(),
    }),
  ),
});
const snapshots = z.array(z.looseObject({ id: z.int(), status: z.string() }));

const SEVERITY = { wrong: '不对 wrong', look: '要看 look', info: '参考 info' };

/** `recoup quality [SNAPSHOT]`: can a snapshot (the latest when none is named) be trusted? */
export const qualityVerb: Verb = {
  name: 'quality',
  args: '[SNAPSHOT]',
  says: {
    zh: '某次快照的数据质量报告(默认最新)',
    en: "A snapshot's quality report (the latest by default)",
  },
  options: {},
  async run({ send, args }) {
    const [named] = args;
    const list = named ? [] : await ask(send, snapshots, '/api/loan-book/snapshots');
    const id = named ?? list.find(({ status }) => status === 'current')?.id;
    if (id === undefined) {
      throw new UsageError({ zh: '还没有导入过台账。', en: 'No loan book has been loaded yet.' });
    }
    const path = `/api/loan-book/snapshots/${encodeURIComponent(id)}/quality`;
    const json = await ask(send, report, path);
    return {
      json,
      lines: [
        `${json.asOf}: ${json.rowsRead} 行 rows; ${json.open} 项要看 to look at`,
        ...tableLines([
          ['程度 severity', '项目 line', '笔数 count', '金额 amount', '确认 seen by'],
          ...json.lines.map(({ id, severity, count, amountFen, isOpen, note }) => [
            SEVERITY[severity],
            id,
            count,
            yuan(amountFen),
            note === null ? '' : `${note.by} ${note.at.slice(0, 10)}${isOpen ? ' (+)' : ''}`,
          ]),
        ]),
        ...json.lines
          .filter(({ isOpen }) => isOpen)
          .map(({ id, finding }) => `${id}: ${finding.zh} ${finding.en}`),
      ],
    };
  },
};
