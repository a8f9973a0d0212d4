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
  /** What comes before the rest is shared; 0 where nothing does, or where the total falls short. */
  startFen: number;
  components: ComponentLine[];
  /** What presence moved, one's own and others': the rest of the ideal. */
  presenceFen: number;
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

/**
 * A step of a receipt as lines that add up, to the fen: start + components + presence = ideal (but for
 * the rounding of several components), ideal + bounds + rounding = result.
 */
export function linesOf(step: SplitStep): StepLines {
  const percents = step.components.reduce((sum, own) => sum + own.percent, 0);
  const first = step.start !== null && !step.start.isShort ? step.start : undefined;
  const shared = BigInt(step.totalFen - (first?.allFen ?? 0));
  const startFen = first?.amountFen ?? 0;
  const den = BigInt(step.share.den);
  const plain = den === 0n ? 0 : nearest(shared * BigInt(step.share.num), den);
  return {
    startFen,
    presenceFen: step.presence === null ? 0 : step.idealFen - startFen - plain,
    components: step.components.map(({ id, percent, value, total }) => ({
      id,
      percentPerMille: Math.round((percent * 1000) / percents),
      value,
      total,
      amountFen: nearest(
        shared * BigInt(percent) * BigInt(value),
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

export type Vintage = 'new' | 'old' | 'offBook';

/** Loans of a pool by vintage: what is off book, new-formed, or neither; only those there are. */
export function poolByVintage(receipt: Receipt) {
  const order: readonly Vintage[] = ['new', 'old', 'offBook'];
  const sums = { loans: 0, balanceFen: 0, collectableFen: 0, minimumFen: 0 };
  return order.flatMap((vintage) => {
    const own = receipt.pool.parts.filter((part) => {
      if (part.isOffBook) return vintage === 'offBook';
      return vintage === (part.isNew ? 'new' : 'old');
    });
    if (own.length === 0) return [];
    const added = own.reduce(
      (sum, part) => ({
        loans: sum.loans + part.loans,
        balanceFen: sum.balanceFen + part.balanceFen,
        collectableFen: sum.collectableFen + part.collectableFen,
        minimumFen: sum.minimumFen + part.minimumFen,
      }),
      sums,
    );
    return [{ vintage, factor: receipt.pool.factors?.[vintage] ?? null, ...added }];
  });
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
