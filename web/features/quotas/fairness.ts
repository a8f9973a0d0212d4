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
