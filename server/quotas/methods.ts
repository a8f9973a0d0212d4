import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { Fen } from '../money.ts';
import { roundHalfUp } from './ratio.ts';

/**
 * How one level is split:
 * - `weights`: by the level's blend;
 * - `growth`: last year's recovery × (1 + growth) first, the rest by the blend; where the total does
 *   not reach so far, everybody's part shrinks in proportion;
 * - `bottom-up`: the minimum plans of the loans first, the rest as `minimums.gap` says; a total below
 *   them is refused;
 * - `planned`: what the book itself plans to collect of the loans in the year (计划收回金额) first,
 *   the rest as `minimums.gap` says; where the total does not reach so far, parts shrink in proportion;
 * - `headcount`, `equal`: by officers who hold loans, or the same for each.
 */
const methodKind = z.enum(['weights', 'growth', 'bottom-up', 'planned', 'headcount', 'equal']);

const levelMethod = z.object({
  kind: methodKind.default('weights'),
  /** In 1/1000 of last year; checked by the plan, which answers in sentences. */
  growthPerMille: z.number().default(100),
});
export type LevelMethod = z.infer<typeof levelMethod>;

/** Branches by one method, the officers of a branch by another. */
export const planMethods = z.object({
  branch: levelMethod.prefault({}),
  officer: levelMethod.prefault({}),
});

const share = z.number().default(500);

/**
 * The least that a loan is planned to bring: what it is expected to yield × a share by default
 * type, in 1/1000 (the vintage is in the yield already). Half is ours until the bank says otherwise.
 * `gap`: how what the minimums (or the book's plans) leave of the target is shared: by the blend, in proportion to the
 * minimums, or not at all; then the minimums are what is guaranteed and the target the stretch.
 */
export const minimumRule = z.object({
  incapable: share,
  habitual: share,
  bystander: share,
  opportunist: share,
  disputer: share,
  evader: share,
  undetermined: share,
  gap: z.enum(['weights', 'minimums', 'stretch']).default('weights'),
});
export type MinimumRule = z.infer<typeof minimumRule>;

/** The share of the rule for a default type, in 1/1000. */
export function minimumShare(rule: MinimumRule, defaultType: string): number {
  switch (defaultType) {
    case 'incapable':
    case 'habitual':
    case 'bystander':
    case 'opportunist':
    case 'disputer':
    case 'evader':
      return rule[defaultType];
    default:
      return rule.undetermined;
  }
}

/** The minimum plan of loans that are expected to yield `collectableFen`, to the nearest fen. */
export function minimumOf(collectableFen: Fen, perMille: number): Fen {
  return Number(roundHalfUp(BigInt(collectableFen) * BigInt(perMille), 1000n));
}

function refuse(code: string, zh: string, en: string, nextZh: string, nextEn: string): never {
  throw new Refusal(code, 422, {
    happened: { zh, en },
    kept: NOTHING_CHANGED,
    next: { zh: nextZh, en: nextEn },
  });
}

/** Refuses a growth below −100 % or above 1000 % with 'growth-absurd'. */
export function checkMethods(methods: z.infer<typeof planMethods>): void {
  for (const { kind, growthPerMille } of [methods.branch, methods.officer]) {
    if (kind !== 'growth') continue;
    if (Number.isInteger(growthPerMille) && growthPerMille >= -1000 && growthPerMille <= 10_000) {
      continue;
    }
    refuse(
      'growth-absurd',
      `增长率 ${growthPerMille / 10}% 不成立:不能低于 −100%(收回不会是负数),也不高于 1000%。`,
      `A growth of ${growthPerMille / 10} % does not work: it is at least −100 % (a recovery is never below zero) and at most 1000 %.`,
      '请重新填写增长率。',
      'Enter the growth again.',
    );
  }
}

/** Refuses shares that are not whole thousandths from 0 to 1000, with 'minimum-share-absurd'. */
export function checkMinimums(rule: MinimumRule): void {
  const { gap: _gap, ...shares } = rule;
  if (Object.values(shares).every((own) => Number.isInteger(own) && own >= 0 && own <= 1000))
    return;
  refuse(
    'minimum-share-absurd',
    '每户最低计划的比例须在 0 到 1000‰ 之间。',
    'The share of a minimum plan is between 0 and 1000 ‰.',
    '请改正后重试。',
    'Correct it and try again.',
  );
}

/** Whether a level is split by what is said of each loan: its minimum plan, or the book's own plan. */
export function isBottomUp(methods: z.infer<typeof planMethods>): boolean {
  return usesMethod(methods, 'bottom-up') || usesMethod(methods, 'planned');
}

export function usesMethod(
  { branch, officer }: z.infer<typeof planMethods>,
  kind: LevelMethod['kind'],
): boolean {
  return branch.kind === kind || officer.kind === kind;
}
