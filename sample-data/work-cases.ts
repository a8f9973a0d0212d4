/** What officers do in a week about loans that do not pay, beside receiving money. */
import { edit, isBad } from './loan-state.ts';
import type { Simulation } from './simulation.ts';
import type { Loan, LoanState } from './types.ts';

const NEXT_STAGE: Partial<Record<LoanState['courtStage'], LoanState['courtStage']>> = {
  未诉: '已立案',
  诉前保全: '已立案',
  已立案: '审理中',
  审理中: '已判决',
  已判决: '执行中',
  执行中: '终本',
};

export function workCases(simulation: Simulation): void {
  const { random, days, week } = simulation;
  const from = days[week - 1] ?? 0;
  const to = days[week] ?? 0;
  for (const loan of simulation.loans) {
    if (!isBad(loan.state) || loan.state.gone !== '') continue;
    if (random.chance(loan.latent === 'habitual' ? 0.015 : 0.09))
      contact(simulation, loan, from, to);
    if (loan.reserved) continue;
    if (random.chance(0.006)) goToCourt(simulation, loan, to);
    if (random.chance(0.012) && loan.latent !== 'habitual')
      breakPromise(simulation, loan, from, to);
    if (random.chance(0.002)) hand(simulation, loan);
  }
}

function contact(simulation: Simulation, loan: Loan, from: number, to: number): void {
  const { random } = simulation;
  const state = edit(simulation, loan);
  const day = random.int(from + 1, to);
  if (state.calls + state.visits === 0 && state.evidence.firstChasedOn === null) {
    state.evidence = { ...state.evidence, firstChasedOn: day };
  }
  state.calls += random.int(1, 2);
  if (random.chance(0.3)) state.visits += 1;
  const away = state.evidence.contact === '失联' || state.evidence.contact === '联系不上';
  if (away) return;
  state.lastContactOn = Math.max(day, state.lastContactOn ?? day);
  if (!loan.reserved && random.chance(0.12)) {
    state.interruptedOn = day;
    state.interruptProof = random.weighted({ 签收回执: 7, 公证送达: 1, 无: 2 });
  }
}

function goToCourt(simulation: Simulation, loan: Loan, to: number): void {
  const { random } = simulation;
  const state = edit(simulation, loan);
  const next = state.courtStage === '' ? '未诉' : NEXT_STAGE[state.courtStage];
  if (next === undefined) return;
  state.courtStage = next;
  if (next === '已判决') state.judgedOn = to - random.int(0, 5);
  if (next === '执行中')
    state.enforcedOn = Math.max((state.judgedOn ?? to) + 1, to - random.int(0, 5));
}

function breakPromise(simulation: Simulation, loan: Loan, from: number, to: number): void {
  const state = edit(simulation, loan);
  const known = state.evidence.broken ?? 0;
  const often = loan.latent === 'opportunist' || loan.latent === 'evader';
  if (!often && known >= 2) return;
  state.evidence = { ...state.evidence, broken: known + 1 };
  state.plannedOn = to + simulation.random.int(7, 60);
  state.plannedAmount = Math.max(
    10_000,
    Math.round((state.balance * simulation.random.int(5, 40)) / 100 / 10_000) * 10_000,
  );
  state.lastContactOn = Math.max(state.lastContactOn ?? 0, simulation.random.int(from + 1, to));
}

/** Now and then a single case changes hands. */
function hand(simulation: Simulation, loan: Loan): void {
  const { officers, random, stalledOfficer } = simulation;
  const others = officers.filter(
    (officer) =>
      officer.branch === loan.branch &&
      !officer.idle &&
      officer.to === null &&
      officer.name !== loan.state.officer &&
      officer.name !== stalledOfficer?.name,
  );
  if (others.length > 0) edit(simulation, loan).officer = random.pick(others).name;
}

/** An officer leaves the bank: colleagues of the branch take all the cases. */
export function officerLeaves(simulation: Simulation, name: string): void {
  for (const loan of simulation.loans) if (loan.state.officer === name) hand(simulation, loan);
}
