import type { Receipt, SplitStep } from '../../../server/quotas/receipt.ts';

/** A component of a blend with what it alone would give: total × percent × value ÷ everybody's. */
export interface ComponentLine {
  id: SplitStep['components'][number]['id'];
  /** Of the parts that count, in 1/1000. */
  percentPerMille: number;
  value: number;
  total: number;
  amountFen: number;
}

export interface StepLines {
  components: ComponentLine[];
  idealFen: number;
  /** What floors, caps and locks (one's own and others') moved. */
  boundsFen: number;
  /** What rounding to whole units moved. */
  roundingFen: number;
  resultFen: number;
}

function nearest(num: bigint, den: bigint): number {
  return Number((2n * num + den) / (2n * den));
}

/** A step of a receipt as lines that add up: ideal + bounds + rounding = result, to the fen. */
export function linesOf(step: SplitStep): StepLines {
  const percents = step.components.reduce((sum, own) => sum + own.percent, 0);
  return {
    components: step.components.map(({ id, percent, value, total }) => ({
      id,
      percentPerMille: Math.round((percent * 1000) / percents),
      value,
      total,
      amountFen: nearest(
        BigInt(step.totalFen) * BigInt(percent) * BigInt(value),
        BigInt(percents) * BigInt(total),
      ),
    })),
    idealFen: step.idealFen,
    boundsFen: step.beforeRoundingFen - step.idealFen,
    roundingFen: step.resultFen - step.beforeRoundingFen,
    resultFen: step.resultFen,
  };
}

/** The share of a step in 1/10,000, for reading. */
export function shareOf(step: SplitStep): { numerator: number; denominator: number } {
  const den = BigInt(step.share.den);
  return {
    numerator: den === 0n ? 0 : nearest(BigInt(step.share.num) * 1_000_000n, den),
    denominator: 1_000_000,
  };
}

/** Loans of a pool by default type, largest claim first. */
export function poolByType(receipt: Receipt) {
  const types = new Map<
    string,
    { type: string; loans: number; balanceFen: number; collectableFen: number }
  >();
  for (const part of receipt.pool.parts) {
    const held = types.get(part.defaultType) ?? {
      type: part.defaultType,
      loans: 0,
      balanceFen: 0,
      collectableFen: 0,
    };
    types.set(part.defaultType, {
      type: part.defaultType,
      loans: held.loans + part.loans,
      balanceFen: held.balanceFen + part.balanceFen,
      collectableFen: held.collectableFen + part.collectableFen,
    });
  }
  return [...types.values()].sort((a, b) => b.balanceFen - a.balanceFen);
}
