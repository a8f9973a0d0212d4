import { uploadFile } from '../client/load-file.ts';
import { loadPostings } from '../client/load-postings.ts';
import { yuan } from './lines.ts';
import { need, type Verb } from './verb.ts';

/** `recoup postings FILE`: a posting ledger becomes the truth about recovery. */
export const postingsVerb: Verb = {
  name: 'postings',
  args: 'FILE',
  says: { zh: '导入收回流水', en: 'Load a posting ledger' },
  options: {},
  async run({ send, args }) {
    const json = await loadPostings(send, await uploadFile(send, need(args[0], 'FILE')));
    return {
      json,
      lines: [
        `批次 batch ${json.id} · ${json.firstOn ?? '—'} – ${json.lastOn ?? '—'}${json.isRepeat ? ' · 已导入过 already loaded' : ''}`,
        `行 rows: ${json.rowsRead} = ${json.rowsLoaded} 导入 loaded + ${json.rowsRejected} 拒绝 rejected + ${json.rowsSkipped} 跳过 skipped`,
        `本金 principal: ${yuan(json.principalFen)} · 利息 interest: ${yuan(json.interestFen)}`,
      ],
    };
  },
};
