/** A month's plan and what came, fen; months without a plan, or of which nothing is known, say nothing. */
export interface PlannedMonth {
  month: number;
  planFen: number | null;
  achievedFen: number | null;
}

export interface Break {
  /** The first month of the worse stretch. */
  month: number;
  /** What came since then, over what was planned. */
  achievedFen: number;
  planFen: number;
}

const LEAST_DROP = 0.1;

/**
 * Since when whole months have been going clearly worse than before: the split into two stretches
 * whose completion differs most (least squares on each month's completion), if the later one is
 * at least ten points worse. Undefined when there is no such month. Pass whole months only.
 */
export function findBreak(months: readonly PlannedMonth[]): Break | undefined {
  const rated = months.flatMap(({ month, planFen, achievedFen }) =>
    planFen && achievedFen !== null
      ? [{ month, planFen, achievedFen, done: achievedFen / planFen }]
      : [],
  );
  const mean = (list: typeof rated) => list.reduce((sum, each) => sum + each.done, 0) / list.length;
  let best: { at: number; weight: number } | undefined;
  for (let at = 1; at < rated.length; at++) {
    const [before, after] = [rated.slice(0, at), rated.slice(at)];
    const drop = mean(before) - mean(after);
    const weight = (drop * drop * before.length * after.length) / rated.length;
    if (drop >= LEAST_DROP && weight > (best?.weight ?? 0)) best = { at, weight };
  }
  const since = best && rated.slice(best.at);
  const [first] = since ?? [];
  if (since === undefined || first === undefined) return undefined;
  return {
    month: first.month,
    achievedFen: since.reduce((sum, each) => sum + each.achievedFen, 0),
    planFen: since.reduce((sum, each) => sum + each.planFen, 0),
  };
}
