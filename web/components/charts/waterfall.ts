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
