import type { Fen } from '../money.ts';
import {
  type AssignRule,
  type Case,
  type Fitness,
  type LoanToAssign,
  makeCases,
  type OfficerToAssign,
  type Unfit,
  visitsFor,
} from './assign-cases.ts';
import { type Holder, openPool, type Pool, put } from './assign-pool.ts';
import { balancePool, sendHome } from './balance-pool.ts';
import { gatherVillages } from './gather-villages.ts';
import { groupBy } from './group-by.ts';
import { createHeap } from './heap.ts';
import { compareKeys } from './ratio.ts';
import { shedLoad } from './shed-load.ts';

/**
 * Why a loan moves. 'none': nobody holds it; 'left': its officer is not among those included;
 * 'together': with its borrower's other loans; 'balance': for the loads; else its officer may not
 * take it.
 */
export type MoveReason = 'none' | 'left' | 'together' | 'balance' | Unfit;

export interface LoanMove {
  loan: LoanToAssign;
  to: string;
  reason: MoveReason;
}

/** A loan that nobody included may take; it stays where it is. */
export interface UnplacedLoan {
  loan: LoanToAssign;
  /** 'locked': it is locked to somebody who may not take it; else why each officer may not. */
  why: 'locked' | 'nobody';
  /** How many officers of its pool may not take it for each reason. */
  unfit: Readonly<Record<Unfit, number>>;
}

/** What an officer holds. */
export interface Holding {
  loans: number;
  borrowers: number;
  villages: number;
  visits: number;
  collectableFen: Fen;
  amountFen: Fen;
  /** In the measure that is balanced. */
  load: number;
}

export interface OfficerBalance {
  officer: string;
  /** Undefined for whoever is not included: nothing may be left with them. */
  share: number | undefined;
  fairLoad: number;
  before: Holding;
  after: Holding;
}

export interface PoolBalance {
  /** The branch, or '' where officers may take loans of any. */
  pool: string;
  /** Σ of loads that are placed. */
  load: number;
  /** No assignment has a lower largest load per full share (in the measure that is balanced). */
  boundPerShare: number;
  /** Borrowers with a loan that moves, and the fewest that any assignment within reach needs. */
  movedBorrowers: number;
  fewestMoves: number;
  officers: OfficerBalance[];
}

export interface Assignment {
  /** The officer of every loan afterwards, by loan id; what is unplaced keeps its own. */
  holders: ReadonlyMap<string, string | null>;
  moves: LoanMove[];
  unplaced: UnplacedLoan[];
  pools: PoolBalance[];
}

/** The officer who keeps a case: of those who hold its loans and may, the one with most of it. */
function homeOf(one: Case, pool: Pool, indexOf: ReadonlyMap<string, Holder>): number {
  const [only] = one.loans;
  if (one.loans.length === 1 && only !== undefined) {
    const holder = indexOf.get(only.officer ?? '');
    return holder !== undefined && pool.fits(one, holder) ? holder.index : -1;
  }
  let home = -1;
  let most = -1;
  for (const [officer, own] of groupBy(one.loans, (loan) => loan.officer)) {
    const holder = officer === null ? undefined : indexOf.get(officer);
    if (holder === undefined || !pool.fits(one, holder)) continue;
    const value = own.reduce((sum, loan) => sum + loan.collectableFen, 0);
    if (value > most || (value === most && holder.index < home))
      [home, most] = [holder.index, value];
  }
  return home;
}

const perShare = (holder: Holder) => holder.load / holder.officer.share;

/**
 * Places what nobody keeps, largest first, with the least loaded officer who may take it (longest
 * processing time: Graham 1969); first with one who visits its village and stays within his or her
 * fair share. Answers the cases that nobody may take.
 */
function placeHomeless(pool: Pool, homeless: Case[]): Case[] {
  const unplaced: Case[] = [];
  const queue = createHeap<{ holder: Holder; rank: number; held: number }>(
    (a, b) =>
      a.rank < b.rank ||
      (a.rank === b.rank &&
        (a.held < b.held || (a.held === b.held && a.holder.index < b.holder.index))),
  );
  const enter = (holder: Holder) =>
    queue.push({
      holder,
      rank: perShare(holder),
      held: holder.cases.length / holder.officer.share,
    });
  pool.holders.forEach(enter);
  const visitorFor = (one: Case): Holder | undefined => {
    let best: Holder | undefined;
    for (const holder of one.village === null ? [] : (pool.visitors.get(one.village) ?? [])) {
      if (holder.load + one.load > holder.fair || !pool.fits(one, holder)) continue;
      const order = best === undefined ? -1 : perShare(holder) - perShare(best);
      if (order < 0 || (order === 0 && best && holder.index < best.index)) best = holder;
    }
    return best;
  };
  const leastFor = (one: Case): Holder | undefined => {
    const passed: Holder[] = [];
    let found: Holder | undefined;
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const { holder, held } = next;
      // An entry from before the officer got more: a newer one is behind it.
      if (held !== holder.cases.length / holder.officer.share) continue;
      if (pool.fits(one, holder)) {
        found = holder;
        break;
      }
      passed.push(holder);
    }
    passed.forEach(enter);
    return found;
  };
  for (const one of homeless.sort((a, b) => b.load - a.load || compareKeys(a.key, b.key))) {
    const holder = visitorFor(one) ?? leastFor(one);
    if (holder === undefined) unplaced.push(one);
    else {
      put(pool, one, holder);
      enter(holder);
    }
  }
  return unplaced;
}

/** At least so many borrowers must move: those who must anyway, and those too much for an officer. */
function fewestMoves(pool: Pool, cases: readonly Case[]): number {
  const forced = cases.filter((one) => one.home < 0 || one.isSplit).length;
  let more = 0;
  for (const holder of pool.holders) {
    let left = holder.load - holder.fair - holder.slack;
    for (const one of holder.cases) if (one.isSplit && !one.isLocked) left -= one.load;
    for (const one of [...holder.cases].reverse()) {
      if (left <= 0) break;
      if (one.isLocked || one.isSplit) continue;
      left -= one.load;
      more += 1;
    }
  }
  return forced + more;
}

interface Held {
  loan: LoanToAssign;
  one: Case;
}

const NOTHING: Holding = {
  loans: 0,
  borrowers: 0,
  villages: 0,
  visits: 0,
  collectableFen: 0,
  amountFen: 0,
  load: 0,
};

/** What loans are together; a borrower held by several counts with each, by his or her value there. */
function holdingOf(held: readonly Held[]): Holding {
  if (held.length === 0) return NOTHING;
  const cases = new Set(held.map(({ one }) => one));
  const villages = groupBy([...cases], (one) => one.village);
  let visits = 0;
  for (const [village, own] of villages)
    visits += village === null ? own.length : visitsFor(own.length);
  const sum = (of: (each: Held) => number) => held.reduce((all, each) => all + of(each), 0);
  return {
    loans: held.length,
    borrowers: cases.size,
    villages: villages.size - (villages.has(null) ? 1 : 0),
    visits,
    collectableFen: sum(({ loan }) => loan.collectableFen),
    amountFen: sum(({ loan }) => loan.amountFen),
    load: sum(({ loan, one }) =>
      one.loans.length === 1
        ? one.load
        : one.collectableFen === 0
          ? one.load / one.loans.length
          : one.load * (loan.collectableFen / one.collectableFen),
    ),
  };
}

function reasonOf(
  loan: LoanToAssign,
  one: Case,
  pool: Pool,
  known: ReadonlyMap<string, Holder>,
  fitness: Fitness,
): MoveReason {
  if (loan.officer === null) return 'none';
  const holder = known.get(loan.officer);
  if (holder === undefined) return 'left';
  const unfit = fitness(one, holder.index);
  if (unfit !== undefined) return unfit;
  return one.home >= 0 && pool.holders[one.home] !== holder ? 'together' : 'balance';
}

function countUnfit(one: Case, pool: Pool, fitness: Fitness) {
  const counts: Record<Unfit, number> = { kind: 0, amount: 0, conflict: 0, origin: 0 };
  for (const { index } of pool.holders) {
    const unfit = fitness(one, index);
    if (unfit !== undefined) counts[unfit] += 1;
  }
  return counts;
}

function assignPool(
  name: string,
  loans: readonly LoanToAssign[],
  officers: readonly OfficerToAssign[],
  rule: AssignRule,
) {
  const { cases, fitness } = makeCases(loans, officers, rule);
  const canTake = (one: Case) => officers.some((_, index) => fitness(one, index) === undefined);
  const isPlaceable = (one: Case) =>
    one.isLocked ? officers.some((own) => own.key === one.loans[0]?.officer) : canTake(one);
  const placeable = cases.filter(isPlaceable);
  const load = placeable.reduce((sum, one) => sum + one.load, 0);
  const pool = openPool(officers, load, rule.tolerance, fitness);
  const known = new Map(pool.holders.map((holder) => [holder.officer.key, holder]));
  const homeless: Case[] = [];
  for (const one of placeable) {
    const lockedTo = one.isLocked ? known.get(one.loans[0]?.officer ?? '') : undefined;
    one.home = lockedTo?.index ?? homeOf(one, pool, known);
    const home = pool.holders[one.home];
    if (home === undefined) homeless.push(one);
    else put(pool, one, home);
  }
  const fewest = fewestMoves(pool, placeable);
  placeHomeless(pool, [...homeless, ...shedLoad(pool)]);
  balancePool(pool);
  sendHome(pool);
  gatherVillages(pool);

  const moves: LoanMove[] = [];
  const unplaced: UnplacedLoan[] = [];
  const holders: [string, string | null][] = [];
  const before = new Map<string, Held[]>();
  const after = new Map<string, Held[]>();
  const note = (map: Map<string, Held[]>, officer: string | null, held: Held) => {
    if (officer === null) return;
    const own = map.get(officer);
    if (own === undefined) map.set(officer, [held]);
    else own.push(held);
  };
  const moved = new Set<Case>();
  for (const one of cases) {
    const to = pool.holders[one.at]?.officer.key;
    for (const loan of one.loans) {
      note(before, loan.officer, { loan, one });
      note(after, to ?? loan.officer, { loan, one });
      holders.push([loan.id, to ?? loan.officer]);
      if (to === undefined) {
        const why = one.isLocked ? 'locked' : 'nobody';
        unplaced.push({ loan, why, unfit: countUnfit(one, pool, fitness) });
      } else if (to !== loan.officer) {
        moved.add(one);
        moves.push({ loan, to, reason: reasonOf(loan, one, pool, known, fitness) });
      }
    }
  }
  const names = new Set([...officers.map((own) => own.key), ...before.keys()]);
  const largest = placeable.reduce((most, one) => Math.max(most, one.load), 0);
  const shares = officers.reduce((sum, own) => sum + own.share, 0);
  const widest = officers.reduce((most, own) => Math.max(most, own.share), 0);
  const balance: PoolBalance = {
    pool: name,
    load,
    boundPerShare: shares === 0 ? 0 : Math.max(load / shares, largest / widest),
    movedBorrowers: moved.size,
    fewestMoves: fewest,
    officers: [...names].sort(compareKeys).map((officer) => ({
      officer,
      share: known.get(officer)?.officer.share,
      fairLoad: known.get(officer)?.fair ?? 0,
      before: holdingOf(before.get(officer) ?? []),
      after: holdingOf(after.get(officer) ?? []),
    })),
  };
  return { holders, moves, unplaced, balance };
}

/**
 * Gives every loan an officer. In this order: only officers who may take it; every load within the
 * tolerance of its fair share, or as little outside it as is found; as few borrowers as possible
 * leave their officer; fewest visits among what moves. All loans of a borrower go together, locked
 * loans stay, and what nobody may take stays and is listed. What the loads are measured in is
 * `rule.weights`' choice: collectable value, visits by village spread over its borrowers, borrowers,
 * or a blend of their shares of the pool.
 *
 * Whoever may keep a case keeps it, but for what is too much as a whole, largest first; the rest is
 * placed largest first (Graham 1969), then the loads
 * are mended by single moves, swaps and chains of two (see `balancePool`). It is a heuristic: what
 * it reached is answered beside `boundPerShare` (the relaxation in which cases may be split) and
 * `fewestMoves`. The answer does not depend on the order of loans or officers. Officers with no
 * share must be left out by the caller; a pool without officers leaves its loans unplaced.
 */
export function assignLoans(
  loans: readonly LoanToAssign[],
  officers: readonly OfficerToAssign[],
  rule: AssignRule,
): Assignment {
  const sorted = [...officers].sort((a, b) => compareKeys(a.key, b.key));
  const poolOf = (branch: string) => (rule.acrossBranches ? '' : branch);
  const staff = groupBy(sorted, (own) => poolOf(own.branch));
  const found = [...groupBy(loans, (loan) => poolOf(loan.branch))]
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([name, own]) => assignPool(name, own, staff.get(name) ?? [], rule));
  return {
    holders: new Map(found.flatMap((one) => one.holders)),
    moves: found.flatMap((one) => one.moves),
    unplaced: found.flatMap((one) => one.unplaced),
    pools: found.map((one) => one.balance),
  };
}
