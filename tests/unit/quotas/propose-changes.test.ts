import { describe, expect, it } from 'vitest';
import { officerKey } from '../../../server/quotas/officer-bounds.ts';
import { type Evidence, proposeChanges } from '../../../server/quotas/propose-changes.ts';

const at = (who: string) => {
  const [branch = '', officer = ''] = who.split('/');
  return { branch, officer };
};
const planned = (who: string, each = 10) => ({
  ...at(who),
  restFen: each * 6,
  monthsFen: Array.from({ length: 12 }, () => each),
});
const holds = (who: string, loans: number) => ({ ...at(who), loans, balanceFen: loans * 100 });
const passed = (from: string, to: string, collectableFen: number) => ({
  from: at(from),
  to: at(to),
  loans: 2,
  collectableFen,
});
const listed = (who: string, more: Partial<Evidence['roster'][number]> = {}) => {
  const { branch, officer: name } = at(who);
  return { branch, name, activeFrom: null, activeTo: null, capacityBp: null, leaves: [], ...more };
};
const propose = (evidence: Partial<Evidence>) =>
  proposeChanges({
    year: 2026,
    effectiveOn: '2026-07-01',
    unitFen: 1,
    planned: [planned('A/x'), planned('A/y'), planned('B/z')],
    holders: [holds('A/x', 3), holds('A/y', 3), holds('B/z', 3)],
    handovers: [],
    lastHeld: new Map(),
    roster: [],
    newStaffPercent: 50,
    ...evidence,
  }).map(({ change, from }) => {
    const { why: _none, ...own } = change;
    return { ...own, from };
  });

describe('what has changed since the plan in force', () => {
  it('is nothing while the book, the roster and the plan agree', () => {
    expect(propose({})).toEqual([]);
    expect(propose({ roster: [listed('A/x'), listed('A/y'), listed('B/z')] })).toEqual([]);
  });

  it('is told by the book: who holds nothing any more, and who holds loans without a quota', () => {
    const evidence = {
      holders: [holds('A/y', 3), holds('B/z', 3), holds('A/new', 2)],
      lastHeld: new Map([[officerKey(at('A/x')), '2026-04-24']]),
    };
    expect(propose(evidence)).toEqual([
      { kind: 'leave', ...at('A/x'), on: '2026-04-24', from: 'book' },
      { kind: 'join', ...at('A/new'), on: '2026-07-01', from: 'book' },
    ]);
  });

  it('is told by the roster: its last day goes before the book, also of who still holds loans', () => {
    const roster = [listed('A/x', { activeTo: '2026-06-30' }), listed('A/y'), listed('B/z')];
    const leave = { kind: 'leave', ...at('A/x'), on: '2026-06-30', from: 'roster' };
    expect(propose({ roster })).toEqual([leave]);
    expect(propose({ roster, holders: [holds('A/y', 3), holds('B/z', 3)] })).toEqual([leave]);
    expect(propose({ roster: [listed('A/x', { activeTo: '2027-01-31' })] })).toEqual([]);
  });

  it('is a newcomer of the roster with a part, with the loans once there are any', () => {
    const roster = [
      listed('A/new', { activeFrom: '2026-08-15' }),
      listed('B/half', { activeFrom: '2026-03-01', capacityBp: 3_000 }),
      listed('A/old', { activeFrom: '2020-01-01' }),
      listed('C/elsewhere', { activeFrom: '2026-08-15' }),
      listed('A/late', { activeFrom: '2026-12-10' }),
      listed('A/gone', { activeFrom: '2026-02-01', activeTo: '2026-05-31' }),
    ];
    expect(propose({ roster })).toEqual([
      { kind: 'join', ...at('A/new'), on: '2026-08-15', percent: 50, from: 'roster' },
      { kind: 'join', ...at('B/half'), on: '2026-07-01', percent: 30, from: 'roster' },
    ]);
    const holders = [holds('A/x', 3), holds('A/y', 3), holds('B/z', 3), holds('A/new', 1)];
    expect(propose({ roster, holders })).toEqual([
      { kind: 'join', ...at('A/new'), on: '2026-07-01', from: 'book' },
      { kind: 'join', ...at('B/half'), on: '2026-07-01', percent: 30, from: 'roster' },
    ]);
  });

  it('is a move when the same name is in another branch, by the book or by the roster', () => {
    const there = [holds('A/y', 3), holds('B/z', 3), holds('B/x', 3)];
    expect(propose({ holders: there })).toEqual([
      { kind: 'move', ...at('A/x'), to: 'B', on: '2026-07-01', from: 'book' },
    ]);
    const roster = [listed('B/x'), listed('A/y'), listed('B/z')];
    expect(propose({ roster })).toEqual([
      { kind: 'move', ...at('A/x'), to: 'B', on: '2026-07-01', from: 'roster' },
    ]);
  });

  it('is a leave in days for which the plan still asks something', () => {
    const leaves = [
      { from: '2026-03-01', to: '2026-03-31' },
      { from: '2026-06-10', to: '2026-08-31' },
      { from: '2026-12-20', to: '2027-01-31' },
    ];
    expect(propose({ roster: [listed('A/x', { leaves })] })).toEqual([
      { kind: 'absence', ...at('A/x'), on: '2026-07-01', to: '2026-08-31', from: 'roster' },
    ]);
  });

  it('is a handover between two who both stay, the largest first; who leaves or joins is not in it', () => {
    const handovers = [
      passed('A/x', 'A/y', 10),
      passed('B/z', 'A/y', 30),
      passed('A/x', 'A/x', 99),
      passed('A/x', 'A/new', 5),
    ];
    const holders = [holds('A/x', 3), holds('A/y', 3), holds('B/z', 3), holds('A/new', 1)];
    expect(propose({ handovers, holders }).filter((own) => own.kind === 'handover')).toEqual([
      { kind: 'handover', ...at('B/z'), to: at('A/y'), on: '2026-07-01', from: 'book' },
      { kind: 'handover', ...at('A/x'), to: at('A/y'), on: '2026-07-01', from: 'book' },
    ]);
    // Of the rest of 60, 5 of 114 goes with the smallest: less than half of a unit of 12 moves nothing.
    const coarse = propose({ handovers, holders, unitFen: 12 });
    expect(coarse.filter((own) => own.kind === 'handover')).toHaveLength(1);
    const gone = { holders: holders.slice(1), handovers };
    expect(propose(gone).map((own) => own.kind)).toEqual(['leave', 'handover']);
  });
});
