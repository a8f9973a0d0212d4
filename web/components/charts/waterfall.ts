import type { WaterfallStep } from './WaterfallChart.tsx';

export interface WaterfallBar extends WaterfallStep {
  /** The bar's ends, in fen. */
  from: number;
  to: number;
}

/** Where each bar of a bridge starts and ends: levels stand on zero, movements on the last level. */
export function placeSteps(steps: readonly WaterfallStep[]): WaterfallBar[] {
  let level = 0;
  return steps.map((step) => {
    const from = step.kind === 'total' ? 0 : level;
    level = step.kind === 'total' ? step.fen : level + step.fen;
    return { ...step, from, to: level };
  });
}

/** What the movements leave unaccounted for between the first and the last level, in fen. */
export function waterfallGap(steps: readonly WaterfallStep[]): number {
  const levels = steps.filter((step) => step.kind === 'total');
  const moved = steps.reduce((sum, step) => (step.kind === 'total' ? sum : sum + step.fen), 0);
  return (levels.at(-1)?.fen ?? 0) - (levels[0]?.fen ?? 0) - moved;
}

const ROUGH_TICKS = 4;

/** A round number of units (1, 2 or 5 × 10ⁿ) of about `size`. */
function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(size, 1)));
  return ([1, 2, 5, 10].find((times) => times * power >= size) ?? 10) * power;
}

/**
 * Where the axis starts. At zero, unless every level is so far from it that the movements would be
 * slivers: then at a round number below the lowest, which the chart must say. In fen.
 */
export function waterfallFloor(bars: readonly WaterfallBar[]): number {
  const levels = bars.flatMap((bar) => (bar.kind === 'total' ? [bar.to] : [bar.from, bar.to]));
  const [low, high] = [Math.min(...levels), Math.max(...levels)];
  if (low <= 0 || low < high * 0.4) return Math.min(low, 0);
  const step = roundStep((high - low) / ROUGH_TICKS);
  return Math.max(0, Math.floor((low - (high - low) * 0.6) / step) * step);
}
