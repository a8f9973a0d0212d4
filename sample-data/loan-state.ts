import type { Simulation } from './simulation.ts';
import type { Loan, LoanState, RiskClass } from './types.ts';

/** The version of this week, to be changed; the version of an earlier week stays as it was. */
export function edit(simulation: Simulation, loan: Loan): LoanState {
  if (loan.state.week !== simulation.week) {
    loan.state = {
      ...loan.state,
      week: simulation.week,
      paidPrincipal: 0,
      paidInterest: 0,
      reason: '',
    };
  }
  return loan.state;
}

export function daysPastDue(state: LoanState, day: number): number {
  return state.overdueSince === null ? 0 : Math.max(0, day - state.overdueSince);
}

/**
 * The worst class that days past due allow: 2023 five-tier measures (over 90, 270 and 360 days),
 * credit cards by their own measures (over 90, 120 and 180).
 */
export function classFor(loan: Loan, dpd: number): RiskClass {
  const [doubtful, loss] = loan.product === '信用卡' ? [120, 180] : [270, 360];
  if (dpd > loss) return 5;
  if (dpd > doubtful) return 4;
  if (dpd > 90) return 3;
  return dpd > 0 ? 2 : 1;
}

export function isNonPerforming(state: LoanState): boolean {
  return state.status === '表内' && state.riskClass >= 3 && state.balance > 0;
}

export function isOffBook(state: LoanState): boolean {
  return state.status !== '表内' && state.balance > 0;
}

/** What the workout department collects on. */
export function isBad(state: LoanState): boolean {
  return isNonPerforming(state) || isOffBook(state);
}

/** Simple interest in whole fen, on a balance in fen at hundredths of a percent a year. */
export function accrue(balance: number, rate: number, days: number): number {
  return days <= 0 ? 0 : Math.round((balance * rate * days) / 3_600_000);
}

/** Unpaid interest and penalty (half the rate on top) as of a day; nothing grows without arrears. */
export function owed(state: LoanState, day: number): { interest: number; penalty: number } {
  if (state.overdueSince === null) return { interest: state.interest, penalty: state.penalty };
  const days = day - state.accruedTo;
  return {
    interest: state.interest + accrue(state.balance, state.loan.rate, days),
    penalty: state.penalty + accrue(state.balance, state.loan.rate / 2, days),
  };
}

/** Write what is owed as of a day into the version, before the balance changes. */
export function settle(state: LoanState, day: number): void {
  const { interest, penalty } = owed(state, day);
  state.interest = interest;
  state.penalty = penalty;
  state.accruedTo = Math.max(state.accruedTo, day);
}
