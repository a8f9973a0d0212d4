/** What a week does to loans that pay, and to loans that begin not to. */
import { addMonths, toIso } from './days.ts';
import { accrue, classFor, daysPastDue, edit, isBad } from './loan-state.ts';
import { makeEvidence } from './make-evidence.ts';
import { makeLoan } from './make-loan.ts';
import { payLoan } from './pay-loan.ts';
import type { Simulation } from './simulation.ts';
import type { Loan, Product } from './types.ts';

/** Chance a week that a performing loan misses a payment, in 1/10000. */
const MISSES: Record<Product, number> = {
  农户贷款: 46,
  个人经营贷款: 56,
  个人消费贷款: 42,
  信用卡: 60,
  个人住房按揭: 8,
  企业流动资金贷款: 24,
  企业固定资产贷款: 12,
};

export function advanceLoans(simulation: Simulation): void {
  const { days, week } = simulation;
  const from = days[week - 1] ?? 0;
  const to = days[week] ?? 0;
  // The list grows while loans are renewed: walk the loans of the beginning of the week.
  for (const loan of [...simulation.loans]) {
    const { state } = loan;
    if (state.gone !== '' || state.status !== '表内') continue;
    if (state.riskClass < 3) {
      if (state.overdueSince === null) advancePerforming(simulation, loan, from, to);
      else advanceLate(simulation, loan, from, to);
    } else relapse(simulation, loan, to);
    classify(simulation, loan, to);
  }
  // Four new loans a week at full size.
  const many = 4 * simulation.scale;
  while (simulation.random.chance(many / (1 + many))) lendNew(simulation, from, to);
}

function advancePerforming(simulation: Simulation, loan: Loan, from: number, to: number): void {
  const { random } = simulation;
  const { state } = loan;
  if (loan.reserved) return;
  const due = state.extendedTo ?? loan.maturesOn;
  const misses = (MISSES[loan.product] * (loan.contagion ? 4 : 1) * (to - from)) / 70_000;
  if (random.chance(misses) || (due <= to && random.chance(0.05))) {
    const late = edit(simulation, loan);
    late.overdueSince = Math.min(
      to - 1,
      Math.max(from, due <= to ? due : random.int(from, to - 1)),
    );
    late.accruedTo = late.overdueSince;
    late.interest = accrue(late.balance, loan.rate, 60);
    late.evidence = { ...late.evidence, contact: '可联系' };
    return;
  }
  if (due <= to) {
    payLoan(
      simulation,
      loan,
      Math.max(from + 1, due),
      { principal: state.balance, interest: 0, penalty: 0, cost: 0 },
      '转账',
    );
    if (random.chance(0.93)) renew(simulation, loan, to);
    return;
  }
  if (!loan.instalment) return;
  const payday = Number(toIso(loan.disbursedOn).slice(8));
  for (let day = from + 1; day <= to; day++) {
    if (Number(toIso(day).slice(8)) !== Math.min(payday, 28)) continue;
    const months = Math.max(2, Math.round((loan.maturesOn - loan.disbursedOn) / 30.4));
    const part = Math.min(Math.round(loan.principal / months), state.balance - 100);
    if (part > 0) {
      const interest = accrue(state.balance, loan.rate, 30);
      edit(simulation, loan).interest += interest;
      payLoan(simulation, loan, day, { principal: part, interest, penalty: 0, cost: 0 }, '扣划');
    }
  }
}

/** Up to 90 days late: most catch up, some go on. */
function advanceLate(simulation: Simulation, loan: Loan, from: number, to: number): void {
  const { random } = simulation;
  if (loan.reserved || loan.state.classHeld || !random.chance(loan.contagion ? 0.04 : 0.085))
    return;
  const day = random.int(from + 1, to);
  const matured = (loan.state.extendedTo ?? loan.maturesOn) <= day;
  const state = edit(simulation, loan);
  state.interest += accrue(state.balance, loan.rate, Math.max(0, day - state.accruedTo));
  state.penalty += accrue(state.balance, loan.rate / 2, Math.max(0, day - state.accruedTo));
  state.accruedTo = day;
  const principal = matured ? state.balance : 0;
  payLoan(
    simulation,
    loan,
    day,
    { principal, interest: state.interest, penalty: state.penalty, cost: 0 },
    '转账',
  );
  state.overdueSince = null;
}

/** A loan under observation may fall behind again. */
function relapse(simulation: Simulation, loan: Loan, to: number): void {
  if (loan.state.overdueSince !== null || loan.reserved || !simulation.random.chance(0.006)) return;
  const state = edit(simulation, loan);
  state.overdueSince = to - simulation.random.int(0, 1);
  state.accruedTo = state.overdueSince;
  state.curedOn = null;
}

/** The class follows days past due downwards at once, upwards only by an upgrade. */
function classify(simulation: Simulation, loan: Loan, to: number): void {
  const { state } = loan;
  if (state.classHeld || state.gone !== '') return;
  const floor = classFor(loan, daysPastDue(state, to));
  const next = state.riskClass >= 3 ? Math.max(state.riskClass, floor) : floor;
  if (next === state.riskClass) return;
  const wasBad = isBad(state);
  const changed = edit(simulation, loan);
  changed.riskClass = next as typeof changed.riskClass;
  if (!wasBad && next >= 3) becomeBad(simulation, loan, to);
}

export function becomeBad(simulation: Simulation, loan: Loan, to: number): void {
  const state = edit(simulation, loan);
  state.defaultedOn = state.overdueSince === null ? to : state.overdueSince + 91;
  state.evidence = makeEvidence(simulation.random, {
    ...loan,
    balance: state.balance,
    overdueSince: state.overdueSince,
  });
  // Somebody first called weeks ago, not in the future.
  const chased = state.evidence.firstChasedOn;
  if (chased !== null && chased > to) state.evidence = { ...state.evidence, firstChasedOn: null };
  // The habitual are those whom nobody reminds.
  const neglected = loan.latent === 'habitual';
  state.calls = neglected ? 0 : simulation.random.int(1, 6);
  if (!neglected) state.lastContactOn = to - simulation.random.int(1, 40);
}

function renew(simulation: Simulation, old: Loan, day: number): void {
  const serial = simulation.nextSerial++;
  const fresh = makeLoan(simulation.random, serial, simulation.officers, {
    product: old.product,
    disbursedOn: day,
    contagion: 0,
  });
  const months = Math.max(12, Math.round((old.maturesOn - old.disbursedOn) / 30.4));
  const branchPart = old.id.slice(0, 8);
  const loan: Loan = {
    ...old,
    id: branchPart + fresh.id.slice(8),
    contract: fresh.contract,
    principal: old.principal,
    disbursedOn: day,
    maturesOn: addMonths(day, months),
    guaranteeEndsOn: old.guaranteeEndsOn === null ? null : addMonths(day, months + 24),
    payments: [],
    reserved: false,
    state: {
      ...fresh.state,
      balance: old.principal,
      officer: old.state.officer,
      week: simulation.week,
    },
  };
  loan.state.loan = loan;
  simulation.loans.push(loan);
}

function lendNew(simulation: Simulation, from: number, to: number): void {
  const { random } = simulation;
  const product = random.weighted({
    农户贷款: 50,
    个人经营贷款: 20,
    个人消费贷款: 15,
    信用卡: 5,
    企业流动资金贷款: 2,
  });
  const loan = makeLoan(random, simulation.nextSerial++, simulation.officers, {
    product,
    disbursedOn: random.int(from + 1, to),
    contagion: 0.03,
  });
  loan.state.week = simulation.week;
  simulation.loans.push(loan);
}
