/** Ways off the NPL stock that are no collection: write-off, sale, goods, better class, new terms. */

import { cure } from './collect-cash.ts';
import { addMonths, monthOf } from './days.ts';
import { daysPastDue, edit, isNonPerforming } from './loan-state.ts';
import { payLoan } from './pay-loan.ts';
import type { Simulation } from './simulation.ts';
import type { Loan } from './types.ts';

export function disposeLoans(simulation: Simulation): void {
  const { days, week, random } = simulation;
  const to = days[week] ?? 0;
  const free = (): Loan[] =>
    simulation.loans.filter(
      (loan) =>
        isNonPerforming(loan.state) &&
        !loan.reserved &&
        loan.state.gone === '' &&
        loan.state.week < week,
    );
  upgrade(simulation, to);
  const lastOfMonth = monthOf(to) !== monthOf(to + 7);
  const month = Number(monthOf(to).slice(5));
  const many = (count: number): number => Math.max(1, Math.round(count * simulation.scale));
  if (lastOfMonth && [3, 6, 9].includes(month)) writeOff(simulation, free(), many(26), to);
  if (lastOfMonth && month === 9) transfer(simulation, free(), many(32), to);
  if ([12, 20, 29, 41].includes(week)) foreclose(simulation, free());
  if (week % 2 === 0) {
    const late = free().filter(
      (loan) =>
        loan.state.overdueSince !== null &&
        loan.latent === 'incapable' &&
        loan.state.officer !== simulation.stalledOfficer?.name,
    );
    if (late.length > 5) restructure(simulation, random.pick(late), to);
  }
}

/** Six months paid as agreed since the cure: back to a performing class. */
function upgrade(simulation: Simulation, to: number): void {
  for (const loan of simulation.loans) {
    const { state } = loan;
    if (
      !isNonPerforming(state) ||
      loan.reserved ||
      state.gone !== '' ||
      state.overdueSince !== null
    )
      continue;
    if (state.curedOn === null || state.curedOn > to - 184) continue;
    const better = edit(simulation, loan);
    better.riskClass = 1;
    better.reason = '上迁';
    better.curedOn = null;
    better.defaultedOn = null;
  }
}

function writeOff(simulation: Simulation, loans: Loan[], count: number, to: number): void {
  const old = loans.filter(
    (loan) => daysPastDue(loan.state, to) > 900 && loan.state.riskClass === 5,
  );
  for (const loan of simulation.random.shuffle(old).slice(0, count)) {
    const state = edit(simulation, loan);
    state.status = '已核销';
    state.reason = '核销';
  }
}

function transfer(simulation: Simulation, loans: Loan[], count: number, to: number): void {
  const old = loans.filter(
    (loan) => daysPastDue(loan.state, to) > 360 && loan.state.week < simulation.week,
  );
  for (const loan of simulation.random.shuffle(old).slice(0, count))
    leave(simulation, loan, '批量转让');
}

function foreclose(simulation: Simulation, loans: Loan[]): void {
  const secured = loans.filter(
    (loan) =>
      loan.collateralValue !== null &&
      loan.collateralValue > loan.state.balance &&
      loan.state.balance < 300_000_000,
  );
  const loan = secured.sort((a, b) => b.state.balance - a.state.balance)[
    simulation.random.int(0, 9)
  ];
  if (loan !== undefined) leave(simulation, loan, '以物抵债');
}

function leave(simulation: Simulation, loan: Loan, reason: '批量转让' | '以物抵债'): void {
  const state = edit(simulation, loan);
  state.balance = 0;
  state.interest = 0;
  state.penalty = 0;
  state.overdueSince = null;
  state.reason = reason;
  state.gone = reason === '批量转让' ? 'transferred' : 'foreclosed';
}

/** New terms: days past due begin again at nothing, the class stays for a year of observation. */
function restructure(simulation: Simulation, loan: Loan, to: number): void {
  const { random } = simulation;
  if (random.chance(0.5)) {
    const interest = Math.min(loan.state.interest, 50_000 * random.int(1, 6));
    if (interest > 0)
      payLoan(simulation, loan, to, { principal: 0, interest, penalty: 0, cost: 0 }, '转账');
  }
  cure(simulation, loan, to);
  const state = edit(simulation, loan);
  state.extendedTo = addMonths(to, random.pick([12, 24, 36]));
  // Observation of at least a year: not upgraded within this year.
  state.curedOn = to + 365 - 184;
  state.note = '已重组，按新计划还款';
}
