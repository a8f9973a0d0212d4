import { z } from 'zod';
import { ask } from '../client/send.ts';
import { tableLines, yuan } from './lines.ts';
import { UsageError, type Verb } from './verb.ts';

const row = z.looseObject({
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  targetFen: z.int().nullable(),
  planToDateFen: z.int().nullable(),
  achievedFen: z.int().nullable(),
  paceBp: z.int().nullable(),
  completionBp: z.int().nullable(),
  gapFen: z.int().nullable(),
  requiredWeeklyFen: z.int().nullable(),
  source: z.string(),
});
const answer = z.looseObject({
  snapshot: z.object({ id: z.int(), asOf: z.string() }),
  year: z.int(),
  knownSince: z.string().nullable(),
  knownUntil: z.string().nullable(),
  isYearKnown: z.boolean(),
  total: row,
  rows: z.array(row),
});

const percent = (bp: number | null) => (bp === null ? null : `${(bp / 100).toFixed(1)}%`);

function cells(one: z.infer<typeof row>, by: string) {
  const name =
    one.branch === null && one.officer === null
      ? '合计 total'
      : by === 'officer'
        ? `${one.branch ?? '—'} ${one.officer ?? '—'}`
        : one.branch;
  return [
    name,
    yuan(one.targetFen),
    yuan(one.achievedFen),
    percent(one.paceBp),
    percent(one.completionBp),
    yuan(one.gapFen),
    yuan(one.requiredWeeklyFen),
    one.source,
  ];
}

/** What the figures leave out, when they are not of the whole year so far. */
function unknownLines({ knownSince, knownUntil, isYearKnown }: z.infer<typeof answer>): string[] {
  if (isYearKnown) return [];
  if (knownSince === null) {
    return [
      '收回未知:没有收回流水,台账也看不出 recovered is unknown: no postings, and no book says',
    ];
  }
  return [
    `收回只有 ${knownSince} 至 ${knownUntil} 的数据,不算序时 known from ${knownSince} to ${knownUntil} only: no pace`,
  ];
}

/** `recoup progress`: recovered against the plan. */
export const progressVerb: Verb = {
  name: 'progress',
  args: '',
  says: { zh: '收回进度:对照已下达任务', en: 'Recovered against the published plan' },
  options: {
    by: {
      type: 'string',
      value: 'branch|officer',
      says: { zh: '按机构(默认)或清收员', en: 'by branch (default) or officer' },
    },
    'as-of': {
      type: 'string',
      value: 'YYYY-MM-DD',
      says: { zh: '数据日期(默认最新)', en: 'the as-of date (default: the latest)' },
    },
  },
  async run({ send, options }) {
    const by = options['by'] ?? 'branch';
    if (by !== 'branch' && by !== 'officer') {
      throw new UsageError({
        zh: '--by 只能是 branch 或 officer。',
        en: '--by is branch or officer.',
      });
    }
    const wanted = new URLSearchParams({ by });
    if (typeof options['as-of'] === 'string') wanted.set('asOf', options['as-of']);
    const json = await ask(send, answer, `/api/recovery/progress?${wanted}`);
    return {
      json,
      lines: [
        `${json.year} · 数据日期 as of ${json.snapshot.asOf}`,
        ...unknownLines(json),
        ...tableLines([
          [
            '',
            '任务 target',
            '收回 recovered',
            '序时 pace',
            '完成 completion',
            '差额 gap',
            '每周需收 weekly',
            '来源 source',
          ],
          ...json.rows.map((one) => cells(one, by)),
          cells(json.total, by),
        ]),
      ],
    };
  },
};
