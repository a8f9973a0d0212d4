import { addYears, daysBetween, type IsoDate } from '../calendar.ts';

export interface LimitationFacts {
  maturesOn: IsoDate | null;
  extendedTo: IsoDate | null;
  lastInterruptedOn: IsoDate | null;
  interruptProof: string | null;
  courtStage: string | null;
  judgmentOn: IsoDate | null;
  enforcementOn: IsoDate | null;
}

/**
 * Which rule gives the day:
 * - 'maturity': three years from the last due date (民法典 188, 189);
 * - 'interruption': three years from the last interruption (民法典 195);
 * - 'enforcement': two years to apply for enforcement after judgment (民事诉讼法 250);
 * - 'in_suit', 'enforced': a suit or an application holds the clock, no day runs;
 * - 'legal_review': due before 2017-10-01 (民法总则时效解释 2–3), a lawyer decides;
 * - 'unknown': the book has no due date, or a judgment without its date.
 */
export type LimitationRule =
  | 'maturity'
  | 'interruption'
  | 'enforcement'
  | 'in_suit'
  | 'enforced'
  | 'legal_review'
  | 'unknown';

export interface LimitationClock {
  rule: LimitationRule;
  /** The last day of protection if the recorded interruption holds; null when no day runs. */
  endsOn: IsoDate | null;
  /** The same, counting only an interruption with proof. */
  provenEndsOn: IsoDate | null;
  /** Whether both are the same day; null when no day runs. */
  proven: boolean | null;
}

/** 民法总则 came into force: the three-year period saves only what was still running. */
export const THREE_YEARS_SINCE = '2017-10-01';
/** What a book writes in the proof column when there is none. */
export const NO_PROOF = ['无', '否', '没有', '无凭证'] as const;

const still = (rule: LimitationRule): LimitationClock => ({
  rule,
  endsOn: null,
  provenEndsOn: null,
  proven: null,
});

function enforcement(facts: LimitationFacts): LimitationClock | undefined {
  const stage = facts.courtStage;
  if (facts.enforcementOn !== null || stage === 'enforcing' || stage === 'terminated_round') {
    // After 终本 the creditor may apply again at any time (民诉法解释 517).
    return still('enforced');
  }
  if (facts.judgmentOn !== null) {
    const endsOn = addYears(facts.judgmentOn, 2);
    return { rule: 'enforcement', endsOn, provenEndsOn: endsOn, proven: true };
  }
  if (stage === 'judged' || stage === 'closed') return still('unknown');
  return stage === 'filed' || stage === 'trial' ? still('in_suit') : undefined;
}

/**
 * The limitation clock of a claim (民法典 188, 189, 195; domain B.2). The starting day is not
 * counted and the period ends on the corresponding day (201–203); rolling forward over holidays
 * waits for the holiday calendar, so a day may be shown a few days early, never late.
 */
export function limitationClock(facts: LimitationFacts): LimitationClock {
  const court = enforcement(facts);
  if (court !== undefined) return court;
  const due =
    facts.extendedTo !== null &&
    facts.maturesOn !== null &&
    daysBetween(facts.maturesOn, facts.extendedTo) < 0
      ? facts.maturesOn
      : (facts.extendedTo ?? facts.maturesOn);
  if (due === null) return still('unknown');
  if (daysBetween(due, THREE_YEARS_SINCE) > 0) return still('legal_review');
  const fromDue = addYears(due, 3);
  const interrupted = facts.lastInterruptedOn;
  if (interrupted === null || daysBetween(due, interrupted) <= 0) {
    return { rule: 'maturity', endsOn: fromDue, provenEndsOn: fromDue, proven: true };
  }
  const endsOn = addYears(interrupted, 3);
  const proven =
    facts.interruptProof !== null &&
    !NO_PROOF.some((word) => word === facts.interruptProof?.trim());
  return { rule: 'interruption', endsOn, provenEndsOn: proven ? endsOn : fromDue, proven };
}
