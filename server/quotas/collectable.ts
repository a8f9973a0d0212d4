import { z } from 'zod';
import { addYears, type IsoDate } from '../calendar.ts';
import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import type { Fen } from '../money.ts';
import { type MinimumRule, minimumOf, minimumRule, minimumShare } from './methods.ts';

/**
 * What a year may bring in of each default type, in 1/1000 of the claim, until the bank has a
 * year of its own history by segment. Expert defaults of ours, not a bank's figures: every one can
 * be changed in the plan's parameters, and the receipt prints the one used.
 */
export const DEFAULT_RATES = {
  incapable: 120,
  habitual: 500,
  bystander: 420,
  opportunist: 380,
  disputer: 250,
  evader: 150,
  undetermined: 300,
} as const;

/** Checked by `checkRates`, which answers in sentences rather than in paths. */
const rate = z.number();
const factor = z.number();

/** The editable parameters of the collectable pool, all in 1/1000 but the last. */
export const poolRates = z.object({
  incapable: rate.default(DEFAULT_RATES.incapable),
  habitual: rate.default(DEFAULT_RATES.habitual),
  bystander: rate.default(DEFAULT_RATES.bystander),
  opportunist: rate.default(DEFAULT_RATES.opportunist),
  disputer: rate.default(DEFAULT_RATES.disputer),
  evader: rate.default(DEFAULT_RATES.evader),
  undetermined: rate.default(DEFAULT_RATES.undetermined),
  /**
   * New-formed stock is asked more than old: 1.2, 1.0, and 0.3 for what is written off or swapped.
   * The direction is that of 吉林省农村信用社不良资产清收处置奖励方案 (a higher target ratio for
   * new-formed claims); the sizes are ours, for the bank to change.
   */
  newFactor: factor.default(1200),
  oldFactor: factor.default(1000),
  offBookFactor: factor.default(300),
  /** New-formed: defaulted within a year of the basis, or since 1 January of the basis's year. */
  newStock: z.enum(['twelve-months', 'base-year']).default('twelve-months'),
});
export type PoolRates = z.infer<typeof poolRates>;

function refuse(code: string, happened: Sentence): never {
  throw new Refusal(code, 422, {
    happened,
    kept: NOTHING_CHANGED,
    next: { zh: '请改正可收池参数后重试。', en: "Correct the pool's parameters and try again." },
  });
}

/**
 * Refuses rates outside 0–1000 ‰ and factors outside 0–5000 ‰ with 'factor-absurd', and rates or
 * factors that are all zero with 'factors-zero'.
 */
export function checkRates(rates: PoolRates): void {
  const { newFactor, oldFactor, offBookFactor, newStock: _newStock, ...byType } = rates;
  const factors = [newFactor, oldFactor, offBookFactor];
  const isWithin = (most: number) => (own: number) =>
    Number.isInteger(own) && own >= 0 && own <= most;
  if (!Object.values(byType).every(isWithin(1000)) || !factors.every(isWithin(5000))) {
    refuse('factor-absurd', {
      zh: '可收池参数里有负数或过大的数:收回率须在 0–1000‰,系数须在 0–5000‰。',
      en: 'A parameter of the pool is negative or too large: rates are 0–1000 ‰, factors 0–5000 ‰.',
    });
  }
  if ([Object.values(byType), factors].some((list) => list.every((own) => own === 0))) {
    refuse('factors-zero', {
      zh: '收回率或新旧系数全部为零,可收池是空的。',
      en: 'All rates or all vintage factors are zero, so nothing could be collected.',
    });
  }
}

/** The first day of new-formed claims for a book of `asOf`. */
export function newSince(rates: PoolRates, asOf: IsoDate): IsoDate {
  return rates.newStock === 'base-year' ? `${asOf.slice(0, 4)}-01-01` : addYears(asOf, -1);
}

export interface PoolPart {
  defaultType: string;
  isNew: boolean;
  isOffBook: boolean;
  loans: number;
  balanceFen: Fen;
}

export interface RatedPart extends PoolPart {
  /** What was applied, with the factors, in 1/1000 and at most 1000. */
  ratePerMille: number;
  collectableFen: Fen;
  /** The least these loans are planned to bring, and its share of what they are expected to. */
  minimumPerMille: number;
  minimumFen: Fen;
}

const USUAL_MINIMUMS = minimumRule.parse({});
const HALF = 500_000n;
const MILLE = 1_000n;

function baseRate(rates: PoolRates, defaultType: string): number {
  switch (defaultType) {
    case 'incapable':
    case 'habitual':
    case 'bystander':
    case 'opportunist':
    case 'disputer':
    case 'evader':
      return rates[defaultType];
    default:
      return rates.undetermined;
  }
}

/**
 * What is expected of one part of a pool in a year: balance × rate × factors, to the nearest fen.
 * Never more than the balance.
 */
export function ratePart(
  part: PoolPart,
  rates: PoolRates,
  minimums: MinimumRule = USUAL_MINIMUMS,
): RatedPart {
  const raw =
    BigInt(baseRate(rates, part.defaultType)) *
    BigInt(part.isNew ? rates.newFactor : rates.oldFactor) *
    BigInt(part.isOffBook ? rates.offBookFactor : 1000);
  const perMillion = (raw + HALF) / (MILLE * MILLE);
  const capped = perMillion > MILLE ? MILLE : perMillion;
  const collectable = (BigInt(part.balanceFen) * capped + MILLE / 2n) / MILLE;
  const collectableFen = Number(collectable);
  const minimumPerMille = minimumShare(minimums, part.defaultType);
  return {
    ...part,
    ratePerMille: Number(capped),
    collectableFen,
    minimumPerMille,
    minimumFen: minimumOf(collectableFen, minimumPerMille),
  };
}
