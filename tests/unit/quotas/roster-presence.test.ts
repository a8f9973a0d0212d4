import { describe, expect, it } from 'vitest';
import { rosterPresence } from '../../../server/quotas/roster-presence.ts';

const who = { branch: '城关', name: '甲', activeFrom: null, activeTo: null, leaves: [] };
const of = (more: Partial<Parameters<typeof rosterPresence>[1][number]>) =>
  rosterPresence(2027, [{ ...who, ...more }]).map(({ firstMonth, lastMonth, leave, isNew }) => [
    firstMonth,
    lastMonth,
    leave,
    isNew,
  ]);

describe('presence by the roster', () => {
  it('leaves out who is there all year, and whose days are not known', () => {
    expect(of({})).toEqual([]);
    expect(of({ activeFrom: '2019-03-01', activeTo: '2028-01-31' })).toEqual([]);
    expect(of({ activeFrom: '2027-01-01' })).toEqual([]);
  });

  it('begins in the month of the first day, as new, and ends in that of the last', () => {
    expect(of({ activeFrom: '2027-07-15' })).toEqual([[7, 12, [], true]]);
    expect(of({ activeFrom: '2020-01-01', activeTo: '2027-09-01' })).toEqual([[1, 9, [], false]]);
  });

  it('counts a month as leave only when all of it is', () => {
    const leaves = [{ from: '2027-02-20', to: '2027-04-30' }];
    expect(of({ leaves })).toEqual([[1, 12, [3, 4], false]]);
  });

  it('has nothing of the year for who left before it or comes after it', () => {
    const all = Array.from({ length: 12 }, (_, m) => m + 1);
    expect(of({ activeTo: '2026-12-31' })).toEqual([[1, 12, all, false]]);
    expect(of({ activeFrom: '2028-01-01' })).toEqual([[1, 12, all, false]]);
  });

  it('names nobody twice', () => {
    const left = { ...who, activeTo: '2027-06-30' };
    expect(rosterPresence(2027, [left, left])).toHaveLength(1);
  });
});
