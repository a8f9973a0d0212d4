/** The year before: what loans now in the book paid then, and loans that were paid off and left. */
import { BRANCH_WEIGHTS, BRANCHES, type Officer } from './branches.ts';
import { addMonths, toIso } from './days.ts';
import { isOffBook } from './loan-state.ts';
import type { Random } from './random.ts';
import { MONTH_PARTS } from './season.ts';
import type { Posting } from './simulation.ts';
import type { DefaultType, Loan } from './types.ts';

const PAYERS: Record<DefaultType, number> = {
  incapable: 0.5,
  habitual: 0.3,
  bystander: 0.2,
  opportunist: 0.3,
  disputer: 0.12,
  evader: 0.03,
};
const GOOD_YEAR = { on: 0.9, off: 0.85 };

export function makePastPostings(
  random: Random,
  loans: readonly Loan[],
  officers: readonly Officer[],
  opening: number,
  targets: { on: number; off: number },
): Posting[] {
  const ledger: Posting[] = [];
  const newYear = addMonths(opening, -12) + 1;
  for (const loan of loans) {
    const { state } = loan;
    if (state.defaultedOn === null || !random.chance(PAYERS[loan.latent])) continue;
    const from = Math.max(newYear, state.defaultedOn + 1);
    const times = loan.latent === 'incapable' ? random.int(1, 5) : random.int(1, 2);
    const days = Array.from({ length: times }, () => random.int(from, opening)).sort(
      (a, b) => a - b,
    );
    if (from >= opening - 5) continue;
    for (const day of days) {
      const small = loan.latent === 'incapable';
      const principal = small
        ? random.int(2, 20) * 10_000
        : Math.max(1, Math.round((state.balance * random.int(3, 20)) / 100 / 10_000)) * 10_000;
      if (state.balance + principal > loan.principal) continue;
      const posting = line(
        random,
        loan.id,
        day,
        principal,
        !isOffBook(state),
        loan.branch,
        state.officer,
      );
      const amount = posting.principal + posting.interest + posting.penalty;
      loan.payments.push({ day, amount, partial: true });
      state.lastPaidOn = day;
      state.lastPaidAmount = amount;
      ledger.push(posting);
    }
  }
  for (const onBook of [true, false])
    fillWithClosedLoans(random, ledger, officers, newYear, onBook, targets);
  return ledger;
}

/** Money of loans that are no longer in any book brings each month to its usual part. */
function fillWithClosedLoans(
  random: Random,
  ledger: Posting[],
  officers: readonly Officer[],
  newYear: number,
  onBook: boolean,
  targets: { on: number; off: number },
): void {
  const year = onBook ? targets.on * GOOD_YEAR.on : targets.off * GOOD_YEAR.off;
  let serial = 0;
  for (const [index, part] of MONTH_PARTS.entries()) {
    const first = addMonths(newYear, index);
    const next = addMonths(newYear, index + 1);
    let there = ledger
      .filter((item) => item.onBook === onBook && item.day >= first && item.day < next)
      .reduce((sum, item) => sum + item.principal, 0);
    const wanted = (year * part) / 100;
    while (there < wanted) {
      const name = random.weighted(BRANCH_WEIGHTS);
      const code = BRANCHES.find((branch) => branch.name === name)?.code ?? '';
      const staff = officers.filter((item) => item.branch === name && !item.idle);
      const principal =
        Math.max(
          1,
          Math.round(Math.min(wanted - there + 5_000_000, random.around(6_000_000, 1)) / 100),
        ) * 100;
      const id = `62${code}2021${onBook ? '1' : '2'}${String(serial++).padStart(6, '0')}`;
      ledger.push(
        line(
          random,
          id,
          random.int(first, next - 1),
          principal,
          onBook,
          name,
          random.pick(staff).name,
        ),
      );
      there += principal;
    }
  }
}

function line(
  random: Random,
  loanId: string,
  day: number,
  principal: number,
  onBook: boolean,
  branch: string,
  officer: string,
): Posting {
  return {
    id: '',
    loanId,
    day,
    principal,
    interest: random.chance(0.35) ? Math.round((principal * random.int(50, 4_000)) / 6_000) : 0,
    penalty: random.chance(0.08) ? random.int(10, 500) * 100 : 0,
    cost: 0,
    method: random.weighted({ 转账: 6, 现金: 3, 扣划: 1, 法院执行: 0.8 }),
    onBook,
    branch,
    collectors: [{ name: officer, share: 100 }],
    voucher: `PZ${String(random.int(0, 99_999_999)).padStart(8, '0')}`,
    planted: null,
  };
}

/** Numbers the lines in the order of their days, as a core system does. */
export function numberPostings(ledger: Posting[]): Posting[] {
  const sorted = [...ledger].sort((a, b) => a.day - b.day);
  sorted.forEach((posting, index) => {
    posting.id = `LS${toIso(posting.day).slice(0, 4)}${String(index + 1).padStart(7, '0')}`;
  });
  return sorted;
}
