import { describe, it } from 'vitest';
import { apportion } from '../../server/quotas/apportion.ts';
import { apportionMatrix } from '../../server/quotas/matrix.ts';

const PROFILE = [30n, 30n, 30n, 25n, 25n, 25n, 20n, 20n, 20n, 25n, 25n, 25n];
const ROUNDS = 5;

/** Numbers in [0, 1) that are the same in every run (a linear congruence). */
function sameNumbers(): () => number {
  let state = 12_345;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const line = (key: string, total: bigint) => ({ key, total, label: { zh: key, en: key } });
const columnKey = (index: number) => `m${String(index).padStart(2, '0')}`;

/** Officers with quotas of up to 300 units; weights are the season's, or each cell's own. */
function problem(officers: number, weights: 'season' | 'own') {
  const next = sameNumbers();
  const cells = Array.from({ length: officers }, () =>
    PROFILE.map((part) => (weights === 'season' ? part : BigInt(1 + Math.floor(next() * 1000)))),
  );
  const rows = cells.map((_, i) => line(String(i), BigInt(Math.floor(next() * 300))));
  const total = rows.reduce((sum, row) => sum + row.total, 0n);
  const months = PROFILE.map((weight, j) => ({ key: columnKey(j), weight }));
  const columns = apportion(total, months).units.map((units, j) => line(columnKey(j), units));
  const cell = (row: string, column: string) => ({
    weight: cells[Number(row)]?.[Number(column.slice(1))] ?? 0n,
    floor: 0n,
    cap: undefined,
  });
  return { rows, columns, cell };
}

function seconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

describe('a matrix that is exact both ways', () => {
  it.each(['season', 'own'] as const)('officers × 12 months, weights of the %s', (weights) => {
    const sizes = [1000, 10_000, 20_000];
    const times = sizes.map((): number[] => []);
    const problems = sizes.map((size) => problem(size, weights));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [i, each] of problems.entries()) {
        times[i]?.push(seconds(() => apportionMatrix(each)));
      }
    }
    const [small = 1, large = 1, larger = 1] = times.map(median);
    process.stdout.write(
      `matrix, weights of the ${weights}: ${sizes.map((size, i) => `${size} × 12 in ${median(times[i] ?? []).toFixed(2)} s`).join(', ')}; 10,000 ÷ 1,000: ${(large / small).toFixed(1)}, 20,000 ÷ 10,000: ${(larger / large).toFixed(1)}\n`,
    );
  });
});
