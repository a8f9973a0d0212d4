import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { MoneyUnit } from '../money.ts';
import type { MinimumRule } from './methods.ts';
import { sayUnitsOf } from './say-money.ts';

/**
 * Minimum plans that exceed the target ('minimums-above-target'), or that are all below one unit
 * where nothing else is to be guaranteed ('minimums-zero').
 */
export function refuseMinimums(
  least: bigint,
  target: bigint,
  unit: MoneyUnit,
  gap: MinimumRule['gap'],
): void {
  const say = sayUnitsOf(unit);
  if (least > target) {
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
  if (gap !== 'stretch' || least > 0n) return;
  throw new Refusal('minimums-zero', 422, {
    happened: {
      zh: '各户最低计划合计不足一个取整单位,没有可以确保的任务。',
      en: "The loans' minimum plans add up to less than one whole unit: nothing would be guaranteed.",
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请提高最低计划的比例,或选更小的取整单位。',
      en: 'Raise the share of the minimum plans, or choose a smaller unit.',
    },
  });
}
