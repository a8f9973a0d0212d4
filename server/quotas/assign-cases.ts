import type { Fen } from '../money.ts';
import { groupBy } from './group-by.ts';
import { compareKeys } from './ratio.ts';

/** A loan that somebody must hold. Keys of officers are compared as they are. */
export interface LoanToAssign {
  id: string;
  /** Loans of one borrower stay together; a loan whose borrower is unknown stands alone. */
  borrower: string;
  branch: string;
  /** A visit covers the borrowers of one village; null when it is not known. */
  village: string | null;
  collectableFen: Fen;
  /** The claim; 0 when the book does not say it. */
  amountFen: Fen;
  /** What an officer must be able to take: the default type. */
  kind: string;
  /** Who holds it now; null for nobody. */
  officer: string | null;
  /** Who granted it. */
  origin: string | null;
}

export interface OfficerToAssign {
  key: string;
  branch: string;
  /** The part of a full load in percent, above zero: 50 for half a year or half a post. */
  share: number;
  /** The kinds that he or she may take; absent for all. */
  kinds?: readonly string[] | undefined;
  /** The largest claim on one borrower that he or she may take. */
  mostFen?: Fen | undefined;
}

/** What is balanced, in whole proportions. */
export interface AssignWeights {
  collectable: number;
  /** Visits by village. */
  effort: number;
  borrowers: number;
}

export interface AssignRule {
  weights: AssignWeights;
  /** How far from the fair share a load may be, in 1/1000 of it. */
  tolerance: number;
  /** Whether officers may take the loans of other branches. */
  acrossBranches: boolean;
  /** Whether who granted a loan may not collect it. */
  avoidOrigin: boolean;
  conflicts: readonly { officer: string; borrower: string }[];
  /** Loans that stay where they are. */
  locked: ReadonlySet<string>;
}

/** Why an officer may not take a case. */
export type Unfit = 'kind' | 'amount' | 'conflict' | 'origin';

/** The loans of a borrower, which move as one. */
export interface Case {
  /** Unique in its pool. */
  key: string;
  borrower: string;
  loans: LoanToAssign[];
  village: string | null;
  collectableFen: Fen;
  amountFen: Fen;
  /** Its part of the visits to its village, in 1/1000 of a visit. */
  effort: number;
  /** What is balanced: fen, or a blend in parts of 10¹². */
  load: number;
  /** The place of the officer who keeps it unless it moves; -1 for nobody. */
  home: number;
  /** Where it is. */
  at: number;
  isLocked: boolean;
  /** Whether its loans are with several officers now. */
  isSplit: boolean;
  /** Which set of kinds its loans are of. */
  kinds: number;
  /** The places of officers with whom it has a conflict, and of those who granted it. */
  conflicts: readonly number[];
  origins: readonly number[];
}

/** How many borrowers of one village a visit covers. An expert default of ours. */
export const BORROWERS_A_VISIT = 6;

/** The visits that `borrowers` of one village take. */
export const visitsFor = (borrowers: number) => Math.ceil(borrowers / BORROWERS_A_VISIT);

const NOBODY: readonly number[] = [];

const total = (loans: readonly LoanToAssign[], of: 'collectableFen' | 'amountFen') =>
  loans.reduce((sum, loan) => sum + loan[of], 0);

function makeCase(key: string, loans: LoanToAssign[], isLocked: boolean): Case {
  const [first] = loans;
  return {
    key,
    borrower: first?.borrower ?? '',
    loans,
    village: loans.find((loan) => loan.village !== null)?.village ?? null,
    collectableFen: total(loans, 'collectableFen'),
    amountFen: total(loans, 'amountFen'),
    effort: 0,
    load: 0,
    home: -1,
    at: -1,
    isLocked,
    isSplit: loans.some((loan) => loan.officer !== first?.officer),
    kinds: 0,
    conflicts: NOBODY,
    origins: NOBODY,
  };
}

const heaviestFirst = (a: LoanToAssign[], b: LoanToAssign[]) =>
  total(b, 'collectableFen') - total(a, 'collectableFen') ||
  compareKeys(a[0]?.officer ?? '', b[0]?.officer ?? '');

/**
 * A borrower's loans as one case; locked loans stay with their officers, so that they make a case
 * for each, and what is not locked joins the heaviest of those.
 */
function casesOf(borrower: string, loans: LoanToAssign[], locked: ReadonlySet<string>): Case[] {
  const fixed = loans.filter((loan) => locked.has(loan.id));
  if (fixed.length === 0) return [makeCase(borrower, loans, false)];
  const [first = [], ...others] = [...groupBy(fixed, (loan) => loan.officer).values()].sort(
    heaviestFirst,
  );
  const free = loans.filter((loan) => !locked.has(loan.id));
  return [
    makeCase(borrower, [...first, ...free], true),
    ...others.map((own) =>
      makeCase(JSON.stringify([borrower, own[0]?.officer ?? null]), own, true),
    ),
  ];
}

/** Spreads the visits to a village evenly over its borrowers; an unknown village is a visit each. */
function setEfforts(cases: readonly Case[]): void {
  for (const [village, own] of groupBy(cases, (one) => one.village)) {
    const each = village === null ? 1000 : Math.round((1000 * visitsFor(own.length)) / own.length);
    for (const one of own) one.effort = each;
  }
}

const PARTS = 1e12;

/** Sets what is balanced: fen when only the collectable value counts, else the blend. */
function setLoads(cases: readonly Case[], weights: AssignWeights): void {
  const collectable = cases.reduce((sum, one) => sum + one.collectableFen, 0);
  const effort = cases.reduce((sum, one) => sum + one.effort, 0);
  // A measure that is zero throughout cannot be balanced; without any other, borrowers are.
  const byValue = collectable === 0 ? 0 : weights.collectable;
  const all = byValue + weights.effort + weights.borrowers;
  for (const one of cases) {
    if (all === 0) one.load = 1;
    else if (all === byValue) one.load = one.collectableFen;
    else {
      const value = byValue === 0 ? 0 : (byValue * one.collectableFen) / collectable;
      const rest = (weights.effort * one.effort) / effort + weights.borrowers / cases.length;
      one.load = Math.round((PARTS * (value + rest)) / all);
    }
  }
}

/** Says why the officer at a place may not take a case; undefined when he or she may. */
export type Fitness = (one: Case, officer: number) => Unfit | undefined;

/** Notes on the cases what decides who may take them; answers who may. */
function setFitness(
  cases: readonly Case[],
  officers: readonly OfficerToAssign[],
  rule: AssignRule,
): Fitness {
  const indexOf = new Map(officers.map((own, index) => [own.key, index]));
  const sets = new Map<string, { id: number; kinds: string[] }>();
  const conflicts = groupBy(rule.conflicts, (conflict) => conflict.borrower);
  const placesOf = (keys: readonly (string | null)[]) =>
    [...new Set(keys)].flatMap((key) => indexOf.get(key ?? '') ?? []);
  for (const one of cases) {
    const kinds = [...new Set(one.loans.map((loan) => loan.kind))].sort(compareKeys);
    const name = JSON.stringify(kinds);
    const set = sets.get(name) ?? { id: sets.size, kinds };
    sets.set(name, set);
    one.kinds = set.id;
    const barred = conflicts.get(one.borrower);
    if (barred !== undefined) one.conflicts = placesOf(barred.map((own) => own.officer));
    if (rule.avoidOrigin) one.origins = placesOf(one.loans.map((loan) => loan.origin));
  }
  const takes = officers.map(({ kinds: own, mostFen }) => ({
    mostFen: mostFen ?? Number.POSITIVE_INFINITY,
    sets: [...sets.values()].map(
      ({ kinds }) => own === undefined || kinds.every((kind) => own.includes(kind)),
    ),
  }));
  return (one, officer) => {
    if (one.conflicts.includes(officer)) return 'conflict';
    if (one.origins.includes(officer)) return 'origin';
    const own = takes[officer];
    if (own === undefined || one.amountFen > own.mostFen) return 'amount';
    return own.sets[one.kinds] === true ? undefined : 'kind';
  };
}

/** The cases of one pool's loans with their loads, in the order of their keys, and who may take them. */
export function makeCases(
  loans: readonly LoanToAssign[],
  officers: readonly OfficerToAssign[],
  rule: AssignRule,
): { cases: Case[]; fitness: Fitness } {
  const sorted = [...loans].sort((a, b) => compareKeys(a.id, b.id));
  const cases = [...groupBy(sorted, (loan) => loan.borrower)]
    .flatMap(([borrower, own]) => casesOf(borrower, own, rule.locked))
    .sort((a, b) => compareKeys(a.key, b.key));
  setEfforts(cases);
  setLoads(cases, rule.weights);
  return { cases, fitness: setFitness(cases, officers, rule) };
}
