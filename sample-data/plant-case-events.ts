/** Things put into chosen loans on purpose, so that somebody can check that Recoup finds them. */
import { becomeBad } from './advance-loans.ts';
import { cure } from './collect-cash.ts';
import { addMonths, toIso } from './days.ts';
import { daysPastDue, edit } from './loan-state.ts';
import { at, type Chooser, late, middling, note } from './plan-event.ts';
import { plantChanges } from './plant-changes.ts';
import { plantClocks } from './plant-clocks.ts';
import type { Simulation } from './simulation.ts';

export function plantCaseEvents(simulation: Simulation, choose: Chooser): void {
  const { random } = simulation;
  const last = simulation.days.length - 1;

  const leaving = choose(12, middling);
  leaving.forEach((loan, index) => {
    const week = Math.min(last, random.int(5, 40));
    const back = index % 12 < 5 ? week + random.int(2, 6) : 0;
    at(simulation, week, () => {
      edit(simulation, loan).gone = 'silent';
      note(
        simulation,
        'silent-exit',
        loan,
        week,
        loan.state.balance,
        '无收回、无减少原因，从台账消失',
      );
    });
    if (back === 0 || back > last) return;
    at(simulation, back, () => {
      edit(simulation, loan).gone = '';
      simulation.loans.push(loan);
      note(simulation, 'return', loan, back, loan.state.balance, '消失数周后原额重新出现');
    });
  });

  for (const loan of choose(
    26,
    (item) =>
      item.state.riskClass < 3 &&
      item.state.overdueSince === null &&
      !item.instalment &&
      item.maturesOn > (simulation.days[last] ?? 0) &&
      item.state.balance > 3_000_000,
  )) {
    const since = random.int(2, Math.max(3, last - 20));
    const until = random.chance(0.6) ? last + 1 : since + 13 + random.int(6, 12);
    at(simulation, since, () => {
      const state = edit(simulation, loan);
      const to = simulation.days[since] ?? 0;
      if (state.gone !== '') return;
      state.overdueSince = to - 1;
      state.accruedTo = to - 1;
      state.riskClass = 2;
      state.classHeld = true;
    });
    at(simulation, since + 13, () =>
      note(simulation, 'class-lag', loan, since + 13, loan.state.balance, '逾期超过90天仍列关注'),
    );
    at(simulation, until, () => {
      const state = edit(simulation, loan);
      state.classHeld = false;
      state.riskClass = 3;
      becomeBad(simulation, loan, simulation.days[until] ?? 0);
    });
  }

  for (const loan of choose(15, middling)) {
    const week = random.int(4, last - 1);
    at(simulation, week, () => {
      const to = simulation.days[week] ?? 0;
      const state = edit(simulation, loan);
      note(
        simulation,
        'dpd-reset',
        loan,
        week,
        state.balance,
        `无还款、无展期，逾期天数由${daysPastDue(state, to)}天变小`,
      );
      state.overdueSince = to - random.int(0, 20);
    });
  }

  for (const loan of choose(4, middling)) {
    const week = random.int(10, last - 2);
    at(simulation, week, () => {
      cure(simulation, loan, (simulation.days[week] ?? 0) - 1);
      const state = edit(simulation, loan);
      note(simulation, 'early-upgrade', loan, week, state.balance, '刚展期即上迁，观察期未满');
      state.riskClass = 1;
      state.reason = '上迁';
      state.curedOn = null;
    });
  }

  plantClocks(simulation, choose, last);
  plantChanges(simulation, choose, last);

  for (const loan of choose(6, (item) => late(item) && item.state.balance > 80_000_000)) {
    let planned = addMonths(simulation.days[0] ?? 0, random.int(4, 6));
    const amount =
      Math.round((loan.state.balance * random.int(30, 60)) / 100 / 1_000_000) * 1_000_000;
    note(
      simulation,
      'slipping-plan',
      loan,
      Math.min(2, last),
      amount,
      '大额计划收回日期一再后移，款项未到',
    );
    for (let week = 2; week <= last; week++) {
      const day = simulation.days[week] ?? 0;
      if (week > 2 && planned > day) continue;
      if (week > 2) planned = addMonths(planned, 2);
      const promised = planned;
      at(simulation, week, () => {
        const state = edit(simulation, loan);
        state.plannedOn = promised;
        state.plannedAmount = amount;
        state.note = `客户承诺${toIso(promised)}前归还`;
      });
    }
  }
}
