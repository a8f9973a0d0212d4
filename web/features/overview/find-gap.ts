import type { BranchRow, Overview } from './queries.ts';

/** The branches that make the most of the gap (at most three), and their part in it together. */
export function largestGaps(rows: readonly BranchRow[]): { rows: BranchRow[]; shareBp: number } {
  const behind = rows
    .filter((row) => (row.gapShareBp ?? 0) > 0)
    .sort((a, b) => (b.gapShareBp ?? 0) - (a.gapShareBp ?? 0))
    .slice(0, 3);
  return { rows: behind, shareBp: behind.reduce((sum, row) => sum + (row.gapShareBp ?? 0), 0) };
}

/** The forecast that did best when replayed. */
export function bestForecast({ forecasts, best }: Overview['cumulative']) {
  return forecasts.find((forecast) => forecast.method === best) ?? forecasts[0];
}
