import { z } from 'zod';
import type { Fen } from '../money.ts';

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

const rate = z.int().min(0).max(1000);
const factor = z.int().min(0).max(5000);

/** The editable parameters of the collectable pool, all in 1/1000. */
export const poolRates = z.object({
  incapable: rate.default(DEFAULT_RATES.incapable),
  habitual: rate.default(DEFAULT_RATES.habitual),
  bystander: rate.default(DEFAULT_RATES.bystander),
  opportunist: rate.default(DEFAULT_RATES.opportunist),
  disputer: rate.default(DEFAULT_RATES.disputer),
  evader: rate.default(DEFAULT_RATES.evader),
  undetermined: rate.default(DEFAULT_RATES.undetermined),
  /** New-formed stock is easier than old: 1.2 (domain C.3 step 2). */
  newFactor: factor.default(1200),
  /** Written-off and swapped claims: 0.3 (domain C.3 step 2). */
  offBookFactor: factor.default(300),
});
export type PoolRates = z.infer<typeof poolRates>;

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
}

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
export function ratePart(part: PoolPart, rates: PoolRates): RatedPart {
  const raw =
    BigInt(baseRate(rates, part.defaultType)) *
    BigInt(part.isNew ? rates.newFactor : 1000) *
    BigInt(part.isOffBook ? rates.offBookFactor : 1000);
  const perMillion = (raw + HALF) / (MILLE * MILLE);
  const capped = perMillion > MILLE ? MILLE : perMillion;
  const collectable = (BigInt(part.balanceFen) * capped + MILLE / 2n) / MILLE;
  return { ...part, ratePerMille: Number(capped), collectableFen: Number(collectable) };
}
