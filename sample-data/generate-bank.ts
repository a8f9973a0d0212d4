/**
 * A whole invented rural bank for one year: weekly loan books, receipts, roster and targets, and
 * the truth behind them. The same options always give the same bytes.
 */
import { makeOfficers } from './branches.ts';
import { toDay, toIso, weeklyDays } from './days.ts';
import { exportLoanBook } from './export-loan-book.ts';
import {
  exportBranches,
  exportOfficers,
  exportPostings,
  exportTargets,
} from './export-side-files.ts';
import { makeOpeningBook } from './make-opening-book.ts';
import { makePastPostings, numberPostings } from './make-past-postings.ts';
import { type BankTruth, measureBank } from './measure-truth.ts';
import { createChooser } from './plan-event.ts';
import { plantAll } from './plant-all.ts';
import { createRandom } from './random.ts';
import { roundTo, targetLines } from './set-targets.ts';
import { shareBorrowers } from './share-borrowers.ts';
import { simulateYear } from './simulate-year.ts';
import type { Simulation } from './simulation.ts';

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
  shareBorrowers(createRandom(seed + 1), loans);
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
  const truth = measureBank(simulation, ledger, past, openingLoans, target);
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
