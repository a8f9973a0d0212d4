import { z } from 'zod';
import { ask } from '../client/send.ts';
import { tableLines, yuan } from './lines.ts';
import { loadSide, SIDE_OPTIONS, sideLines } from './side-options.ts';
import type { Verb } from './verb.ts';

const targets = z.array(
  z.looseObject({ year: z.int(), category: z.string(), amountFen: z.int(), version: z.int() }),
);

/** `recoup targets FILE`: the year's targets; the bank's come into force, a version each. */
export const targetsVerb: Verb = {
  name: 'targets',
  args: 'FILE',
  says: { zh: '导入任务文件', en: 'Load a file of targets' },
  options: SIDE_OPTIONS,
  async run(context) {
    const file = await loadSide(context, async () => 'targets');
    const inForce = await ask(context.send, targets, '/api/quotas/targets');
    return {
      json: { ...file, targets: inForce },
      lines: [
        ...sideLines(file),
        ...tableLines([
          ['年度 year', '类别 category', '任务 target', '版本 version'],
          ...inForce.map((one) => [one.year, one.category, yuan(one.amountFen), one.version]),
        ]),
      ],
    };
  },
};
