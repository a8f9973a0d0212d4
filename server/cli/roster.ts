import { z } from 'zod';
import { ask, jsonBody } from '../client/send.ts';
import { AS_OF_OPTION, loadSide, SIDE_OPTIONS, sideLines } from './side-options.ts';
import { UsageError, type Verb } from './verb.ts';

const inspected = z.looseObject({ kind: z.string() });

/** `recoup roster FILE`: the bank's branches or officers, whichever the file lists. */
export const rosterVerb: Verb = {
  name: 'roster',
  args: 'FILE',
  says: { zh: '导入机构名册或人员名册', en: 'Load a roster of branches or of officers' },
  options: {
    kind: {
      type: 'string',
      value: 'branches|officers',
      says: { zh: '是哪一种名册(不填则看表头)', en: 'which it is (else its header tells)' },
    },
    'as-of': AS_OF_OPTION,
    ...SIDE_OPTIONS,
  },
  async run(context) {
    const { kind: said } = context.options;
    if (said !== undefined && said !== 'branches' && said !== 'officers') {
      throw new UsageError({
        zh: '--kind 只能是 branches 或 officers。',
        en: '--kind is branches or officers.',
      });
    }
    const json = await loadSide(context, async (uploadId, sheet) => {
      if (said === 'branches' || said === 'officers') return said;
      const { kind } = await ask(
        context.send,
        inspected,
        `/api/side-files/uploads/${uploadId}/inspect`,
        jsonBody('POST', sheet ? { sheet } : {}),
      );
      return kind === 'branches' ? 'branches' : 'officers';
    });
    return { json, lines: sideLines(json) };
  },
};
