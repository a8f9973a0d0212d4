import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakLabel } from '../../../web/components/charts/break-label.ts';
import type { WaterfallStep } from '../../../web/components/charts/WaterfallChart.tsx';
import {
  placeSteps,
  waterfallFloor,
  waterfallGap,
} from '../../../web/components/charts/waterfall.ts';
import { paceBand } from '../../../web/components/tone.ts';

const step = (fen: number, kind: WaterfallStep['kind']): WaterfallStep => ({
  id: `${kind}${fen}`,
  label: '',
  fen,
  kind,
});

test('a bridge whose movements explain all ends on its closing level', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.integer({ min: -1e6, max: 1e6 })), (opening, moves) => {
      const closing = opening + moves.reduce((sum, fen) => sum + fen, 0);
      const steps = [
        step(opening, 'total'),
        ...moves.map((fen) => step(fen, 'neutral')),
        step(closing, 'total'),
      ];
      expect(waterfallGap(steps)).toBe(0);
      expect(placeSteps(steps).at(-2)?.to).toBe(closing);
    }),
  );
});

test('what the movements do not explain is the gap, to the fen', () => {
  expect(waterfallGap([step(100, 'total'), step(-30, 'good'), step(69, 'total')])).toBe(-1);
});

test('the axis of a bridge starts at zero or below every level', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.integer({ min: -1e6, max: 1e6 })), (opening, moves) => {
      const bars = placeSteps([
        step(opening, 'total'),
        ...moves.map((fen) => step(fen, 'neutral')),
      ]);
      const lowest = Math.min(...bars.map((bar) => bar.to));
      expect(waterfallFloor(bars)).toBeLessThanOrEqual(Math.max(lowest, 0));
    }),
  );
});

test('bands of pace begin at 1.0, 0.9 and 0.7', () => {
  expect([1, 0.9, 0.7, 0.69].map(paceBand)).toEqual(['good', 'amber', 'orange', 'bad']);
});

test('a label that does not fit is broken in two, losing nothing', () => {
  expect(breakLabel('现金收回', 30, 11)).toEqual(['现金', '收回']);
  expect(breakLabel('Cash recovered', 30, 11)).toEqual(['Cash', 'recovered']);
  expect(breakLabel('期末', 40, 11)).toEqual(['期末']);
});
