/** The tools of planting: choose loans, set a week, keep the record. */
import { toIso } from './days.ts';
import { isNonPerforming } from './loan-state.ts';
import type { PlantedKind, Simulation } from './simulation.ts';
import type { Loan } from './types.ts';

/** Chooses loans that chance will then leave alone. */
export type Chooser = (count: number, suits: (loan: Loan) => boolean) => Loan[];

export function createChooser(simulation: Simulation): Chooser {
  const queue = simulation.random.shuffle(simulation.loans);
  return (count, suits) => {
    const wanted = Math.max(1, Math.round(count * simulation.scale));
    const chosen: Loan[] = [];
    for (const loan of queue) {
      if (chosen.length >= wanted) break;
      if (loan.reserved || !suits(loan)) continue;
      loan.reserved = true;
      chosen.push(loan);
    }
    return chosen;
  };
}

export function at(simulation: Simulation, week: number, act: () => void): void {
  const last = simulation.days.length - 1;
  if (week < 1 || week > last) return;
  simulation.plans.set(week, [...(simulation.plans.get(week) ?? []), act]);
}

export function note(
  simulation: Simulation,
  kind: PlantedKind,
  loan: Loan,
  week: number,
  amount: number,
  text: string,
): void {
  const day = simulation.days[week];
  if (day === undefined) return;
  simulation.planted.push({ kind, loanId: loan.id, seenOn: toIso(day), amount, note: text });
}

/** Non-performing and unpaid. */
export const late = (loan: Loan): boolean =>
  isNonPerforming(loan.state) && loan.state.overdueSince !== null;
export const middling = (loan: Loan): boolean =>
  late(loan) && loan.state.balance > 2_000_000 && loan.state.balance < 100_000_000;
