/** Runs the bank from its opening book, week by week, to the last Friday. */
import { advanceLoans } from './advance-loans.ts';
import { collectCash } from './collect-cash.ts';
import { disposeLoans } from './dispose-loans.ts';
import type { Simulation } from './simulation.ts';
import { workCases } from './work-cases.ts';

export function simulateYear(simulation: Simulation): void {
  const over = new Map<string, number>();
  simulation.books.push(simulation.loans.map((loan) => loan.state));
  for (let week = 1; week < simulation.days.length; week++) {
    simulation.week = week;
    simulateWeek(simulation, over);
  }
}

/** Money first (on loans as the last book showed them), then work, decay, disposal, planted events. */
function simulateWeek(simulation: Simulation, over: Map<string, number>): void {
  collectCash(simulation, over);
  workCases(simulation);
  advanceLoans(simulation);
  disposeLoans(simulation);
  for (const act of simulation.plans.get(simulation.week) ?? []) act();
  // A loan that leaves is listed once more with its reason, unless it leaves silently.
  simulation.loans = simulation.loans.filter((loan) => loan.state.gone !== 'silent');
  simulation.books.push(simulation.loans.map((loan) => loan.state));
  simulation.loans = simulation.loans.filter((loan) => loan.state.gone === '');
}
