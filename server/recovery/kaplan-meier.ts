/** One case: at risk from after `entry` up to `exit`; at `exit` the event happened, or it was lost. */
export interface Case {
  /** 0 for a case watched from its start; later for one that came under observation later. */
  entry: number;
  exit: number;
  isEvent: boolean;
}

/** The survival function from `time` on, until the next step. */
export interface SurvivalStep {
  time: number;
  atRisk: number;
  events: number;
  /** The part for which the event has not happened yet. */
  survival: number;
  /** Greenwood's standard error of `survival`. */
  error: number;
}

/**
 * The product-limit estimate (Kaplan & Meier, J. Am. Stat. Assoc. 53, 1958, 457–481), one step a
 * time at which an event happened, with Greenwood's standard error (Reports on Public Health and
 * Medical Subjects 33, 1926). Cases that are lost at a time count as at risk at it. Cases that came
 * under observation late are at risk only from then on (Klein & Moeschberger, Survival Analysis,
 * 2nd ed., 4.6): what had ended before anybody looked does not make the rest look slow. When all at
 * risk have the event the function is 0 from there on, and so is its error. With late comers few
 * may be at risk early and one event would end the estimate for all: times with fewer than
 * `fewest` at risk are passed over (Lai & Ying, Annals of Statistics 19, 1991, 417–442).
 */
export function kaplanMeier(cases: readonly Case[], fewest = 1): SurvivalStep[] {
  const watched = cases.filter(({ entry, exit }) => exit > entry);
  const exits = [...watched].sort((a, b) => a.exit - b.exit);
  const entries = watched.map(({ entry }) => entry).sort((a, b) => a - b);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let variance = 0;
  let entered = 0;
  let left = 0;
  for (let place = 0; place < exits.length; ) {
    const time = exits[place]?.exit ?? 0;
    while ((entries[entered] ?? Number.POSITIVE_INFINITY) < time) entered += 1;
    const atRisk = entered - left;
    let events = 0;
    for (; exits[place]?.exit === time; place += 1) {
      left += 1;
      if (exits[place]?.isEvent) events += 1;
    }
    if (events === 0 || atRisk < fewest) continue;
    survival *= (atRisk - events) / atRisk;
    variance += events === atRisk ? 0 : events / (atRisk * (atRisk - events));
    steps.push({ time, atRisk, events, survival, error: survival * Math.sqrt(variance) });
  }
  return steps;
}

/** What the function is at `time`: the last step by then, or 1 before any. */
export function survivalAt(steps: readonly SurvivalStep[], time: number) {
  const step = steps.findLast((one) => one.time <= time);
  return { survival: step?.survival ?? 1, error: step?.error ?? 0 };
}

/** The first time at which half have had the event; NULL when that is not reached. */
export function medianTime(steps: readonly SurvivalStep[]): number | null {
  // Products of fractions: exactly one half may come out a hair above it.
  return steps.find(({ survival }) => survival <= 0.5 + 1e-12)?.time ?? null;
}

/** The normal quantile of a two-sided 95 % interval. */
const Z95 = 1.959_964;

/**
 * A 95 % interval of the survival by Greenwood's error on the log(−log) scale, which stays within
 * 0 and 1 (Kalbfleisch & Prentice, The Statistical Analysis of Failure Time Data, 1980, 1.3). NULL
 * where the function is 0 or 1 and the error says nothing.
 */
export function interval95({
  survival,
  error,
}: {
  survival: number;
  error: number;
}): { low: number; high: number } | null {
  if (survival <= 0 || survival >= 1 || error === 0) return null;
  const width = (Z95 * error) / (survival * Math.abs(Math.log(survival)));
  return { low: survival ** Math.exp(width), high: survival ** Math.exp(-width) };
}
