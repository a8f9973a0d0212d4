import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPlan } from '../../../server/quotas/build-plan.ts';
import type { PlanEdit } from '../../../server/quotas/plan-edit.ts';
import {
  fenOfTyped,
  fenOfWan,
  findLocks,
  release,
  releaseAll,
  typedOfFen,
} from '../../../web/features/quotas/draft.ts';
import { rankBurdens } from '../../../web/features/quotas/fairness.ts';
import { linesOf, poolByType } from '../../../web/features/quotas/receipt-steps.ts';
import { sumChecks } from '../../../web/features/quotas/sum-checks.ts';
import { holder, inputsOf, requestOf } from './bank.ts';

const WAN = 1_000_000;
const who = { branch: '城关', officer: '甲' };
const officers = [
  holder('城关', '甲', 613 * WAN + 7, 31 * WAN),
  holder('城关', '乙', 407 * WAN, 13 * WAN),
  holder('河西', '丙', 991 * WAN, 57 * WAN),
];

describe('amounts fixed on the page', () => {
  const body = requestOf({ targetFen: 100 * WAN });
  const edit = (places: PlanEdit['places']): PlanEdit => ({ places, absorb: 'row', why: '' });
  const cell = { ...who, month: 2 };

  it('are found in locks and edits, and released one by one', () => {
    const fixed = {
      ...body,
      cellLocks: [{ ...cell, amountFen: WAN }],
      limits: [{ ...who, lockFen: 40 * WAN }],
      edits: [edit([{ ...cell, month: 3, amountFen: WAN }]), edit([{ ...cell, amountFen: WAN }])],
    };
    const locks = findLocks(fixed);
    expect(locks.count).toBe(3);
    expect([locks.has(cell), locks.has(who), locks.has({ ...cell, month: 4 })]).toEqual([
      true,
      true,
      false,
    ]);
    const one = release(fixed, cell);
    expect(one.edits).toEqual([fixed.edits[0]]);
    expect(one.cellLocks).toEqual([]);
    expect(release(release(one, who), { ...cell, month: 3 })).toEqual(body);
    expect(releaseAll(fixed)).toEqual(body);
  });

  it('leave an officer’s floor and cap alone when they are released', () => {
    const bound = { ...body, limits: [{ ...who, floorFen: WAN, capFen: 9 * WAN }] };
    const locked = { ...body, limits: [{ ...who, floorFen: WAN, capFen: 9 * WAN, lockFen: WAN }] };
    expect(release(locked, who)).toEqual(bound);
  });

  it('are typed in the unit shown, to the fen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
        fc.constantFrom('yuan', 'wan', 'yi' as const),
        (fen, unit) => {
          expect(fenOfTyped(typedOfFen(fen, unit), unit)).toBe(fen);
        },
      ),
    );
    expect(fenOfTyped('1,234.5', 'wan')).toBe(1_234_500_000);
    expect(fenOfTyped('1.234', 'yuan')).toBeUndefined();
    expect(fenOfTyped('-1', 'wan')).toBeUndefined();
  });

  it('read 万元 to the fen', () => {
    expect(fenOfWan('0.000001')).toBe(1);
    expect(fenOfWan('12345.678901')).toBe(12_345_678_901);
    expect(fenOfWan('')).toBeUndefined();
  });
});

describe('a receipt on the page', () => {
  it('shows steps that add up to the quota, to the fen', () => {
    const built = buildPlan(
      requestOf({ targetFen: 137 * WAN, officerFloorFen: 40 * WAN }),
      inputsOf(officers),
    );
    for (const own of built.plan.officers) {
      const receipt = built.receipt(own);
      expect(receipt).toBeDefined();
      if (receipt === undefined) return;
      for (const step of [receipt.branchStep, receipt.officerStep]) {
        const lines = linesOf(step);
        expect(lines.idealFen + lines.boundsFen + lines.roundingFen).toBe(lines.resultFen);
        const parts = lines.components.reduce((sum, part) => sum + part.amountFen, 0);
        expect(Math.abs(parts - lines.idealFen)).toBeLessThanOrEqual(lines.components.length);
      }
      const pool = poolByType(receipt).reduce((sum, type) => sum + type.collectableFen, 0);
      expect(pool).toBe(receipt.pool.collectableFen);
    }
  });

  it('names no bound where none acted', () => {
    const built = buildPlan(requestOf({ targetFen: 137 * WAN }), inputsOf(officers));
    for (const own of built.plan.officers) {
      const receipt = built.receipt(own);
      expect(receipt && linesOf(receipt.officerStep).boundsFen).toBe(0);
    }
  });
});

describe('the check mark and the fairness chart', () => {
  const { plan } = buildPlan(requestOf({ targetFen: 137 * WAN }), inputsOf(officers));

  it('is off by nothing for a plan, and by every fen that somebody changes', () => {
    expect(sumChecks(plan, plan.branches, plan.officers).offByFen).toBe(0);
    const bent = plan.officers.map((own, index) =>
      index === 0 ? { ...own, quotaFen: own.quotaFen + 1 } : own,
    );
    expect(sumChecks(plan, plan.branches, bent).offByFen).toBe(2);
  });

  it('sorts by quota over pool, finds the median and how far apart the ends are', () => {
    const burden = (id: string, quotaFen: number, poolFen: number) => ({
      id,
      label: id,
      quotaFen,
      poolFen,
    });
    const { ranked, median, spread } = rankBurdens([
      burden('a', 10, 100),
      burden('b', 30, 100),
      burden('c', 20, 100),
      burden('nothing to collect', 5, 0),
      burden('no quota', 0, 50),
    ]);
    expect(ranked.map((own) => own.id)).toEqual(['b', 'c', 'a']);
    expect(median?.id).toBe('c');
    expect(spread).toBeCloseTo(3);
  });
});
