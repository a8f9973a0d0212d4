import { addMonths, daysBetween, type IsoDate } from '../calendar.ts';

export interface GuaranteeFacts {
  guaranteeKind: string | null;
  guarantor: string | null;
  guaranteeEndsOn: IsoDate | null;
  maturesOn: IsoDate | null;
  disbursedOn: IsoDate | null;
  courtStage: string | null;
}

/**
 * Which rule gives the day:
 * - 'none': no guarantor; 'in_suit': the debtor was sued, which a general guarantee asks for;
 * - 'agreed': the agreed period (民法典 692(2));
 * - 'six_months': none agreed, six months from the principal's due date (692(2));
 * - 'legal_review': signed before 2021 without a clear period (民法典时间效力规定 27);
 * - 'unknown': the book has no due date.
 */
export type GuaranteeRule =
  | 'none'
  | 'in_suit'
  | 'agreed'
  | 'six_months'
  | 'legal_review'
  | 'unknown';

export interface GuaranteeClock {
  rule: GuaranteeRule;
  /** The last day to claim from the guarantor; null when no day runs. */
  lapsesOn: IsoDate | null;
}

/** 民法典 in force. The loan's disbursement stands for the day the guarantee was signed. */
export const CIVIL_CODE_SINCE = '2021-01-01';

export const SUED_STAGES = [
  'filed',
  'trial',
  'judged',
  'enforcing',
  'terminated_round',
  'closed',
] as const;
export const GUARANTEED_KINDS = ['guarantee', 'group_joint'] as const;

/**
 * The guarantee period (民法典 692–695; domain B.3). It neither suspends nor restarts. It runs from
 * the original due date: an extension without the guarantor's written consent does not move it
 * (695). An agreed day not after the due date counts as none agreed (692(2)).
 */
export function guaranteeClock(facts: GuaranteeFacts): GuaranteeClock {
  const guaranteed =
    GUARANTEED_KINDS.some((kind) => kind === facts.guaranteeKind) || facts.guarantor !== null;
  if (!guaranteed) return { rule: 'none', lapsesOn: null };
  if (SUED_STAGES.some((stage) => stage === facts.courtStage)) {
    return { rule: 'in_suit', lapsesOn: null };
  }
  const { guaranteeEndsOn: agreed, maturesOn: due } = facts;
  if (agreed !== null && (due === null || daysBetween(due, agreed) > 0)) {
    return { rule: 'agreed', lapsesOn: agreed };
  }
  if (due === null) return { rule: 'unknown', lapsesOn: null };
  if (facts.disbursedOn !== null && daysBetween(facts.disbursedOn, CIVIL_CODE_SINCE) > 0) {
    return { rule: 'legal_review', lapsesOn: null };
  }
  return { rule: 'six_months', lapsesOn: addMonths(due, 6) };
}
