/**
 * A whole invented rural bank for one year: weekly loan books, receipts, roster and targets, and
 * the truth behind them. The same options always give the same bytes.
 */
import { BRANCHES, makeOfficers } from './branches.ts';
import { monthOf, toDay, toIso, weeklyDays } from './days.ts';
import { exportLoanBook } from './export-loan-book.ts';
import {
  exportBranches,
  exportOfficers,
  exportPostings,
  exportTargets,
  type TargetLine,
} from './export-side-files.ts';
import { isBad } from './loan-state.ts';
import { makeOpeningBook } from './make-opening-book.ts';
import { makePastPostings, numberPostings } from './make-past-postings.ts';
import {
  type BankTruth,
  measureMonths,
  measureSnapshot,
  measureWeeks,
  sumBridges,
} from './measure-truth.ts';
import { plantAll } from './plant-all.ts';
import { createChooser } from './plant-case-events.ts';
import { createRandom } from './random.ts';
import { partOfDay } from './season.ts';
import { simulateYear } from './simulate-year.ts';
import type { Loan, Posting, Simulation } from './types.ts';
import { VILLAGES } from './villages.ts';

export type { BankTruth } from './measure-truth.ts';

export type SampleFile = {
  kind: 'loan-book' | 'postings' | 'roster-branches' | 'roster-officers' | 'targets';
  name: string;
  /** The as-of date of a loan book, ISO. */
  asOf?: string;
  bytes: () => Uint8Array;
};

export type BankOptions = { seed?: number; loans?: number; lastAsOf?: string };

/** Cash targets of the full bank: 9500 and 2500 万元, in fen. */
const TARGET_ON = 9_500_000_000;
const TARGET_OFF = 2_500_000_000;

export function generateBank(options: BankOptions = {}): { files: SampleFile[]; truth: BankTruth } {
  const { seed = 20260102, loans: count = 8000, lastAsOf = '2026-11-20' } = options;
  const random = createRandom(seed);
  const days = weeklyDays(lastAsOf);
  const opening = days[0] ?? toDay(lastAsOf);
  const year = Number(lastAsOf.slice(0, 4));
  const scale = count / 8000;
  const officers = makeOfficers(random, year);
  const loans = makeOpeningBook(random, officers, opening, count);
  const target = {
    on: roundTo(TARGET_ON * scale, 1_000_000),
    off: roundTo(TARGET_OFF * scale, 1_000_000),
  };
  const past = numberPostings(makePastPostings(random, loans, officers, opening, target));
  const simulation: Simulation = {
    random,
    days,
    officers,
    loans,
    week: 0,
    ledger: [],
    planted: [],
    plans: new Map(),
    stalledOfficer: null,
    books: [],
    scale,
    targetOn: target.on,
    targetOff: target.off,
    nextSerial: count + 1,
  };
  const openingLoans = [...loans];
  plantAll(simulation, createChooser(simulation));
  simulateYear(simulation);
  const ledger = numberPostings(simulation.ledger);
  simulation.planted.sort((a, b) => (a.seenOn < b.seenOn ? -1 : a.seenOn > b.seenOn ? 1 : 0));
  const lines = targetLines(year, target, past);
  const truth = measure(simulation, ledger, past, openingLoans, target);
  const files: SampleFile[] = [
    { kind: 'roster-branches', name: '机构名册.csv', bytes: exportBranches },
    { kind: 'roster-officers', name: '人员名册.csv', bytes: () => exportOfficers(officers) },
    { kind: 'targets', name: `清收任务_${year}.csv`, bytes: () => exportTargets(lines) },
    { kind: 'postings', name: `收回流水_${year - 1}.csv`, bytes: () => exportPostings(past) },
    { kind: 'postings', name: `收回流水_${year}.csv`, bytes: () => exportPostings(ledger) },
    ...days.map((day, week): SampleFile => {
      const asOf = toIso(day);
      const states = simulation.books[week] ?? [];
      return {
        kind: 'loan-book',
        name: `贷款台账_${asOf.replaceAll('-', '')}.csv`,
        asOf,
        bytes: () => exportLoanBook(states, day, week, simulation.planted),
      };
    }),
  ];
  return { files, truth };
}

function roundTo(value: number, step: number): number {
  return Math.max(step, Math.round(value / step) * step);
}

function targetLines(
  year: number,
  target: { on: number; off: number },
  past: readonly Posting[],
): TargetLine[] {
  const actual = measureMonths(past).reduce(
    (sum, month) => ({
      on: sum.on + month.cashOn,
      off: sum.off + month.cashOff,
      interest: sum.interest + month.interest,
    }),
    { on: 0, off: 0, interest: 0 },
  );
  const part = (fen: number, percent: number): number => roundTo((fen * percent) / 100, 1_000_000);
  const line = (
    of: number,
    category: string,
    kind: TargetLine['kind'],
    fen: number,
  ): TargetLine => ({ year: of, category, kind, fen });
  return [
    line(year, '表内现金清收', '任务', target.on),
    line(year, '表外清收', '任务', target.off),
    line(year, '收回不良利息', '任务', part(target.on, 8)),
    line(year, '上迁', '任务', part(target.on, 16)),
    line(year, '核销', '任务', part(target.on, 30)),
    line(year, '批量转让', '任务', part(target.on, 10)),
    line(year, '以物抵债', '任务', part(target.on, 6)),
    line(year - 1, '表内现金清收', '任务', part(target.on, 92)),
    line(year - 1, '表外清收', '任务', part(target.off, 88)),
    line(year - 1, '表内现金清收', '实际', actual.on),
    line(year - 1, '表外清收', '实际', actual.off),
    line(year - 1, '收回不良利息', '实际', actual.interest),
  ];
}

function measure(
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
