import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { Fen, MoneyUnit } from '../money.ts';
import { sayUnitsOf } from './say-money.ts';

/** Minimum plans that exceed the target: 'minimums-above-target'. */
export function refuseMinimums(least: bigint, target: bigint, unit: MoneyUnit): void {
  if (least <= target) return;
  const say = sayUnitsOf(unit);
  const [sum, by] = [say(least), say(least - target)];
  throw new Refusal('minimums-above-target', 422, {
    happened: {
      zh: `各户最低计划(含下限与锁定)合计 ${sum.zh},超过目标 ${say(target).zh},多出 ${by.zh}。`,
      en: `The loans' minimum plans (with floors and locks) add up to ${sum.en}, above the target of ${say(target).en} by ${by.en}.`,
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请降低最低计划的比例,或提高目标。',
      en: 'Lower the share of the minimum plans, or raise the target.',
    },
  });
}

/** Plans of the loans that are all below one unit, where nothing else is guaranteed: 'minimums-zero'. */
export function refuseNothingGuaranteed(promised: bigint): void {
  if (promised > 0n) return;
  throw new Refusal('minimums-zero', 422, {
    happened: {
      zh: '各户计划合计不足一个取整单位,没有可以确保的任务。',
      en: "The loans' plans add up to less than one whole unit: nothing would be guaranteed.",
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请提高最低计划的比例,或选更小的取整单位。',
      en: 'Raise the share of the minimum plans, or choose a smaller unit.',
    },
  });
}

/** A book that plans nothing for the year: 'nothing-planned'. */
export function refuseNothingPlanned(year: number, planned: Fen): void {
  if (planned > 0) return;
  throw new Refusal('nothing-planned', 422, {
    happened: {
      zh: `依据的台账没有 ${year} 年本类别的计划收回金额:这一列没有数,或计划收回日期都不在 ${year} 年。`,
      en: `The book plans nothing of this category for ${year}: it has no planned amounts, or none dated in ${year}.`,
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请导入带“计划收回金额”列的台账,或换一种分解方法。',
      en: 'Load a book with planned amounts, or choose another method.',
    },
  });
}
