import { z } from 'zod';
import { ask, jsonBody } from '../client/send.ts';
import { need, type Verb } from './verb.ts';

const restored = z.object({ id: z.int(), replaced: z.int() });

/** `recoup restore SNAPSHOT`: a superseded snapshot is the current one of its day again. */
export const restoreVerb: Verb = {
  name: 'restore',
  args: 'SNAPSHOT',
  says: {
    zh: '把被取代的快照恢复为当天有效的快照',
    en: 'Makes a superseded snapshot the current one of its day again',
  },
  options: {
    by: {
      type: 'string',
      value: 'NAME',
      says: { zh: '谁恢复的,记在快照时间线里', en: 'who restores it, kept in the timeline' },
    },
  },
  async run({ send, options, args }) {
    const id = need(args[0], 'SNAPSHOT');
    const path = `/api/loan-book/snapshots/${encodeURIComponent(id)}/restore`;
    const by = typeof options['by'] === 'string' ? { restoredBy: options['by'] } : {};
    const json = await ask(send, restored, path, jsonBody('POST', by));
    return {
      json,
      lines: [`快照 snapshot ${json.id} 已恢复,取代 restored, replacing ${json.replaced}`],
    };
  },
};
