import { z } from 'zod';
import { ask } from '../client/send.ts';
import { yuan } from './lines.ts';
import { loadSide, SIDE_OPTIONS, sideLines } from './side-options.ts';
import type { Verb } from './verb.ts';

const batches = z.array(
  z.looseObject({
    id: z.int(),
    firstOn: z.string().nullable(),
    lastOn: z.string().nullable(),
    principalFen: z.int(),
    interestFen: z.int(),
  }),
);

/** `recoup postings FILE`: a posting ledger becomes the truth about recovery. */
export const postingsVerb: Verb = {
  name: 'postings',
  args: 'FILE',
  says: { zh: '导入收回流水', en: 'Load a posting ledger' },
  options: SIDE_OPTIONS,
  async run(context) {
    const file = await loadSide(context, async () => 'postings');
    const all = await ask(context.send, batches, '/api/recovery/postings');
    const sums = all.find(({ id }) => id === file.id);
    return {
      json: { ...sums, ...file },
      lines: [
        ...sideLines(file),
        ...(sums
          ? [
              `入账 posted: ${sums.firstOn ?? '—'} – ${sums.lastOn ?? '—'}`,
              `本金 principal: ${yuan(sums.principalFen)} · 利息 interest: ${yuan(sums.interestFen)}`,
            ]
          : []),
      ],
    };
  },
};
