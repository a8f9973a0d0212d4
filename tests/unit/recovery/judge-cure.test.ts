import { describe, expect, it } from 'vitest';
import { factsOf, judgeCure as judge, type Sighting } from '../../../server/recovery/judge-cure.ts';

const bad = (on: string, daysPastDue: number | null): Sighting => ({
  on,
  daysPastDue,
  isBad: true,
});
const good = (on: string): Sighting => ({ on, daysPastDue: 0, isBad: false });
const judgeCure = (seen: readonly Sighting[], days: { upgradedOn: string; asOf: string }) =>
  judge(factsOf(seen, days.upgradedOn), days);
const at = { upgradedOn: '2026-07-03', asOf: '2026-11-20' };

describe('an upgrade', () => {
  it('kept its observation when no book of the six months before shows days past due', () => {
    const kept = [
      bad('2026-01-02', 40),
      bad('2026-01-09', 0),
      bad('2026-06-26', 0),
      good('2026-07-03'),
    ];
    expect(judgeCure(kept, at).observation).toBe('met');
  });

  it('did not keep it when one book does, the day before or five months before', () => {
    expect(
      judgeCure([bad('2026-01-02', 0), bad('2026-06-26', 12), good('2026-07-03')], at),
    ).toMatchObject({ observation: 'not-met' });
    expect(
      judgeCure([bad('2026-01-09', 3), bad('2026-06-26', 0), good('2026-07-03')], at),
    ).toMatchObject({ observation: 'not-met' });
  });

  it('is not judged by books that are too short or do not say', () => {
    expect(judgeCure([bad('2026-06-26', 0), good('2026-07-03')], at).observation).toBe('unknown');
    const silent = [bad('2025-12-26', 0), bad('2026-06-26', null), good('2026-07-03')];
    expect(judgeCure(silent, at).observation).toBe('unknown');
  });

  it('relapsed when it was bad again within six months, and is open until they are over', () => {
    const again = [bad('2026-06-26', 0), good('2026-07-03'), bad('2026-09-04', 95)];
    expect(judgeCure(again, at)).toMatchObject({ relapse: 'yes', relapsedOn: '2026-09-04' });
    const held = [bad('2026-06-26', 0), good('2026-07-03'), good('2026-11-20')];
    expect(judgeCure(held, at)).toMatchObject({ relapse: 'open', isRipe: false });
    expect(judgeCure(held, { ...at, asOf: '2027-01-03' })).toMatchObject({
      ...{ relapse: 'no', isRipe: true },
    });
    const late = [...held, bad('2027-01-08', 95)];
    expect(judgeCure(late, { ...at, asOf: '2027-02-05' }).relapse).toBe('no');
  });
});
