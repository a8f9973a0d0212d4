/** What really happened, added up from the simulation itself and not from the files. */
import { BRANCHES } from './branches.ts';
import { monthOf, toIso } from './days.ts';
import { isBad, isNonPerforming, isOffBook } from './loan-state.ts';
import { type Bridge, measureWeeks, sumBridges } from './measure-bridge.ts';
import { partOfDay } from './season.ts';
import type { PlantedEvent, Posting, Simulation } from './simulation.ts';
import type { Loan, LoanState } from './types.ts';
import { VILLAGES } from './villages.ts';

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
  contagionVillages: {
    township: string;
    village: string;
    branch: string;
    loans: number;
    bad: number;
  }[];
};

export function measureSnapshot(states: readonly LoanState[], day: number): SnapshotTruth {
  const truth: SnapshotTruth = {
    asOf: toIso(day),
    loans: states.length,
    balance: 0,
    nplLoans: 0,
    nplBalance: 0,
    offBookLoans: 0,
    offBookBalance: 0,
  };
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

/** The whole truth, once the year has run. */
export function measureBank(
  simulation: Simulation,
  ledger: readonly Posting[],
  past: readonly Posting[],
  opening: readonly Loan[],
  target: { on: number; off: number },
): BankTruth {
  const { days, books, officers } = simulation;
  const weeks = measureWeeks(simulation, ledger);
  const first = days[0] ?? 0;
  const last = days.at(-1) ?? 0;
  let part = 0;
  for (let day = first + 1; day <= last; day++) part += partOfDay(day);
  const firstBook = (books[0] ?? []).filter(isBad);
  const share = (onBook: boolean, branch: string): number => {
    const side = firstBook.filter((state) => (state.status === '表内') === onBook);
    const sum = (states: typeof side): number =>
      states.reduce((total, state) => total + state.balance, 0);
    return sum(side.filter((state) => state.loan.branch === branch)) / Math.max(1, sum(side));
  };
  const real = ledger.filter((posting) => posting.planted === null);
  const gaps = BRANCHES.map(({ name }) => {
    const plan = Math.round(
      (target.on * share(true, name) + target.off * share(false, name)) * part,
    );
    const cash = real
      .filter((posting) => posting.branch === name)
      .reduce((sum, posting) => sum + posting.principal, 0);
    return { branch: name, plan, cash, gap: plan - cash };
  });
  const months = measureMonths(ledger);
  const cash = months.reduce((sum, month) => sum + month.cashOn + month.cashOff, 0);
  return {
    asOfs: days.map(toIso),
    officers: officers.length,
    branches: BRANCHES.length,
    villages: VILLAGES.length,
    snapshots: days.map((day, week) => measureSnapshot(books[week] ?? [], day)),
    weeks,
    bridge: sumBridges(weeks),
    months,
    lastYear: measureMonths(past).filter((month) => month.month < monthOf(first + 1)),
    target,
    paceBp: Math.round((cash * 10_000) / ((target.on + target.off) * part)),
    gaps,
    planted: simulation.planted,
    idleOfficers: officers.filter((officer) => officer.idle).map(({ name }) => name),
    stalledOfficer: simulation.stalledOfficer?.name ?? '',
    leftOfficer: officers.find((officer) => officer.to !== null)?.name ?? '',
    contagionVillages: VILLAGES.filter((village) => village.contagion).map((village) => {
      const there = opening.filter(
        (loan) => loan.village === village.name && loan.township === village.township,
      );
      const bad = there.filter((loan) => firstBook.some((state) => state.loan === loan)).length;
      return {
        township: village.township,
        village: village.name,
        branch: village.branch,
        loans: there.length,
        bad,
      };
    }),
  };
}
