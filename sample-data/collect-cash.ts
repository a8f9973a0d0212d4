/** The week's cash on bad loans: who pays, how much, and what it does to the loan. */
import { BRANCHES } from './branches.ts';
import { addMonths } from './days.ts';
import { daysPastDue, edit, isBad, owed, settle } from './loan-state.ts';
import { payLoan } from './pay-loan.ts';
import { completion, partOfDay } from './season.ts';
import type { PostingMethod, Simulation } from './simulation.ts';
import type { DefaultType, Loan } from './types.ts';

const WILLING: Record<DefaultType, number> = {
  incapable: 0.5,
  habitual: 1.7,
  bystander: 0.9,
  opportunist: 0.8,
  disputer: 0.3,
  evader: 0.12,
};
/** A small part, a fair part, or all of the debt. */
const SIZES: Record<DefaultType, Record<'small' | 'part' | 'all', number>> = {
  incapable: { small: 88, part: 9, all: 3 },
  habitual: { small: 35, part: 35, all: 30 },
  bystander: { small: 30, part: 45, all: 25 },
  opportunist: { small: 25, part: 55, all: 20 },
  disputer: { small: 30, part: 40, all: 30 },
  evader: { small: 60, part: 30, all: 10 },
};

/**
 * Collects branch by branch, on book and off, each pool with its own week. What a pool got too
 * much or too little (`over`) is made up in the weeks after.
 */
export function collectCash(simulation: Simulation, over: Map<string, number>): void {
  const { loans, days, week } = simulation;
  const from = days[week - 1] ?? 0;
  const to = days[week] ?? 0;
  const part = { true: 0, false: 0 };
  for (let day = from + 1; day <= to; day++) {
    for (const behind of [true, false])
      part[`${behind}`] += partOfDay(day) * completion(day, behind);
  }
  const pools = new Map<string, Loan[]>();
  const totals = { true: 0, false: 0 };
  for (const loan of loans) {
    if (!isBad(loan.state)) continue;
    const onBook = loan.state.status === '表内';
    const key = `${onBook} ${loan.branch}`;
    const pool = pools.get(key) ?? [];
    pool.push(loan);
    pools.set(key, pool);
    totals[`${onBook}`] += loan.state.balance;
  }
  for (const onBook of [true, false]) {
    for (const branch of BRANCHES) {
      const key = `${onBook} ${branch.name}`;
      const pool = pools.get(key) ?? [];
      const share = pool.reduce((sum, loan) => sum + loan.state.balance, 0) / totals[`${onBook}`];
      if (pool.length === 0) continue;
      const target = onBook ? simulation.targetOn : simulation.targetOff;
      const wobble = (simulation.random.int(60, 140) / 100) * branch.effort;
      const budget = target * share * part[`${branch.behind}`] * wobble - (over.get(key) ?? 0);
      over.set(key, collectFrom(simulation, pool, budget, from, to) - budget);
    }
  }
}

/** Lets borrowers pay, likelier ones first, until the week's money is in. Returns the principal. */
function collectFrom(
  simulation: Simulation,
  pool: Loan[],
  budget: number,
  from: number,
  to: number,
): number {
  const { random } = simulation;
  const skill = new Map(simulation.officers.map((officer) => [officer.name, officer.skill]));
  const stalled = simulation.stalledOfficer;
  const weights: number[] = [];
  let sum = 0;
  for (const loan of pool) {
    const idle = stalled?.name === loan.state.officer && simulation.week >= stalled.fromWeek;
    const willing = loan.reserved || idle || loan.state.gone !== '' ? 0 : likelihood(loan, to);
    sum += willing * (skill.get(loan.state.officer) ?? 1);
    weights.push(sum);
  }
  let collected = 0;
  for (let tries = 0; collected < budget && tries < 400 && sum > 0; tries++) {
    const loan = pool[lowerBound(weights, random.next() * sum)];
    if (loan === undefined || loan.state.week === simulation.week) continue;
    collected += payOnce(simulation, loan, random.int(from + 1, to), budget - collected);
  }
  return collected;
}

function lowerBound(sums: readonly number[], value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function likelihood(loan: Loan, day: number): number {
  const { state } = loan;
  const dpd = daysPastDue(state, day);
  const fresh = dpd < 365 ? 2.2 : dpd < 900 ? 1 : 0.55;
  const reach = { '': 1, 可联系: 1.3, 时断时续: 0.9, 联系不上: 0.4, 失联: 0.12 }[
    state.evidence.contact
  ];
  const small = state.balance < 5_000_000 ? 1.2 : 1;
  const repeat = loan.payments.length > 0 ? 1.5 : 1;
  return WILLING[loan.latent] * fresh * reach * small * repeat;
}

/** One payment. Returns its principal in fen. */
function payOnce(simulation: Simulation, loan: Loan, day: number, left: number): number {
  const { random } = simulation;
  const { state } = loan;
  const size = random.weighted(SIZES[loan.latent]);
  const due = owed(state, day);
  const limit = Math.max(left * 2.5, 2_000_000);
  let principal = 0;
  if (size === 'all' && state.balance <= limit) principal = state.balance;
  else if (size === 'small') principal = random.int(2, 40) * 10_000;
  else principal = Math.round((state.balance * random.int(5, 35)) / 100 / 10_000) * 10_000;
  principal = Math.min(state.balance, Math.max(10_000, Math.min(principal, limit)));
  const all = principal === state.balance;
  const cures = !all && size === 'part' && state.status === '表内' && random.chance(0.16);
  const share = cures
    ? 100
    : all
      ? random.int(10, 70)
      : random.chance(0.25)
        ? random.int(2, 12)
        : 0;
  const interest = Math.min(due.interest, Math.round((due.interest * share) / 100));
  const penalty = cures ? due.penalty : Math.round((due.penalty * share) / 400);
  payLoan(
    simulation,
    loan,
    day,
    { principal: Math.round(principal), interest, penalty, cost: 0 },
    method(simulation, loan),
  );
  if (cures) cure(simulation, loan, day);
  return Math.round(principal);
}

function method(simulation: Simulation, loan: Loan): PostingMethod {
  const { random } = simulation;
  if (loan.state.courtStage === '执行中' && random.chance(0.7)) return '法院执行';
  if (loan.guarantor !== '' && random.chance(0.1)) return '代偿';
  return random.weighted({ 转账: 6, 现金: 3, 扣划: 1.2 });
}

/** Nothing is overdue any more; the class waits for six months of good payment. */
export function cure(simulation: Simulation, loan: Loan, day: number): void {
  const state = edit(simulation, loan);
  settle(state, day);
  state.overdueSince = null;
  state.curedOn = day;
  if ((state.extendedTo ?? loan.maturesOn) < day + 180) state.extendedTo = addMonths(day, 12);
}
