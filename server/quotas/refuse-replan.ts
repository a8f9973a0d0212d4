import type { IsoDate } from '../calendar.ts';
import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import type { MoneyUnit } from '../money.ts';
import type { OfficerKey } from './officer-bounds.ts';
import { sayUnitsOf } from './say-money.ts';

const nameOf = ({ branch, officer }: OfficerKey) => `${branch} ${officer}`.trim();

export function refuseReplan(code: string, zh: string, en: string, next: Sentence): never {
  throw new Refusal(code, 422, { happened: { zh, en }, kept: NOTHING_CHANGED, next });
}

/** Nothing of the quota is left to move from that day on. */
export function refuseNothingLeft(who: OfficerKey, from: IsoDate): never {
  refuseReplan(
    'nothing-left',
    `${nameOf(who)}从 ${from} 起已没有任务可转。`,
    `${nameOf(who)} has no quota left to move from ${from} on.`,
    {
      zh: '请核对日期;已离岗的人不必再写。',
      en: 'Check the day; who has left already need not be given again.',
    },
  );
}

/** The latest book still has the loans with the one who leaves. */
export function refuseNotMoved(who: OfficerKey): never {
  refuseReplan(
    'loans-not-moved',
    `最新台账里,${nameOf(who)}的贷款还没有转给别人,任务无法随贷款转出。`,
    `In the latest loan book nobody else holds the loans of ${nameOf(who)} yet, so the quota cannot go with them.`,
    {
      zh: '请手工填写接手人和份额,或先导入转户后的台账。',
      en: 'Give successors and shares by hand, or load a book in which the loans have moved.',
    },
  );
}

/** The newcomer holds nothing that somebody with a quota held before. */
export function refuseNotTaken(who: OfficerKey): never {
  refuseReplan(
    'loans-not-moved',
    `最新台账里,${nameOf(who)}没有从有任务的人那里接到贷款,任务无法随贷款转入。`,
    `In the latest loan book ${nameOf(who)} holds no loans taken over from somebody with a quota, so none can come with them.`,
    {
      zh: '请改按同机构人均任务的百分比加入。',
      en: "Let them join with a percentage of the branch's average instead.",
    },
  );
}

/** None of the loans of one are with the other, or their quota has gone there already. */
export function refuseNotHanded(from: OfficerKey, to: OfficerKey): never {
  refuseReplan(
    'loans-not-moved',
    `按所依据的台账和分派,${nameOf(to)}没有接手${nameOf(from)}的贷款,任务无法随贷款转移。`,
    `By the loan book and the assignments ${nameOf(to)} has taken over no loans of ${nameOf(from)}, so no quota can go with them.`,
    {
      zh: '请先做贷款分派,或填写转移的百分比。',
      en: 'Assign the loans first, or give a percentage.',
    },
  );
}

export function refuseNobody(who: OfficerKey): never {
  refuseReplan(
    'nobody-to-take',
    `“${who.branch}”没有别的清收员还有未锁定的任务,无法承接或让出。`,
    `In "${who.branch}" nobody else has any quota left that is not locked, so none can be taken over or given.`,
    { zh: '请手工指定接手人。', en: 'Name successors by hand.' },
  );
}

export function refuseHasQuota(who: OfficerKey): never {
  refuseReplan(
    'has-quota',
    `${nameOf(who)}已有任务,不是新加入。`,
    `${nameOf(who)} has a quota already and does not join.`,
    { zh: '请从没有任务的人中选择。', en: 'Choose somebody who has no quota.' },
  );
}

export function refuseGone(who: OfficerKey, ended: IsoDate): never {
  refuseReplan(
    'successor-left',
    `接手人${nameOf(who)}自己在 ${ended} 以后已不在岗。`,
    `The successor ${nameOf(who)} is gone after ${ended} too.`,
    { zh: '请另选接手人。', en: 'Choose somebody else.' },
  );
}

export function refuseFull(names: readonly string[], total: bigint, room: bigint, unit: MoneyUnit) {
  const say = sayUnitsOf(unit);
  refuseReplan(
    'successor-full',
    `要转给${names.join('、')}的有 ${say(total).zh},而他们的上限与锁定只容得下 ${say(room).zh}。`,
    `${say(total).en} is to go to ${names.join(', ')}, yet their caps and locks hold only ${say(room).en}.`,
    {
      zh: '请另选接手人,或先调高其上限、解除锁定。',
      en: 'Choose other successors, or raise their caps or release their locks first.',
    },
  );
}

export function refuseFloors(total: bigint, room: bigint, unit: MoneyUnit): never {
  const say = sayUnitsOf(unit);
  refuseReplan(
    'floors-hold',
    `要减去 ${say(total).zh},而下限与锁定以外只有 ${say(room).zh}可减。`,
    `${say(total).en} is to be taken away, yet outside floors and locks there is only ${say(room).en}.`,
    { zh: '请减得少些,或先解除锁定。', en: 'Take less, or release locks first.' },
  );
}

export function refuseNoMonths(effectiveOn: IsoDate): never {
  refuseReplan(
    'no-months-left',
    `从 ${effectiveOn} 起没有可以改的任务:其后没有未锁定的月份。`,
    `From ${effectiveOn} on there is no quota that can change: no open month follows.`,
    {
      zh: '请选更早的生效日,或按天数划分当月。',
      en: 'Choose an earlier effective day, or divide the month by days.',
    },
  );
}

export function refuseFrozen(wanted: bigint, frozen: bigint, unit: MoneyUnit): never {
  const say = sayUnitsOf(unit);
  refuseReplan(
    'target-below-frozen',
    `新目标 ${say(wanted).zh}低于已经冻结和锁定的各月任务 ${say(frozen).zh}。`,
    `The new target of ${say(wanted).en} is below the months that are frozen or locked, ${say(frozen).en}.`,
    { zh: '请填更高的目标。', en: 'Enter a higher target.' },
  );
}

/** The plan that a re-plan starts from is a draft, or a later version has replaced it. */
export function refuseOldBase(): never {
  refuseReplan(
    'base-not-in-force',
    '年中调整所依据的方案不是现行方案:它还没有发布,或已被新版本替换。',
    'The plan that this re-plan starts from is not in force: it is a draft, or a later version has replaced it.',
    { zh: '请打开现行方案,重新做年中调整。', en: 'Open the plan in force and re-plan from it.' },
  );
}
