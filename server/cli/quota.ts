import { makePlan, type PlanWish } from '../client/make-plan.ts';
import { makeReplan } from '../client/make-replan.ts';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import { moneyUnit, parseYuan } from '../money.ts';
import { quotaCategory } from '../quotas/categories.ts';
import { holdersFrom } from '../quotas/holders.ts';
import { monthProfileKind } from '../quotas/month-profile.ts';
import { weightBlend } from '../quotas/plan-request.ts';
import { tableLines, yuan } from './lines.ts';
import { replanLines } from './replan-lines.ts';
import { need, UsageError, type Verb } from './verb.ts';

/** `npl=60,past=40` as a blend of whole percent. */
function readWeights(text: string) {
  const pairs = text.split(',').map((part) => part.split('='));
  const blend = weightBlend
    .strict()
    .safeParse(Object.fromEntries(pairs.map(([key = '', value]) => [key.trim(), Number(value)])));
  if (blend.success) return blend.data;
  throw new UsageError({
    zh: `权重「${text}」读不出来:应如 collectable=50,npl=30,past=20(整数百分比,0–100)。`,
    en: `The weights "${text}" cannot be read: write them as collectable=50,npl=30,past=20 (whole percent, 0–100).`,
  });
}

function readTarget(text: string): number {
  const fen = parseYuan(text);
  if (fen !== undefined) return fen;
  throw new UsageError({
    zh: `任务金额「${text}」读不出来:请写元,最多两位小数,如 120000000.00。`,
    en: `The target "${text}" cannot be read: write yuan with at most two decimals, such as 120000000.00.`,
  });
}

function choice<Value>(
  name: string,
  text: string,
  schema: { safeParse(value: unknown): { success: true; data: Value } | { success: false } },
): Value {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError({
    zh: `--${name} 不认识「${text}」,见 recoup quota --help。`,
    en: `--${name} does not know "${text}"; see recoup quota --help.`,
  });
}

function refuseNoPlan(year: number): never {
  throw new Refusal('no-plan', 404, {
    happened: {
      zh: `${year} 年还没有下达的方案,无从调整。`,
      en: `No plan of ${year} is in force, so there is none to change.`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请先用 --publish 下达方案。', en: 'Publish one first, with --publish.' },
  });
}

/**
 * `recoup quota`: a target becomes a draft plan, or with `--publish` the plan in force; `--replan`
 * changes the plan in force.
 */
export const quotaVerb: Verb = {
  name: 'quota',
  args: '',
  says: {
    zh: '把年度任务分解到清收员和月份',
    en: 'Split an annual target over officers and months',
  },
  options: {
    year: { type: 'string', value: 'YYYY', says: { zh: '年度(必填)', en: 'the year (required)' } },
    target: {
      type: 'string',
      value: 'YUAN',
      says: {
        zh: '年度任务,元(年中调整以外必填)',
        en: 'the annual target in yuan (required but for a re-plan)',
      },
    },
    category: {
      type: 'string',
      value: 'ID',
      says: {
        zh: 'tg-cash-on(默认)、tg-cash-off、tg-interest、tg-upgrade',
        en: 'tg-cash-on (default), tg-cash-off, tg-interest, tg-upgrade',
      },
    },
    weights: {
      type: 'string',
      value: 'W',
      says: {
        zh: '权重,如 collectable=50,npl=30,past=20',
        en: 'weights, such as collectable=50,npl=30,past=20',
      },
    },
    unit: {
      type: 'string',
      value: 'UNIT',
      says: {
        zh: '取整单位:fen、yuan、yuan_100、yuan_1000、wan(默认)',
        en: 'whole units: fen, yuan, yuan_100, yuan_1000, wan (default)',
      },
    },
    'month-profile': {
      type: 'string',
      value: 'KIND',
      says: {
        zh: 'equal、default(默认)或 learned(按去年流水)',
        en: "equal, default (default) or learned (last year's postings)",
      },
    },
    basis: {
      type: 'string',
      value: 'YYYY-MM-DD',
      says: { zh: '资产池取自哪一天的台账', en: 'the day whose loan book gives the pools' },
    },
    name: { type: 'string', value: 'NAME', says: { zh: '方案名称', en: 'a name for the plan' } },
    holders: {
      type: 'string',
      value: 'FROM',
      says: {
        zh: '管户人取自 book(台账,默认)或 assigned(已批准的分派)',
        en: 'officers from the book (default) or from what is assigned',
      },
    },
    replan: {
      type: 'boolean',
      says: {
        zh: '年中调整现行方案:采用名册、分派和台账提示的变动',
        en: 'change the plan in force as roster, assignments and book suggest',
      },
    },
    'effective-on': {
      type: 'string',
      value: 'YYYY-MM-DD',
      says: { zh: '年中调整的生效日', en: 'the day from which a re-plan counts' },
    },
    publish: { type: 'boolean', says: { zh: '直接下达', en: 'publish it at once' } },
  },
  async run({ send, options }) {
    const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
    const category = text('category');
    const year = Number(need(options['year'], '--year'));
    if (options['replan']) {
      const target = text('target');
      const planName = text('name');
      const made = await makeReplan(send, {
        year,
        effectiveOn: need(options['effective-on'], '--effective-on'),
        publish: options['publish'] === true,
        ...(category ? { category: choice('category', category, quotaCategory) } : {}),
        ...(target ? { targetFen: readTarget(target) } : {}),
        ...(planName ? { name: planName } : {}),
      });
      if (made === undefined) refuseNoPlan(year);
      return { json: made, lines: replanLines(made) };
    }
    const wish: PlanWish = {
      year,
      targetFen: readTarget(need(options['target'], '--target')),
    };
    if (category) wish.category = choice('category', category, quotaCategory);
    const unit = text('unit');
    if (unit) wish.unit = choice('unit', unit, moneyUnit);
    const profile = text('month-profile');
    if (profile) wish.monthProfile = choice('month-profile', profile, monthProfileKind);
    const weights = text('weights');
    if (weights) wish.weights = readWeights(weights);
    const basis = text('basis');
    if (basis) wish.basisAsOf = basis;
    const holders = text('holders');
    if (holders) wish.holders = choice('holders', holders, holdersFrom);
    const name = text('name');
    if (name) wish.name = name;
    const json = await makePlan(send, wish, options['publish'] ? {} : undefined);
    const { branches, officers, warnings } = json.plan;
    const rows = officers.map((one) => [
      one.branch,
      one.officer,
      one.loans,
      yuan(one.collectableFen),
      yuan(one.quotaFen),
      one.feasibility,
    ]);
    return {
      json,
      lines: [
        `方案 plan ${json.id} · ${json.year} · ${json.category} · ${json.status}${json.version === null ? '' : ` v${json.version}`} · 基准 basis ${json.basisAsOf}`,
        ...tableLines([
          ['机构 branch', '清收员 officer', '户数 loans', '可收 collectable', '任务 quota', ''],
          ...rows,
        ]),
        `合计 total: ${yuan(officers.reduce((sum, one) => sum + one.quotaFen, 0))} = ${yuan(branches.reduce((sum, one) => sum + one.quotaFen, 0))} = ${yuan(json.targetFen)}`,
        ...warnings.map(({ says }) => `! ${says.zh} ${says.en}`),
      ],
    };
  },
};
