/** A quota beside the pool that it must come from. */
export interface Burden {
  id: string;
  label: string;
  quotaFen: number;
  poolFen: number;
}

const byBurden = (a: Burden, b: Burden) =>
  Number(BigInt(b.quotaFen) * BigInt(a.poolFen) - BigInt(a.quotaFen) * BigInt(b.poolFen)) ||
  (a.id < b.id ? -1 : 1);

/**
 * Quota ÷ pool, heaviest first, with the middle one (the lower of two) and how many times the
 * heaviest is the lightest. Those without a pool or a quota have no burden and are left out.
 */
export function rankBurdens<Own extends Burden>(
  all: readonly Own[],
): {
  ranked: Own[];
  median: Own | undefined;
  spread: number | undefined;
} {
  const ranked = all.filter((own) => own.poolFen > 0 && own.quotaFen > 0).sort(byBurden);
  const first = ranked[0];
  const last = ranked.at(-1);
  return {
    ranked,
    median: ranked[Math.floor(ranked.length / 2)],
    spread:
      first && last ? first.quotaFen / first.poolFen / (last.quotaFen / last.poolFen) : undefined,
  };
}

/**
 * The Gini coefficient of whole numbers, in basis points: 0 when all are equal, near 10,000 when
 * one has everything. Half the mean difference of all pairs ÷ the mean, by the sorted sum
 * (2 Σ i·xᵢ − (n + 1) Σ xᵢ) ÷ (n Σ xᵢ). Undefined without anything to compare.
 */
export function gini(values: readonly number[]): number | undefined {
  const sorted = values.map(BigInt).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const count = BigInt(sorted.length);
  const sum = sorted.reduce((all, value) => all + value, 0n);
  if (count === 0n || sum <= 0n) return undefined;
  const ranked = sorted.reduce((all, value, i) => all + BigInt(i + 1) * value, 0n);
  const top = (2n * ranked - (count + 1n) * sum) * 10_000n;
  return Number((2n * top + count * sum) / (2n * count * sum));
}
