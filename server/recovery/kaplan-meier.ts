/**
 * What happened at one time to the cases watched: so many came under observation (at risk from after
 * it), so many were at risk up to it and then no more, `events` of these for it happened to them.
 */
export interface Mark {
  time: number;
  entered: number;
  left: number;
  events: number;
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
 * `marks` in any order, several of one time too: those of two groups together are their union's.
 */
export function kaplanMeier(marks: readonly Mark[], fewest = 1): SurvivalStep[] {
  const sorted = [...marks].sort((a, b) => a.time - b.time);
  const steps: SurvivalStep[] = [];
  let survival = 1;
  let variance = 0;
  let watched = 0;
  for (let place = 0; place < sorted.length; ) {
    const time = sorted[place]?.time ?? 0;
    const atRisk = watched;
    let events = 0;
    for (; sorted[place]?.time === time; place += 1) {
      const mark = sorted[place];
      watched += (mark?.entered ?? 0) - (mark?.left ?? 0);
      events += mark?.events ?? 0;
    }
    if (events === 0 || atRisk < fewest) continue;
    survival *= (atRisk - events) / atRisk;
    variance += events === atRisk ? 0 : events / (atRisk * (atRisk - events));
    steps.push({ time, atRisk, events, survival, error: survival * Math.sqrt(variance) });
  }
  return steps;
}

/** How many are at risk at `time`. */
export const atRiskAt = (marks: readonly Mark[], time: number): number =>
  marks.reduce((sum, mark) => (mark.time < time ? sum + mark.entered - mark.left : sum), 0);

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
