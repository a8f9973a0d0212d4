import { edit, isBad, settle } from './loan-state.ts';
import type { Posting, PostingMethod, Simulation } from './simulation.ts';
import type { Loan } from './types.ts';

export type Money = { principal: number; interest: number; penalty: number; cost: number };

/** Cash on a loan: the version of this week, the loan's payments and, when bad, the ledger. */
export function payLoan(
  simulation: Simulation,
  loan: Loan,
  day: number,
  money: Money,
  method: PostingMethod,
): Posting | null {
  const bad = isBad(loan.state);
  const state = edit(simulation, loan);
  settle(state, day);
  state.balance -= money.principal;
  state.interest -= money.interest;
  state.penalty -= money.penalty;
  state.paidPrincipal += money.principal;
  state.paidInterest += money.interest + money.penalty;
  state.paidThisYear += money.principal;
  const amount = money.principal + money.interest + money.penalty;
  if (amount >= 0) loan.payments.push({ day, amount, partial: bad && state.balance > 0 });
  // A bounced payment was none: the payment before it is the last again.
  else loan.payments.pop();
  const latest = loan.payments.at(-1);
  state.lastPaidOn = latest?.day ?? null;
  state.lastPaidAmount = latest?.amount ?? null;
  if (state.balance === 0) {
    state.overdueSince = null;
    state.interest = 0;
    state.penalty = 0;
    state.reason = '现金收回';
    state.gone = 'paid';
  }
  if (!bad) return null;
  return post(simulation, loan, day, money, method);
}

/** One ledger line, credited to whoever manages the loan (and at times to a helper). */
export function post(
  simulation: Simulation,
  loan: Loan,
  day: number,
  money: Money,
  method: PostingMethod,
): Posting {
  const { random, officers } = simulation;
  const manager = loan.state.officer;
  const helper = random.chance(0.06)
    ? random.pick(officers.filter((item) => item.branch === loan.branch && !item.idle)).name
    : manager;
  const posting: Posting = {
    id: '',
    loanId: loan.id,
    day,
    ...money,
    method,
    onBook: loan.state.status === '表内',
    branch: loan.branch,
    collectors:
      helper === manager || helper === simulation.stalledOfficer?.name
        ? [{ name: manager, share: 100 }]
        : [
            { name: manager, share: 60 },
            { name: helper, share: 40 },
          ],
    voucher: `PZ${String(random.int(0, 99_999_999)).padStart(8, '0')}`,
    planted: null,
  };
  simulation.ledger.push(posting);
  return posting;
}
