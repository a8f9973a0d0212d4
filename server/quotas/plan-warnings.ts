import type { Sentence } from '../errors.ts';
import type { Fen } from '../money.ts';
import type { ShareComponent } from './blend-weights.ts';
import { USUAL_POOL } from './joint-pool.ts';
import type { PlanInputs } from './officer-pool.ts';
import type { PlanRequest } from './plan-request.ts';
import { sayFen } from './say-money.ts';

/** To the nearest 100 yuan: a warning is read, not reconciled. */
const sayAbout = (amount: Fen) => sayFen(Math.round(amount / 10_000) * 10_000);

const COMPONENT_NAMES: Readonly<Record<ShareComponent, Sentence>> = {
  collectable: { zh: '可收余额', en: 'collectable balance' },
  npl: { zh: '不良余额', en: 'NPL balance' },
  past: { zh: '上年收回', en: "last year's recovery" },
  headcount: { zh: '人数', en: 'headcount' },
  equal: { zh: '平均', en: 'equal' },
  minimum: { zh: '最低计划', en: 'minimum plans' },
  planned: { zh: '台账计划收回', en: "the book's plans" },
};

export interface PlanWarning {
  code: string;
  says: Sentence;
}

/** What a planner should know before publishing; none of it stops the plan. */
export function planWarnings(
  request: PlanRequest,
  inputs: PlanInputs,
  whole: { balanceFen: Fen; collectableFen: Fen; pastFen: Fen | null },
  split: { dropped: readonly ShareComponent[]; isInSeason: boolean },
): PlanWarning[] {
  const warnings: PlanWarning[] = [];
  const warn = (code: string, zh: string, en: string) => warnings.push({ code, says: { zh, en } });
  const target = sayFen(request.targetFen);
  if (request.targetFen > whole.balanceFen) {
    warn(
      'above-claims',
      `目标 ${target.zh}超过全部债权 ${sayAbout(whole.balanceFen).zh},不可能全部收回。`,
      `The target of ${target.en} is above all claims, ${sayAbout(whole.balanceFen).en}: it cannot be collected.`,
    );
  } else if (request.targetFen > whole.collectableFen) {
    warn(
      'above-pool',
      `目标 ${target.zh}超过整个可收池 ${sayAbout(whole.collectableFen).zh}(按分层收回率)。`,
      `The target of ${target.en} exceeds the whole collectable pool of ${sayAbout(whole.collectableFen).en} (at the segment rates).`,
    );
  }
  for (const id of split.dropped) {
    const name = COMPONENT_NAMES[id];
    warn(
      'no-figures',
      `“${name.zh}”没有数据,它的权重由其余依据按比例承担。`,
      `There are no figures for "${name.en}"; the other bases carry its weight in proportion.`,
    );
  }
  const { branch, officer } = request.methods;
  if ([branch, officer].some((own) => own.kind === 'growth') && whole.pastFen === null) {
    warn(
      'no-past',
      '没有上年收回流水,“上年加增长”无从算起,全部按权重分。',
      'There is no recovery of last year to grow from, so everything is split by the weights.',
    );
  }
  const shares = [
    request.jointPools.perMille,
    ...request.jointPools.branches.map((p) => p.perMille),
  ];
  if (Math.max(...shares) > USUAL_POOL) {
    warn(
      'pool-large',
      `集体清收池占到 ${Math.max(...shares) / 10}%,通常不超过 ${USUAL_POOL / 10}%:这部分没有责任人。`,
      `A joint pool takes ${Math.max(...shares) / 10} %; usual is at most ${USUAL_POOL / 10} %, as nobody answers for it.`,
    );
  }
  if (!split.isInSeason) {
    warn(
      'season-broken',
      '有人在岗月份不足,全行各月合计无法保持所选月度节奏:各人任务按本人在岗月份分摊。',
      "Absences leave no way to keep the bank's season: every year is spread over its officer's own months.",
    );
  }
  if (inputs.unassigned.loans > 0) {
    warn(
      'unassigned-loans',
      `${inputs.unassigned.loans} 笔共 ${sayAbout(inputs.unassigned.balanceFen).zh}没有写明机构或管户人,不在任何人的可收池里。`,
      `${inputs.unassigned.loans} loans, ${sayAbout(inputs.unassigned.balanceFen).en}, name no branch or officer and are in nobody's pool.`,
    );
  }
  if (inputs.unknownBalances > 0) {
    warn(
      'unknown-amounts',
      `${inputs.unknownBalances} 笔没有金额,未计入。`,
      `${inputs.unknownBalances} loans have no amount and were left out.`,
    );
  }
  if (inputs.pastElsewhereFen !== null && inputs.pastElsewhereFen > 0) {
    warn(
      'past-elsewhere',
      `上年收回中有 ${sayAbout(inputs.pastElsewhereFen).zh}属于现在不管户的人,未作权重。`,
      `${sayAbout(inputs.pastElsewhereFen).en} of last year's recovery was by people who hold no loans now; it is no weight.`,
    );
  }
  if (inputs.profile.kind === 'learned' && inputs.profile.learnedMonths < 12) {
    warn(
      'season-incomplete',
      `月度节奏只从上年前 ${inputs.profile.learnedMonths} 个月学得,其余月份用默认比例。`,
      `The season is learned from the first ${inputs.profile.learnedMonths} months of last year; the other months use the default.`,
    );
  }
  return warnings;
}
