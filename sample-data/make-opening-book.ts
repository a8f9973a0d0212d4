/** The bank on the last day of the year before: performing loans, non-performing, off book. */
import type { Officer } from './branches.ts';
import { addMonths } from './days.ts';
import { accrue, classFor } from './loan-state.ts';
import { makeEvidence } from './make-evidence.ts';
import { makeLoan } from './make-loan.ts';
import type { Random } from './random.ts';
import type { Loan, Product } from './types.ts';

const PERFORMING: Record<Product, number> = {
  农户贷款: 50,
  个人经营贷款: 17,
  个人消费贷款: 12,
  信用卡: 9,
  个人住房按揭: 7,
  企业流动资金贷款: 4,
  企业固定资产贷款: 1,
};
const BAD: Record<Product, number> = {
  农户贷款: 54,
  个人经营贷款: 20,
  个人消费贷款: 10,
  信用卡: 10,
  个人住房按揭: 2.5,
  企业流动资金贷款: 3.4,
  企业固定资产贷款: 0.4,
};
const OFF_BOOK: Record<Product, number> = { ...BAD, 企业流动资金贷款: 1.2, 企业固定资产贷款: 0 };

export function makeOpeningBook(
  random: Random,
  officers: readonly Officer[],
  opening: number,
  count: number,
): Loan[] {
  const onBook = Math.round(count * 0.186);
  const offBook = Math.round(count * 0.089);
  const loans: Loan[] = [];
  for (let serial = 1; serial <= count; serial++) {
    const bad = serial <= onBook + offBook;
    if (!bad) loans.push(performing(random, serial, officers, opening));
    else loans.push(defaulted(random, serial, officers, opening, serial > onBook));
  }
  // A book is sorted by loan number, not by how its loans went.
  return loans.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function performing(
  random: Random,
  serial: number,
  officers: readonly Officer[],
  opening: number,
): Loan {
  const product = random.weighted(PERFORMING);
  const age = product === '个人住房按揭' ? random.int(60, 2400) : random.int(10, 350);
  const loan = makeLoan(random, serial, officers, {
    product,
    disbursedOn: opening - age,
    contagion: 0.1,
  });
  if (loan.instalment) {
    const months = Math.max(1, Math.round((loan.maturesOn - loan.disbursedOn) / 30.4));
    const paid = Math.min(months - 1, Math.floor(age / 30.4));
    loan.state.balance = loan.principal - Math.round(loan.principal / months) * paid;
  }
  loan.state.accruedTo = opening;
  // A few are already some weeks late.
  if (random.chance(0.03)) {
    loan.state.overdueSince = opening - random.int(1, 85);
    loan.state.riskClass = 2;
    loan.state.accruedTo = loan.state.overdueSince;
    loan.state.interest = accrue(loan.state.balance, loan.rate, 60);
  }
  return loan;
}

/** Days since payment stopped: recent on book, years ago off book. */
function daysLate(random: Random, contagion: boolean, offBook: boolean): number {
  if (offBook) return random.int(900, 3600);
  // Villages of contagion fell quarter by quarter over the last two years.
  if (contagion) return 91 + random.int(0, 7) * 91 + random.int(0, 40);
  return random.chance(0.3) ? random.int(92, 360) : random.int(361, 1700);
}

function defaulted(
  random: Random,
  serial: number,
  officers: readonly Officer[],
  opening: number,
  offBook: boolean,
): Loan {
  const product = random.weighted(offBook ? OFF_BOOK : BAD);
  const infected = random.chance(offBook ? 0.25 : 0.62);
  const late = daysLate(random, infected, offBook);
  const overdueSince = opening - late;
  const disbursedOn = overdueSince - random.int(200, product === '个人住房按揭' ? 2500 : 720);
  const loan = makeLoan(random, serial, officers, {
    product,
    disbursedOn,
    contagion: infected ? 0.75 : 0,
  });
  const state = loan.state;
  const part = random.chance(0.35) ? 100 : random.int(35, 98);
  state.balance = Math.max(100_00, Math.round((loan.principal * part) / 100 / 100) * 100);
  if (random.chance(0.4)) state.balance -= random.int(1, 9_999);
  state.overdueSince = overdueSince;
  state.defaultedOn = overdueSince + 91;
  state.riskClass = offBook ? 5 : classFor(loan, late);
  state.status = offBook ? (random.chance(0.72) ? '已核销' : '已置换') : '表内';
  state.interest = accrue(state.balance, loan.rate, 90);
  state.accruedTo = overdueSince;
  state.evidence = makeEvidence(random, { ...loan, balance: state.balance, overdueSince });
  openCase(random, loan, opening, late);
  return loan;
}

/** What was done about the case before New Year. */
function openCase(random: Random, loan: Loan, opening: number, late: number): void {
  const state = loan.state;
  // Nobody can have been chased first on a day that has not come.
  if ((state.evidence.firstChasedOn ?? 0) > opening) {
    state.evidence = { ...state.evidence, firstChasedOn: null };
  }
  const neglected = loan.latent === 'habitual';
  state.calls = neglected
    ? random.int(0, 2)
    : random.int(1, Math.min(30, 4 + Math.floor(late / 60)));
  state.visits = neglected
    ? random.int(0, 1)
    : random.int(0, Math.min(9, 1 + Math.floor(late / 200)));
  const away = state.evidence.contact === '失联' || state.evidence.contact === '联系不上';
  if (random.chance(0.75))
    state.lastContactOn = opening - random.int(away ? 120 : 3, away ? 600 : 200);
  if (late > 200 && random.chance(0.62)) {
    state.interruptedOn = opening - random.int(5, Math.min(late - 100, 1300));
    state.interruptProof = random.weighted({ 签收回执: 6, 公证送达: 1, 无: 2, '': 2 });
  }
  const large = state.balance > 20_000_000;
  if (late > 240 && random.chance(large ? 0.6 : 0.22)) {
    state.courtStage = random.weighted({
      诉前保全: 1,
      已立案: 2,
      审理中: 2,
      已判决: 3,
      执行中: 3,
      终本: 2,
    });
    if (['已判决', '执行中', '终本'].includes(state.courtStage)) {
      state.judgedOn = opening - random.int(20, Math.min(late - 150, 640));
      if (state.courtStage !== '已判决')
        state.enforcedOn = Math.min(opening - 3, state.judgedOn + random.int(16, 200));
    }
  } else if (random.chance(0.5)) state.courtStage = '未诉';
  if (random.chance(0.04) && state.status === '表内') curedBefore(random, loan, opening);
}

/** Paid up some months ago, still under observation before it may return to a better class. */
function curedBefore(random: Random, loan: Loan, opening: number): void {
  const state = loan.state;
  state.overdueSince = null;
  state.interest = 0;
  state.penalty = 0;
  state.riskClass = 3;
  state.curedOn = opening - random.int(10, 170);
  state.accruedTo = opening;
  if (loan.maturesOn < opening + 60) state.extendedTo = addMonths(opening, random.int(6, 18));
}
