/** What happens to borrowers in the year: disputes, illness, death, and contact lost. */
import { edit } from './loan-state.ts';
import { at, type Chooser, middling, note } from './plan-event.ts';
import type { PlantedKind, Simulation } from './simulation.ts';
import type { Evidence } from './types.ts';

export function plantChanges(simulation: Simulation, choose: Chooser, last: number): void {
  const { random } = simulation;
  const changes: [PlantedKind, number, Partial<Evidence>, string][] = [
    ['dispute', 14, { dispute: '是' }, '借款人书面提出争议'],
    ['illness', 12, { ill: '是' }, '本人重病，已见证明'],
    ['death', 9, { deceased: '是', contact: '联系不上' }, '借款人死亡'],
    ['lost-contact', 18, { contact: '失联' }, '停机，住址无人'],
  ];
  for (const [kind, count, change, text] of changes) {
    for (const loan of choose(
      count,
      (item) =>
        middling(item) && item.kind === '自然人' && item.state.evidence.contact === '可联系',
    )) {
      const week = random.int(4, last);
      at(simulation, week, () => {
        const state = edit(simulation, loan);
        state.evidence = { ...state.evidence, ...change };
        note(simulation, kind, loan, week, state.balance, text);
      });
    }
  }
}
