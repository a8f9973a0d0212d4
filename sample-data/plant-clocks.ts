/** Claims about to lose the court or the guarantor within eight weeks of the last snapshot. */
import { addMonths, toIso } from './days.ts';
import { type Chooser, middling, note } from './plan-event.ts';
import type { Simulation } from './simulation.ts';
import type { Loan } from './types.ts';

export function plantClocks(simulation: Simulation, choose: Chooser, last: number): void {
  const { random, days } = simulation;
  const end = days[last] ?? 0;
  const uncourted = (loan: Loan): boolean =>
    middling(loan) &&
    !['已判决', '执行中', '终本', '已立案', '审理中'].includes(loan.state.courtStage);
  for (const [kind, proof] of [
    ['limitation-proved', '签收回执'],
    ['limitation-unproved', '无'],
  ] as const) {
    for (const loan of choose(16, (item) => uncourted(item) && item.maturesOn < end - 1150)) {
      const expires = end + random.int(2, 55);
      loan.state.interruptedOn = addMonths(expires, -36);
      loan.state.interruptProof = proof;
      note(
        simulation,
        kind,
        loan,
        last,
        loan.state.balance,
        `诉讼时效主张止期${toIso(addMonths(loan.state.interruptedOn, 36))}`,
      );
    }
  }
  for (const loan of choose(
    24,
    (item) =>
      uncourted(item) &&
      item.guarantor !== '' &&
      item.maturesOn > end - 1150 &&
      item.maturesOn < end - 60,
  )) {
    const ends = end + random.int(2, 55);
    loan.guaranteeEndsOn = ends;
    note(
      simulation,
      'guarantee-ending',
      loan,
      last,
      loan.state.balance,
      `保证期间届满日${toIso(ends)}`,
    );
  }
}
