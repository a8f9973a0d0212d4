/** What really happened, added up from the simulation itself and not from the files. */
import { toIso, monthOf } from './days.ts';
import { isNonPerforming, isOffBook } from './loan-state.ts';
import type { LoanState, PlantedEvent, Posting, Simulation } from './types.ts';

export type SnapshotTruth = {
  asOf: string;
  loans: number;
  balance: number;
  /** On-book loans in the three worst classes with a balance. */
  nplLoans: number;
  nplBalance: number;
  offBookLoans: number;
  offBookBalance: number;
};

/** Movements of the on-book NPL stock, fen. Opening + ins − outs = closing. */
export type Bridge = {
  from: string;
  to: string;
  opening: number;
  newNpl: number;
  returned: number;
  cashPrincipal: number;
  upgraded: number;
  writtenOff: number;
  transferred: number;
  foreclosed: number;
  silentExit: number;
  unexplained: number;
  closing: number;
};

export type MonthTruth = { month: string; cashOn: number; cashOff: number; interest: number };

export type BankTruth = {
  asOfs: string[];
  officers: number;
  branches: number;
  villages: number;
  snapshots: SnapshotTruth[];
  /** One a week; the sum of all weeks is `bridge`. */
  weeks: Bridge[];
  bridge: Bridge;
  /** Principal on book and off book, and interest with penalty, that really came in. */
  months: MonthTruth[];
  lastYear: MonthTruth[];
  target: { on: number; off: number };
  /** Cash until the last snapshot against the plan until then, hundredths of a percent. */
  paceBp: number;
  /** Part of the bank's gap that comes from each branch if targets followed opening balances. */
  gaps: { branch: string; plan: number; cash: number; gap: number }[];
  planted: PlantedEvent[];
  idleOfficers: string[];
  stalledOfficer: string;
  leftOfficer: string;
  contagionVillages: { township: string; village: string; branch: string; loans: number; bad: number }[];
};

export function measureSnapshot(states: readonly LoanState[], day: number): SnapshotTruth {
  const truth: SnapshotTruth = { asOf: toIso(day), loans: states.length, balance: 0, nplLoans: 0, nplBalance: 0, offBookLoans: 0, offBookBalance: 0 };
  for (const state of states) {
    truth.balance += state.balance;
    if (isNonPerforming(state)) {
      truth.nplLoans++;
      truth.nplBalance += state.balance;
    } else if (isOffBook(state)) {
      truth.offBookLoans++;
      truth.offBookBalance += state.balance;
    }
  }
  return truth;
}

/** The week's movements: from the two books and the events, the cash from the ledger. */
export function measureWeek(simulation: Simulation, week: number, ledger: readonly Posting[]): Bridge {
  const { days, books, planted } = simulation;
  const from = days[week - 1] ?? 0;
  const to = days[week] ?? 0;
  const before = new Map((books[week - 1] ?? []).map((state) => [state.loan.id, state]));
  const after = new Map((books[week] ?? []).map((state) => [state.loan.id, state]));
  const cash = new Map<string, number>();
  for (const posting of ledger) {
    if (posting.day <= from || posting.day > to || !posting.onBook) continue;
    if (posting.planted !== null) continue;
    cash.set(posting.loanId, (cash.get(posting.loanId) ?? 0) + posting.principal);
  }
  const bridge = emptyBridge(toIso(from), toIso(to));
  bridge.opening = measureSnapshot(books[week - 1] ?? [], from).nplBalance;
  bridge.closing = measureSnapshot(books[week] ?? [], to).nplBalance;
  for (const amount of cash.values()) bridge.cashPrincipal += amount;
  for (const event of planted) {
    if (event.seenOn !== bridge.to) continue;
    if (event.kind === 'fall-without-posting') bridge.unexplained += event.amount;
    if (event.kind === 'silent-exit') bridge.silentExit += event.amount;
    if (event.kind === 'return') bridge.returned += event.amount;
  }
  for (const [id, state] of after) {
    const previous = before.get(id);
    const wasNpl = previous !== undefined && isNonPerforming(previous);
    if (!wasNpl && previous !== undefined && isNonPerforming(state)) bridge.newNpl += state.balance;
    if (!wasNpl || state.week !== week) continue;
    const left = previous.balance - (cash.get(id) ?? 0);
    if (state.reason === '上迁') bridge.upgraded += left;
    if (state.reason === '核销') bridge.writtenOff += left;
    if (state.reason === '批量转让') bridge.transferred += left;
    if (state.reason === '以物抵债') bridge.foreclosed += left;
  }
  return bridge;
}

function emptyBridge(from: string, to: string): Bridge {
  return { from, to, opening: 0, newNpl: 0, returned: 0, cashPrincipal: 0, upgraded: 0, writtenOff: 0, transferred: 0, foreclosed: 0, silentExit: 0, unexplained: 0, closing: 0 };
}

export function sumBridges(weeks: readonly Bridge[]): Bridge {
  const total = emptyBridge(weeks[0]?.from ?? '', weeks.at(-1)?.to ?? '');
  total.opening = weeks[0]?.opening ?? 0;
  total.closing = weeks.at(-1)?.closing ?? 0;
  for (const week of weeks) {
    for (const part of ['newNpl', 'returned', 'cashPrincipal', 'upgraded', 'writtenOff', 'transferred', 'foreclosed', 'silentExit', 'unexplained'] as const) {
      total[part] += week[part];
    }
  }
  return total;
}

export function measureMonths(ledger: readonly Posting[]): MonthTruth[] {
  const months = new Map<string, MonthTruth>();
  for (const posting of ledger) {
    if (posting.planted !== null) continue;
    const month = monthOf(posting.day);
    const truth = months.get(month) ?? { month, cashOn: 0, cashOff: 0, interest: 0 };
    if (posting.onBook) truth.cashOn += posting.principal;
    else truth.cashOff += posting.principal;
    truth.interest += posting.interest + posting.penalty;
    months.set(month, truth);
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}
