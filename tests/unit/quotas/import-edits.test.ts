import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildPlan } from '../../../server/quotas/build-plan.ts';
import { importEdits } from '../../../server/quotas/import-edits.ts';
import type { MatchedLine } from '../../../server/quotas/match-officers.ts';
import type { Plan } from '../../../server/quotas/plan.ts';
import type { Absorber } from '../../../server/quotas/plan-edit.ts';
import { holder, inputsOf, requestOf } from './bank.ts';

const WAN = 1_000_000;
const inputs = inputsOf([
  holder('城关', '甲', 900 * WAN),
  holder('城关', '乙', 600 * WAN),
  holder('城关', '丙', 300 * WAN),
  holder('河西', '丁', 800 * WAN),
  holder('河西', '戊', 400 * WAN),
]);
const request = requestOf({ targetFen: 600 * WAN });
const { plan } = buildPlan(request, inputs);

const wholeLines = (of: Plan): MatchedLine[] =>
  of.officers.map(({ branch, officer, monthsFen, quotaFen }, i) => ({
    ...{ row: i + 2, branch, officer, yearFen: quotaFen, monthsFen: [...monthsFen] },
  }));
const yearLine = (officer: string, yearFen: number): MatchedLine => {
  const own = plan.officers.find((one) => one.officer === officer);
  if (own === undefined) throw new Error(officer);
  return { row: 2, branch: own.branch, officer, yearFen, monthsFen: Array(12).fill(undefined) };
};
const yearOf = (officer: string, of = plan) =>
  of.officers.find((own) => own.officer === officer)?.quotaFen ?? 0;
const make = (lines: MatchedLine[], absorb: Absorber) => {
  const edits = importEdits(
    lines,
    { absorb, why: '' },
    (more) => buildPlan({ ...request, edits: [...request.edits, ...more] }, inputs).plan,
  );
  return { edits, after: buildPlan({ ...request, edits }, inputs).plan };
};

describe('a file of amounts as changes of a plan', () => {
  it('is no change when the file is the plan itself', () => {
    expect(make(wholeLines(plan), 'branch').edits).toEqual([]);
  });

  it('fixes only the years that differ, and the rest of the branch takes the difference', () => {
    const wanted = yearOf('甲') - 6 * WAN;
    const { edits, after } = make([yearLine('甲', wanted), yearLine('丁', yearOf('丁'))], 'row');
    expect(edits).toEqual([
      { places: [{ branch: '城关', officer: '甲', amountFen: wanted }], absorb: 'branch', why: '' },
    ]);
    expect(yearOf('甲', after)).toBe(wanted);
    expect(after.branches.map((own) => own.quotaFen)).toEqual(
      plan.branches.map((own) => own.quotaFen),
    );
  });

  it('fixes a year of the file that the others’ difference would move', () => {
    const lines = [yearLine('甲', yearOf('甲') - 6 * WAN), yearLine('乙', yearOf('乙'))];
    const { edits, after } = make(lines, 'branch');
    expect(edits[0]?.places).toHaveLength(2);
    expect(yearOf('乙', after)).toBe(yearOf('乙'));
    expect(yearOf('丙', after)).toBe(yearOf('丙') + 6 * WAN);
  });

  it('refuses years that their branch cannot take, and the bank can', () => {
    const lines = wholeLines(plan).filter((line) => line.branch === '城关');
    const first = lines.find((line) => line.officer === '甲');
    if (first) {
      first.yearFen = (first.yearFen ?? 0) + WAN;
      first.monthsFen[0] = (first.monthsFen[0] ?? 0) + WAN;
    }
    expect(() => make(lines, 'branch')).toThrow(/城关.*too much/);
    expect(yearOf('甲', make(lines, 'bank').after)).toBe(yearOf('甲') + WAN);
  });

  it('lets months that are given alone be taken up as a pasted block is', () => {
    const own = plan.officers[0];
    const monthsFen = Array.from({ length: 12 }, (_, m) =>
      m === 2 ? (own?.monthsFen[2] ?? 0) + WAN : undefined,
    );
    const lines = [
      { row: 2, branch: '城关', officer: own?.officer ?? '', yearFen: undefined, monthsFen },
    ];
    for (const absorb of ['row', 'column', 'branch', 'bank'] as const) {
      const { edits, after } = make(lines, absorb);
      expect(edits).toMatchObject([{ absorb, places: [{ month: 3 }] }]);
      expect(after.officers[0]?.monthsFen[2]).toBe(monthsFen[2]);
    }
  });

  it('makes the plan any whole table with the same total, amount by amount', () => {
    const moves = fc.array(
      fc.tuple(...[fc.nat(4), fc.nat(11), fc.nat(4), fc.nat(11), fc.integer({ min: 0, max: 20 })]),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(moves, (list) => {
        const lines = wholeLines(plan);
        for (const [from = 0, fromMonth = 0, to = 0, toMonth = 0, wan = 0] of list) {
          const [giver, taker] = [lines[from], lines[to]];
          const held = giver?.monthsFen[fromMonth] ?? 0;
          const moved = Math.min(held, wan * WAN);
          if (!giver || !taker) continue;
          giver.monthsFen[fromMonth] = held - moved;
          taker.monthsFen[toMonth] = (taker.monthsFen[toMonth] ?? 0) + moved;
        }
        for (const line of lines) line.yearFen = undefined;
        const { after } = make(lines, 'bank');
        expect(after.officers.map((own) => own.monthsFen)).toEqual(
          lines.map((line) => line.monthsFen),
        );
      }),
      { numRuns: 60 },
    );
  });
});
