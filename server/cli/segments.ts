import { z } from 'zod';
import { ask } from '../client/send.ts';
import { tableLines, yuan } from './lines.ts';
import type { Verb } from './verb.ts';

const answer = z.object({
  asOf: z.string(),
  by: z.array(z.string()),
  rows: z.array(
    z.object({
      keys: z.record(z.string(), z.string().nullable()),
      loans: z.int(),
      balanceFen: z.int(),
    }),
  ),
  total: z.object({ loans: z.int(), balanceFen: z.int() }),
});

/** `recoup segments`: who does not pay, and why. */
export const segmentsVerb: Verb = {
  name: 'segments',
  args: '',
  says: {
    zh: '不良按成因类型、痛点等分组',
    en: 'Non-performing claims by default type, pain point and more',
  },
  options: {
    by: {
      type: 'string',
      value: 'KEYS',
      says: {
        zh: '分组:default_type,pain_point(默认)、branch、officer、product、risk_class、book_status、npl_state',
        en: 'keys: default_type,pain_point (default), branch, officer, product, risk_class, book_status, npl_state',
      },
    },
    'as-of': {
      type: 'string',
      value: 'YYYY-MM-DD',
      says: { zh: '数据日期(默认最新)', en: 'the as-of date (default: the latest)' },
    },
  },
  async run({ send, options }) {
    const wanted = new URLSearchParams();
    if (typeof options['by'] === 'string') wanted.set('by', options['by']);
    if (typeof options['as-of'] === 'string') wanted.set('asOf', options['as-of']);
    const json = await ask(send, answer, `/api/triage/segments?${wanted}`);
    const rows = json.rows.map((row) => [
      ...json.by.map((key) => row.keys[key] ?? null),
      row.loans,
      yuan(row.balanceFen),
    ]);
    return {
      json,
      lines: [
        `数据日期 as of ${json.asOf}`,
        ...tableLines([
          [...json.by, '户数 loans', '余额 balance'],
          ...rows,
          [...json.by.map(() => ''), json.total.loans, yuan(json.total.balanceFen)],
        ]),
      ],
    };
  },
};
