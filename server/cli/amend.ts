import { amendBook } from '../client/import-book.ts';
import { uploadFile } from '../client/load-file.ts';
import { resultLines } from './lines.ts';
import { need, type Verb } from './verb.ts';

/** `recoup amend SNAPSHOT FILE`: rejected rows that were corrected join a new version of it. */
export const amendVerb: Verb = {
  name: 'amend',
  args: 'SNAPSHOT FILE',
  says: {
    zh: '交回更正过的拒绝行,生成同一天的新快照',
    en: 'Brings corrected rejected rows back, as a new snapshot of the same day',
  },
  options: {
    by: {
      type: 'string',
      value: 'NAME',
      says: { zh: '谁更正的,记在快照时间线里', en: 'who corrected them, kept in the timeline' },
    },
  },
  async run({ send, options, args, progress }) {
    const id = need(args[0], 'SNAPSHOT');
    const file = need(args[1], 'FILE');
    const uploadId = await uploadFile(send, file);
    const by = typeof options['by'] === 'string' ? { loadedBy: options['by'] } : {};
    const json = await amendBook(send, id, { uploadId, ...by }, progress);
    return { json, lines: resultLines(json) };
  },
};
