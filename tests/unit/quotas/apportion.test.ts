import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportion, type Party } from '../../../server/quotas/apportion.ts';
import { roundHalfUp } from '../../../server/quotas/ratio.ts';

const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

/** Parties with floors and caps, and a total that they can hold. */
const problem = fc
  .array(
    fc.record({
      weight: fc.oneof(fc.bigInt(0n, 6n), fc.bigInt(0n, 10n ** 30n)),
      floor: fc.bigInt(0n, 20n),
      room: fc.option(fc.bigInt(0n, 60n), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .chain((drafts) => {
    const parties: Party[] = drafts.map(({ weight, floor, room }, index) => ({
      key: `p${String(index).padStart(2, '0')}`,
      weight,
      floor,
      cap: room === undefined ? undefined : floor + room,
    }));
    const least = sum(parties.map((party) => party.floor ?? 0n));
    const takers = parties.filter((party) => party.weight > 0n);
    const most = takers.some((party) => party.cap === undefined)
      ? least + 500n
      : sum(parties.map((p) => (p.weight > 0n ? (p.cap ?? 0n) : (p.floor ?? 0n))));
    return fc.record({ parties: fc.constant(parties), total: fc.bigInt(least, most) });
  });

const byKey = (parties: readonly Party[], units: readonly bigint[]) =>
  Object.fromEntries(parties.map((party, index) => [party.key, units[index]]));

function simple(total: number, weights: readonly number[]): number[] {
  const parties = weights.map((weight, index) => ({ key: `p${index}`, weight: BigInt(weight) }));
  return apportion(BigInt(total), parties).units.map(Number);
}

describe('apportion, against examples that can be checked by hand', () => {
  it('seats 7 over 53,000 : 24,000 : 23,000 as 3, 2, 2 (Sainte-Laguë)', () => {
    expect(simple(7, [53_000, 24_000, 23_000])).toEqual([3, 2, 2]);
  });
  it('seats 8 over 100,000 : 80,000 : 30,000 : 20,000 as 3, 3, 1, 1 (Sainte-Laguë)', () => {
    expect(simple(8, [100_000, 80_000, 30_000, 20_000])).toEqual([3, 3, 1, 1]);
  });
  it('is not pulled about by a larger house (the Alabama paradox of largest remainders)', () => {
    // Largest remainders give the small one 2 of 10 and 1 of 11.
    expect(simple(9, [6, 6, 2])).toEqual([4, 4, 1]);
    expect(simple(10, [6, 6, 2])).toEqual([5, 4, 1]);
    expect(simple(11, [6, 6, 2])).toEqual([5, 5, 1]);
    expect(simple(12, [6, 6, 2])).toEqual([5, 5, 2]);
  });
  it('gives a tie to the larger weight, then to the earlier key', () => {
    expect(simple(2, [3, 1])).toEqual([2, 0]);
    expect(simple(1, [5, 5])).toEqual([1, 0]);
  });
});

describe('apportion, whatever it is given', () => {
  it('adds up exactly, between floors and caps', () => {
    fc.assert(
      fc.property(problem, ({ parties, total }) => {
        const { units } = apportion(total, parties);
        expect(sum(units)).toBe(total);
        parties.forEach(({ floor = 0n, cap, weight }, index) => {
          const own = units[index] ?? -1n;
          expect(own).toBeGreaterThanOrEqual(floor);
          if (cap !== undefined) expect(own).toBeLessThanOrEqual(cap);
          if (weight === 0n) expect(own).toBe(floor);
        });
      }),
    );
  });

  it('gives what giving unit by unit gives', () => {
    fc.assert(
      fc.property(problem, ({ parties, total }) => {
        const held = parties.map((party) => party.floor ?? 0n);
        for (let left = total - sum(held); left > 0n; left--) {
          let best = -1;
          parties.forEach(({ weight, cap, key }, index) => {
            const own = held[index] ?? 0n;
            if (weight === 0n || (cap !== undefined && own >= cap)) return;
            const other = parties[best];
            if (other === undefined) {
              best = index;
              return;
            }
            const mine = weight * (2n * (held[best] ?? 0n) + 1n);
            const theirs = other.weight * (2n * own + 1n);
            if (mine > theirs || (mine === theirs && weight > other.weight)) best = index;
            else if (mine === theirs && weight === other.weight && key < other.key) best = index;
          });
          held[best] = (held[best] ?? 0n) + 1n;
        }
        expect(apportion(total, parties).units).toEqual(held);
      }),
    );
  });

  it('never lowers anybody when the total rises', () => {
    fc.assert(
      fc.property(problem, fc.bigInt(0n, 200n), ({ parties, total }, less) => {
        const least = sum(parties.map((party) => party.floor ?? 0n));
        const smaller = least + ((total - least) * (200n - less)) / 200n;
        const before = apportion(smaller, parties).units;
        const after = apportion(total, parties).units;
        before.forEach((own, index) => {
          expect(after[index]).toBeGreaterThanOrEqual(own);
        });
      }),
    );
  });

  it('does not depend on the order of the parties', () => {
    fc.assert(
      fc.property(problem, fc.infiniteStream(fc.nat()), ({ parties, total }, order) => {
        const shuffled = parties
          .map((party) => ({ party, at: order.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ party }) => party);
        expect(byKey(shuffled, apportion(total, shuffled).units)).toEqual(
          byKey(parties, apportion(total, parties).units),
        );
      }),
    );
  });

  it('keeps equal weights within one unit', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 20n),
        fc.integer({ min: 1, max: 50 }),
        fc.bigInt(0n, 10n ** 12n),
        (weight, count, total) => {
          const parties = Array.from({ length: count }, (_, index) => ({
            key: `${index}`,
            weight,
          }));
          const { units } = apportion(total, parties);
          const share = total / BigInt(count);
          for (const own of units) expect(own - share === 0n || own - share === 1n).toBe(true);
        },
      ),
    );
  });

  it('never moves a locked party', () => {
    fc.assert(
      fc.property(problem, fc.bigInt(0n, 30n), ({ parties, total }, lock) => {
        const locked = [...parties, { key: 'zz', weight: 7n, floor: lock, cap: lock }];
        const { units } = apportion(total + lock, locked);
        expect(units.at(-1)).toBe(lock);
        expect(units.slice(0, -1)).toEqual(apportion(total, parties).units);
      }),
    );
  });

  it('names a multiplier from which every share can be recomputed', () => {
    fc.assert(
      fc.property(problem, ({ parties, total }) => {
        const { units, multiplier } = apportion(total, parties);
        parties.forEach(({ weight, floor = 0n, cap }, index) => {
          if (weight === 0n) return;
          const product = 2n * weight * multiplier.num;
          const isHalf = product % multiplier.den === 0n && (product / multiplier.den) % 2n === 1n;
          let own = roundHalfUp(weight * multiplier.num, multiplier.den);
          if (isHalf && units[index] === own - 1n) own -= 1n;
          if (own < floor) own = floor;
          if (cap !== undefined && own > cap) own = cap;
          expect(units[index]).toBe(own);
        });
      }),
    );
  });

  it('splits a trillion units over ten thousand parties', () => {
    const parties = Array.from({ length: 10_000 }, (_, index) => ({
      key: String(index),
      weight: BigInt((index * 7_919) % 100_003),
      floor: BigInt(index % 50),
      cap: index % 3 === 0 ? 200_000_000n : undefined,
    }));
    const { units } = apportion(10n ** 12n, parties);
    expect(sum(units)).toBe(10n ** 12n);
  });
});

describe('apportion refuses, in a sentence that says which and by how much', () => {
  const party = (key: string, weight: bigint, floor?: bigint, cap?: bigint): Party => ({
    key,
    weight,
    ...(floor === undefined ? {} : { floor }),
    ...(cap === undefined ? {} : { cap }),
  });
  it.each([
    ['floor-above-cap', 10n, [party('甲', 1n, 6n, 4n)], /“甲”.*6.*4.*2/],
    ['floors-above-total', 10n, [party('甲', 1n, 6n), party('乙', 1n, 7n)], /13.*10.*3.*“乙”/],
    ['caps-below-total', 10n, [party('甲', 1n, 0n, 4n), party('乙', 1n, 0n, 3n)], /7.*10.*3/],
    ['weights-zero', 10n, [party('甲', 0n), party('乙', 0n, 4n)], /6/],
    ['weight-negative', 10n, [party('甲', -1n)], /甲/],
    ['limit-negative', 10n, [party('甲', 1n, -1n)], /甲/],
    ['total-negative', -1n, [party('甲', 1n)], /负/],
    ['duplicate-party', 10n, [party('甲', 1n), party('甲', 1n)], /“甲”/],
  ])('%s', (code, total, parties, zh) => {
    let caught: unknown;
    try {
      apportion(total, parties);
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({
      code,
      says: { happened: { zh: expect.stringMatching(zh), en: expect.stringMatching(/\w/) } },
    });
  });
});
