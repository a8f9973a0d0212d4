/** Disagreements between the ledger of receipts and the books, each a few times. */

import { edit, isNonPerforming } from './loan-state.ts';
import { payLoan, post } from './pay-loan.ts';
import { at, type Chooser, note } from './plan-event.ts';
import type { Simulation } from './simulation.ts';
import type { Loan } from './types.ts';

export function plantLedgerEvents(simulation: Simulation, choose: Chooser): void {
  const { random, days } = simulation;
  const last = days.length - 1;
  const suits = (loan: Loan): boolean =>
    isNonPerforming(loan.state) &&
    loan.state.overdueSince !== null &&
    loan.state.balance > 5_000_000 &&
    loan.state.officer !== simulation.stalledOfficer?.name;
  const money = (principal: number) => ({ principal, interest: 0, penalty: 0, cost: 0 });
  const amount = (): number => random.int(4, 40) * 100_000;
  const dayOf = (week: number): number => (days[week] ?? 0) - random.int(0, 1);

  for (const loan of choose(4, suits)) {
    const week = random.int(3, last);
    const principal = amount();
    at(simulation, week, () => {
      post(simulation, loan, dayOf(week), money(principal), '转账').planted =
        'posting-without-fall';
      note(simulation, 'posting-without-fall', loan, week, principal, '有收回流水，台账余额未下降');
    });
  }
  for (const loan of choose(4, suits)) {
    const week = random.int(3, last);
    const principal = amount();
    at(simulation, week, () => {
      edit(simulation, loan).balance -= principal;
      note(simulation, 'fall-without-posting', loan, week, principal, '台账余额下降，无收回流水');
    });
  }
  for (const loan of choose(4, suits)) {
    const week = random.int(3, last);
    const principal = amount();
    at(simulation, week, () => {
      const posting = payLoan(simulation, loan, dayOf(week), money(principal), '转账');
      const other = simulation.officers.find(
        (officer) => officer.branch !== loan.branch && !officer.idle,
      );
      if (posting === null || other === undefined) return;
      posting.collectors = [{ name: other.name, share: 100 }];
      note(simulation, 'wrong-officer', loan, week, principal, `清收人记为外机构的${other.name}`);
    });
  }
  for (const loan of choose(3, suits)) {
    const week = random.int(3, last - 1);
    const principal = amount();
    at(simulation, week, () => {
      payLoan(simulation, loan, dayOf(week), money(principal), '扣划');
    });
    at(simulation, week + 1, () => {
      payLoan(simulation, loan, dayOf(week + 1), money(-principal), '扣划');
      note(simulation, 'reversal', loan, week + 1, principal, '上周扣划退票，冲正');
    });
  }
  for (const loan of choose(4, suits)) {
    const week = random.int(3, last);
    const principal = amount();
    at(simulation, week, () => {
      const posting = payLoan(simulation, loan, dayOf(week), money(principal), '转账');
      if (posting === null) return;
      simulation.ledger.push({ ...posting, planted: 'duplicate-posting' });
      note(simulation, 'duplicate-posting', loan, week, principal, '同一笔收回换流水号重复入账');
    });
  }
}

/** Rows that a loader has to refuse; the week after, the same loans are well again. */
export function plantDamagedRows(simulation: Simulation, choose: Chooser): void {
  const last = simulation.days.length - 1;
  for (const week of [11, 33].filter((item) => item <= last)) {
    for (const kind of ['damaged-id', 'duplicate-row', 'text-amount'] as const) {
      const text = {
        'damaged-id': '借据号被表格软件改成科学计数',
        'duplicate-row': '同一借据号出现两行',
        'text-amount': '本金余额处是文字',
      }[kind];
      for (const loan of choose(
        2,
        (item) => isNonPerforming(item.state) && item.state.balance < 50_000_000,
      )) {
        note(simulation, kind, loan, week, loan.state.balance, text);
      }
    }
  }
}
