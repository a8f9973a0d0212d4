import type { Fen } from '../money.ts';

/** One week of a unit: what had come in and what the plan had asked by its end, and its receipts. */
export interface StandingWeek {
  achievedFen: Fen;
  /** NULL without a plan. */
  planFen: Fen | null;
  receipts: number;
}

/** How long a unit has been what it is, in weeks up to the last one. */
export interface Streaks {
  /** At or above the plan's line at the end of each of so many weeks. */
  aheadWeeks: number;
  /** Below it. */
  behindWeeks: number;
  /** Below it, and further below than a week before. */
  fallingWeeks: number;
  /** Without a receipt. */
  dryWeeks: number;
}

/** Counts back from the last of `weeks` (oldest first) while each thing holds. */
export function streaksOf(weeks: readonly StandingWeek[]): Streaks {
  const gaps = weeks.map(({ planFen, achievedFen }) =>
    planFen === null ? null : planFen - achievedFen,
  );
  const run = (holds: (at: number) => boolean) => {
    let count = 0;
    while (count < weeks.length && holds(weeks.length - 1 - count)) count++;
    return count;
  };
  const isBehind = (at: number) => (gaps[at] ?? 0) > 0;
  return {
    aheadWeeks: run((at) => gaps[at] !== null && !isBehind(at)),
    behindWeeks: run(isBehind),
    // Before the first week nothing was asked and nothing had come in.
    fallingWeeks: run(
      (at) => isBehind(at) && (gaps[at] ?? 0) > (at === 0 ? 0 : (gaps[at - 1] ?? 0)),
    ),
    dryWeeks: run((at) => weeks[at]?.receipts === 0),
  };
}
