import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../server/errors.ts';
import { type BuiltPlan, buildPlan } from '../../../server/quotas/build-plan.ts';
import { buildReplan } from '../../../server/quotas/build-replan.ts';
import { officerKey } from '../../../server/quotas/officer-bounds.ts';
import { recomputeReceipt } from '../../../server/quotas/receipt.ts';
import type { ReplanChange } from '../../../server/quotas/replan-wish.ts';
import { holder, inputsOf, requestOf } from './bank.ts';
import { expectExact } from './expect-exact.ts';

const WAN = 1_000_000;
const YEAR = 2027;
const who = (branch: string, officer: string) => ({ branch, officer });

/** A plan in force with a joint pool, somebody on leave, somebody new, and a stretch tier. */
function planInForce(balances: readonly number[], joint: number, months: readonly number[]) {
  const [a = 900, b = 600, c = 700, d = 500] = balances;
  const pools = [
    holder('A', 'x', a * WAN),
    holder('A', 'y', b * WAN),
    holder('B', 'z', c * WAN),
    holder('B', 'w', d * WAN),
  ];
  const request = requestOf({
    targetFen: 300 * WAN,
    jointPools: { perMille: joint },
    stretchPerMille: 1_200,
    presence: [
      { ...who('A', 'y'), firstMonth: 1, lastMonth: 12, leave: [...months], isNew: false },
      { ...who('B', 'w'), firstMonth: 3, lastMonth: 12, leave: [], isNew: true },
    ],
  });
  return { pools, request, built: buildPlan(request, inputsOf(pools)) };
}

const change: fc.Arbitrary<ReplanChange> = fc.oneof(
  fc.constant<ReplanChange>({
    kind: 'leave',
    ...who('A', 'x'),
    on: `${YEAR}-06-30`,
    shares: [{ ...who('B', 'z'), percent: 100 }],
    why: '',
  }),
  fc.integer({ min: 1, max: 100 }).map(
    (percent): ReplanChange => ({
      kind: 'handover',
      ...who('B', 'z'),
      to: who('A', 'y'),
      on: `${YEAR}-07-01`,
      percent,
      why: '',
    }),
  ),
  fc.constant<ReplanChange>({
    kind: 'absence',
    ...who('B', 'w'),
    on: `${YEAR}-08-01`,
    to: `${YEAR}-09-30`,
    why: '',
  }),
  fc
    .integer({ min: 290, max: 400 })
    .map((wan): ReplanChange => ({ kind: 'target', targetFen: wan * WAN, why: '' })),
);

describe('a re-plan of a plan with joint pools, presence and a stretch', () => {
  it('adds up both ways, never changes the past or a joint pool, and every receipt recomputes', () => {
    let made = 0;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 300, max: 2_000 }), { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 0, max: 300 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
        fc.uniqueArray(change, { maxLength: 4, selector: (own) => own.kind }),
        (balances, joint, leave, changes) => {
          const { pools, request, built } = planInForce(balances, joint, leave);
          const wish = {
            basePlanId: 1,
            effectiveOn: `${YEAR}-07-01`,
            partMonth: 'next' as const,
            changes,
          };
          const replanned = (): BuiltPlan | undefined => {
            try {
              return buildReplan({ ...request, replan: wish }, wish, {
                base: {
                  id: 1,
                  name: '',
                  year: YEAR,
                  category: built.plan.category,
                  unit: built.plan.unit,
                  targetFen: built.plan.targetFen,
                  officers: built.plan.officers.length,
                  basisAsOf: built.plan.basis.asOf,
                  savedAt: '',
                  status: 'published',
                  version: 1,
                  effectiveOn: `${YEAR}-01-01`,
                  publishedAt: '',
                  request,
                  plan: built.plan,
                },
                basis: built.plan.basis,
                officers: pools,
                handovers: [],
                achievedFen: null,
                today: `${YEAR}-06-30`,
                receiptOf: built.receipt,
              });
            } catch (error) {
              if (error instanceof Refusal) return undefined;
              throw error;
            }
          };
          const result = replanned();
          if (result === undefined) return;
          made += 1;
          expectExact(result.plan);
          const before = new Map(built.plan.officers.map((own) => [officerKey(own), own]));
          for (const own of result.plan.officers) {
            const was = before.get(officerKey(own));
            expect(own.monthsFen.slice(0, 6)).toEqual(was?.monthsFen.slice(0, 6));
            const receipt = result.receipt(own);
            expect(receipt && recomputeReceipt(receipt)).toBe(own.quotaFen);
            // Who is away by the plan is asked for nothing then, whatever comes.
            own.monthsFen.forEach((fen, m) => {
              if (was?.presence && !was.presence.months.includes(m + 1)) expect(fen).toBe(0);
            });
          }
          expect(result.plan.jointPools).toEqual(built.plan.jointPools);
          const target = changes.find((own) => own.kind === 'target');
          expect(result.plan.targetFen).toBe(target?.targetFen ?? built.plan.targetFen);
          expect(result.plan.stretch).toBeNull();
        },
      ),
      { numRuns: 60 },
    );
    expect(made).toBeGreaterThan(15);
  });
});
