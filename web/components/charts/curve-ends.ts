import type { Curve } from './CurvesChart.tsx';

export interface CurveEnd {
  id: string;
  month: number;
  share: number;
  /** Where its name stands, so that names that end near each other can be read. */
  labelAt: number;
}

/** The last point of every curve, with the names of those side by side at least `gap` apart. */
export function curveEnds(curves: readonly Curve[], gap: number, near = 4): CurveEnd[] {
  const ends = curves
    .flatMap(({ id, points }) => {
      const last = points.at(-1);
      return last ? [{ id, month: last.month, share: last.share, labelAt: last.share }] : [];
    })
    .sort((a, b) => a.share - b.share);
  const placed: CurveEnd[] = [];
  for (const end of ends) {
    const below = placed.filter(({ month }) => Math.abs(month - end.month) <= near);
    const lowest = Math.max(...below.map(({ labelAt }) => labelAt + gap), end.share);
    placed.push({ ...end, labelAt: lowest });
  }
  return placed;
}
