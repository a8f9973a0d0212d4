import type { BranchRow, Overview } from './queries.ts';

/** The branches that make the most of the gap (at most three), and their part in it together. */
export function largestGaps(rows: readonly BranchRow[]): { rows: BranchRow[]; shareBp: number } {
  const behind = rows
    .filter((row) => (row.gapShareBp ?? 0) > 0)
    .sort((a, b) => (b.gapShareBp ?? 0) - (a.gapShareBp ?? 0))
    .slice(0, 3);
  return { rows: behind, shareBp: behind.reduce((sum, row) => sum + (row.gapShareBp ?? 0), 0) };
}

/** Within this of the plan line a year is still with it: what falls further has left it. */
const NEAR = 0.95;

/** Since which month recovery has stayed clearly below the plan line; 0 when it always has. */
export function behindSince(points: Overview['cumulative']['points']): number | undefined {
  const last = points.at(-1);
  if (last?.planFen == null || last.achievedFen >= last.planFen) return undefined;
  const above = points.findLast(
    (point) => point.planFen !== null && point.achievedFen >= point.planFen * NEAR,
  );
  if (above === undefined) return 0;
  const next = points[points.indexOf(above) + 1] ?? last;
  return Number(next.day.slice(5, 7));
}

/** The forecast that did best when replayed. */
export function bestForecast({ forecasts, best }: Overview['cumulative']) {
  return forecasts.find((forecast) => forecast.method === best) ?? forecasts[0];
}
