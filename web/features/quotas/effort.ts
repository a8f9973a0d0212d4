/** What feasibility is judged from: an officer's or a branch's line of a plan. */
export interface Task {
  quotaFen: number;
  /** All claims of the category. */
  balanceFen: number;
  /** Last year's recovery; null when it is not known. */
  pastFen: number | null;
  monthsFen: readonly number[];
}

const WHOLE = 10_000n;

/** `part ÷ whole` in basis points, to the nearest; undefined over nothing. Below zero counts as 0. */
export function basisPoints(part: number, whole: number): number | undefined {
  if (whole <= 0) return undefined;
  const size = BigInt(Math.max(0, part));
  return Number((2n * size * WHOLE + BigInt(whole)) / (2n * BigInt(whole)));
}

/** The yields that pools had: last year's recovery ÷ claims, in basis points. */
export interface SeenYields {
  /** How many pools they come from. */
  pools: number;
  /** A quarter of the pools yielded at most this, half of them this, three quarters this. */
  low: number;
  middle: number;
  high: number;
  best: number;
}

/**
 * The yields seen last year. A pool below a tenth of the mean one says nothing (one repayment can
 * be all of it) and is left out. Undefined when no recovery is known.
 */
export function seenYields(tasks: readonly Task[]): SeenYields | undefined {
  const held = tasks.filter((task) => task.balanceFen > 0);
  const whole = held.reduce((sum, task) => sum + task.balanceFen, 0);
  const yields = held
    .filter((task) => task.balanceFen * held.length * 10 >= whole)
    .flatMap((task) =>
      task.pastFen === null ? [] : (basisPoints(task.pastFen, task.balanceFen) ?? []),
    )
    .sort((a, b) => a - b);
  // Nearest rank: the smallest yield that at least this part of the pools does not pass.
  const at = (quarters: number) => yields[Math.ceil((yields.length * quarters) / 4) - 1] ?? 0;
  if (yields.length === 0) return undefined;
  return { pools: yields.length, low: at(1), middle: at(2), high: at(3), best: at(4) };
}

/**
 * 'impossible': more than all claims. 'heroic': above the best yield any pool had. 'soft': below
 * what three quarters of the pools yielded. 'fair': between. 'unknown': no yields to compare with.
 */
export type Effort = 'impossible' | 'heroic' | 'fair' | 'soft' | 'unknown';

export function effortOf(task: Task, seen: SeenYields | undefined): Effort {
  if (task.quotaFen > task.balanceFen) return 'impossible';
  if (seen === undefined) return 'unknown';
  const [asked, claims] = [BigInt(task.quotaFen) * WHOLE, BigInt(task.balanceFen)];
  if (asked > BigInt(seen.best) * claims) return 'heroic';
  return asked < BigInt(seen.low) * claims ? 'soft' : 'fair';
}

/** What claims would bring at the lower, the middle and the upper yield seen, in fen. */
export function outlook(balanceFen: number, seen: SeenYields) {
  const at = (yieldBp: number) => Number((BigInt(balanceFen) * BigInt(yieldBp)) / WHOLE);
  return { lowFen: at(seen.low), middleFen: at(seen.middle), highFen: at(seen.high) };
}

/** The part of the claims that must be in by the end of each quarter, in basis points. */
export function milestones({ monthsFen, balanceFen }: Task): (number | undefined)[] {
  return [3, 6, 9, 12].map((months) =>
    basisPoints(
      monthsFen.slice(0, months).reduce((sum, fen) => sum + fen, 0),
      balanceFen,
    ),
  );
}
