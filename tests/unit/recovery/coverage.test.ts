import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../server/calendar.ts';
import {
  type BookPair,
  countedSpan,
  coverageOf,
  isKnownAt,
} from '../../../server/recovery/coverage.ts';
import { commonSource } from '../../../server/recovery/source.ts';

const YEAR = { from: '2025-12-31', to: '2026-11-20' };

/** Pairs of consecutive books on these days. */
const books = (source: BookPair['source'], ...days: string[]): BookPair[] =>
  days.slice(1).map((toOn, index) => ({ fromOn: days[index] ?? toOn, toOn, source }));

describe('what is known of a year', () => {
  it('is nothing without two books or a ledger', () => {
    const coverage = coverageOf([], [], YEAR);
    expect(coverage).toMatchObject({ source: 'none', knownSince: null, isYearKnown: false });
    expect(isKnownAt(coverage, YEAR.to)).toBe(false);
    expect(countedSpan(coverage, YEAR)).toEqual(YEAR);
  });

  it('is the whole year from the book that opens it, or one before it', () => {
    for (const first of ['2025-12-31', '2025-12-26']) {
      const coverage = coverageOf(books('snapshots', first, '2026-01-02', YEAR.to), [], YEAR);
      expect(coverage).toMatchObject({ knownSince: '2026-01-01', isYearKnown: true });
    }
  });

  it('begins the day after the first of two books of the year', () => {
    const coverage = coverageOf(books('book', '2026-06-30', YEAR.to), [], YEAR);
    expect(coverage).toMatchObject({
      knownSince: '2026-07-01',
      isYearKnown: false,
      source: 'book',
    });
    expect(countedSpan(coverage, YEAR)).toEqual({ from: '2026-06-30', to: YEAR.to });
  });

  it('begins on 1 January with a ledger whose first line is in January, else on its first day', () => {
    const since = (firstOn: string) =>
      coverageOf([], [{ firstOn, lastOn: '2026-11-18' }], YEAR).knownSince;
    expect([since('2025-03-01'), since('2026-01-31')]).toEqual(['2026-01-01', '2026-01-01']);
    expect(since('2026-02-01')).toBe('2026-02-01');
  });

  it('begins after the last books that say nothing of payment', () => {
    const pairs = [
      ...books('none', '2025-12-31', '2026-06-30'),
      ...books('snapshots', '2026-06-30', YEAR.to),
    ];
    expect(coverageOf(pairs, [], YEAR)).toMatchObject({ knownSince: '2026-07-01' });
    const mute = coverageOf(books('none', '2025-12-31', YEAR.to), [], YEAR);
    expect(mute).toMatchObject({ source: 'none', knownSince: null });
  });

  it('joins a ledger to the books that follow it', () => {
    const pairs = books('snapshots', '2026-06-26', '2026-07-03', YEAR.to);
    const coverage = coverageOf(pairs, [{ firstOn: '2026-01-05', lastOn: '2026-06-20' }], YEAR);
    expect(coverage).toMatchObject({ knownSince: '2026-01-01', source: 'mixed' });
  });

  it('is only what the ledger covers of the days between two books that it has taken over', () => {
    const pairs = books('postings', '2025-12-31', YEAR.to);
    const part = coverageOf(pairs, [{ firstOn: '2026-09-01', lastOn: '2026-11-18' }], YEAR);
    expect(part).toMatchObject({ knownSince: '2026-09-01', isYearKnown: false });
    const stale = coverageOf(pairs, [{ firstOn: '2026-01-05', lastOn: '2026-03-31' }], YEAR);
    expect(stale).toMatchObject({ knownUntil: '2026-03-31', isYearKnown: false });
    expect(isKnownAt(stale, '2026-02-28')).toBe(true);
    expect(isKnownAt(stale, YEAR.to)).toBe(false);
  });

  it('is a sum alone between books that lie far apart', () => {
    const coverage = coverageOf(books('snapshots', '2025-12-31', '2026-06-30', YEAR.to), [], YEAR);
    const days = ['2025-12-31', '2026-03-31', '2026-06-30', '2026-07-31', '2026-11-20'];
    expect(days.map((day) => isKnownAt(coverage, day))).toEqual([true, false, true, false, true]);
  });

  it('never begins after it ends, nor outside the year, and more files never make it less', () => {
    const day = fc.integer({ min: -60, max: 323 }).map((n) => addDays('2026-01-01', n));
    const file = fc.tuple(day, day).map(([a, b]) => {
      const [firstOn = a, lastOn = b] = [a, b].sort();
      return { firstOn, lastOn };
    });
    const touching = fc
      .array(file, { minLength: 1, maxLength: 6 })
      .map((files) => files.filter(({ lastOn }) => lastOn > YEAR.from))
      .filter((files) => files.length > 0);
    fc.assert(
      fc.property(touching, touching, (some, more) => {
        const one = coverageOf([], some, YEAR);
        const all = coverageOf([], [...some, ...more], YEAR);
        const { knownSince, knownUntil } = one;
        expect(knownSince !== null && knownSince >= '2026-01-01').toBe(true);
        expect(knownUntil !== null && knownUntil <= YEAR.to).toBe(true);
        expect((knownSince ?? '') <= (knownUntil ?? '')).toBe(true);
        expect((all.knownUntil ?? '') >= (knownUntil ?? '')).toBe(true);
        if (one.isYearKnown) expect(all.isYearKnown).toBe(true);
      }),
    );
  });

  it('rests on no source when there is none', () => {
    expect(commonSource([])).toBe('none');
    expect(commonSource(['book', 'book'])).toBe('book');
    expect(commonSource(['book', 'postings'])).toBe('mixed');
  });
});
