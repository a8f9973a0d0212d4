import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  atRiskAt,
  interval95,
  type Mark,
  medianTime,
  kaplanMeier as ofMarks,
  survivalAt,
} from '../../../server/recovery/kaplan-meier.ts';

interface Case {
  entry: number;
  exit: number;
  isEvent: boolean;
}

const marksOf = (cases: readonly Case[]): Mark[] =>
  cases.flatMap(({ entry, exit, isEvent }) => [
    { time: entry, entered: 1, left: 0, events: 0 },
    { time: exit, entered: 0, left: 1, events: isEvent ? 1 : 0 },
  ]);
const kaplanMeier = (cases: readonly Case[], fewest?: number) => ofMarks(marksOf(cases), fewest);

const event = (exit: number, entry = 0): Case => ({ entry, exit, isEvent: true });
const lost = (exit: number, entry = 0): Case => ({ entry, exit, isEvent: false });

/** Weeks of remission under 6-MP (Freireich et al., Blood 21, 1963; Gehan, Biometrika 52, 1965). */
const SIX_MP = [
  ...[6, 6, 6, 7, 10, 13, 16, 22, 23].map((time) => event(time)),
  ...[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((time) => lost(time)),
];
/** And without it: nobody is lost. */
const PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23];

const times = fc.array(
  fc.record({
    entry: fc.integer({ min: 0, max: 20 }),
    length: fc.integer({ min: 1, max: 60 }),
    isEvent: fc.boolean(),
  }),
  { maxLength: 40 },
);

describe('the product-limit estimate', () => {
  it('is the published one of the 6-MP trial, with its standard errors', () => {
    const steps = kaplanMeier(SIX_MP);
    const rounded = steps.map((s) => [s.time, s.atRisk, s.events, s.survival.toFixed(3)]);
    expect(rounded).toEqual([
      [6, 21, 3, '0.857'],
      [7, 17, 1, '0.807'],
      [10, 15, 1, '0.753'],
      [13, 12, 1, '0.690'],
      [16, 11, 1, '0.627'],
      [22, 7, 1, '0.538'],
      [23, 6, 1, '0.448'],
    ]);
    expect(steps.map((s) => s.error.toFixed(4))).toEqual([
      ...['0.0764', '0.0869', '0.0963', '0.1068', '0.1141', '0.1282', '0.1346'],
    ]);
    expect(medianTime(steps)).toBe(23);
    expect(medianTime(kaplanMeier(PLACEBO.map((time) => event(time))))).toBe(8);
  });

  it('is the example of Kaplan and Meier (1958): 0.8, 1.0*, 2.7*, 3.1, 5.4, 7.0*, 9.2, 12.1*', () => {
    const steps = kaplanMeier([
      ...[event(0.8), lost(1), lost(2.7), event(3.1), event(5.4)],
      ...[lost(7), event(9.2), lost(12.1)],
    ]);
    const expected = [7 / 8, (7 / 8) * (4 / 5), (7 / 8) * (3 / 5), (7 / 8) * (3 / 5) * (1 / 2)];
    expect(steps.map(({ time }) => time)).toEqual([0.8, 3.1, 5.4, 9.2]);
    for (const [place, value] of expected.entries()) {
      expect(steps[place]?.survival).toBeCloseTo(value, 12);
    }
  });

  it('counts a case that came late from then on only', () => {
    const steps = kaplanMeier([event(2), event(5, 3), event(6, 3), lost(7)]);
    expect(steps.map(({ time, atRisk }) => [time, atRisk])).toEqual([
      [2, 2],
      [5, 3],
      [6, 2],
    ]);
    expect(steps.at(-1)?.survival).toBeCloseTo((1 / 2) * (2 / 3) * (1 / 2), 12);
  });

  it('passes over a time at which too few are at risk, and only that', () => {
    const early = [event(1), ...Array.from({ length: 6 }, () => lost(9, 3)), event(5, 3)];
    expect(kaplanMeier(early).map(({ time }) => time)).toEqual([1, 5]);
    expect(kaplanMeier(early, 5)).toMatchObject([{ time: 5, atRisk: 7, survival: 6 / 7 }]);
  });

  it('has the same numbers at risk and steps however its marks are added up and ordered', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 80 }), (drawn, time) => {
        const cases = drawn.map(({ entry, length, isEvent }) => ({
          ...{ entry, exit: entry + length, isEvent },
        }));
        const sums = new Map<number, Mark>();
        for (const mark of marksOf(cases)) {
          const at = sums.get(mark.time) ?? { time: mark.time, entered: 0, left: 0, events: 0 };
          sums.set(mark.time, {
            time: mark.time,
            entered: at.entered + mark.entered,
            left: at.left + mark.left,
            events: at.events + mark.events,
          });
        }
        const added = [...sums.values()].reverse();
        expect(ofMarks(added)).toEqual(kaplanMeier(cases));
        const watched = cases.filter(({ entry, exit }) => entry < time && exit >= time);
        expect(atRiskAt(added, time)).toBe(watched.length);
      }),
    );
  });

  it('never rises, stays within 0 and 1, and holds its interval around it', () => {
    fc.assert(
      fc.property(times, (drawn) => {
        const cases = drawn.map(({ entry, length, isEvent }) => ({
          ...{ entry, exit: entry + length, isEvent },
        }));
        let before = 1;
        for (const step of kaplanMeier(cases)) {
          expect(step.survival).toBeLessThanOrEqual(before);
          expect(step.survival).toBeGreaterThanOrEqual(0);
          expect(step.atRisk).toBeGreaterThanOrEqual(step.events);
          const range = interval95(step);
          if (range) {
            expect(range.low).toBeLessThanOrEqual(step.survival);
            expect(range.high).toBeGreaterThanOrEqual(step.survival);
            expect(range.low >= 0 && range.high <= 1).toBe(true);
          }
          before = step.survival;
        }
      }),
    );
  });

  it('is the plain share that lasted longer when nobody is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (exits) => {
        const steps = kaplanMeier(exits.map((time) => event(time)));
        for (const { time } of steps) {
          const longer = exits.filter((exit) => exit > time).length;
          expect(survivalAt(steps, time).survival).toBeCloseTo(longer / exits.length, 9);
        }
        expect(survivalAt(steps, 0).survival).toBe(1);
      }),
    );
  });
});
