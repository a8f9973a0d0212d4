import type { Clock, IsoDate } from '../calendar.ts';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import { getOfficersOn } from '../roster/get-officers-on.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { Unfit } from './assign-cases.ts';
import { assignLoans, type Holding, type MoveReason } from './assign-loans.ts';
import type { AssignRequest } from './assign-request.ts';
import { staffOf } from './assign-staff.ts';
import { checkRates, type PoolRates } from './collectable.ts';
import { type BookLoan, getAssignLoans } from './get-assign-loans.ts';
import { getRatesOf } from './get-pool-rates.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';
import { checkNames, checkSizes, checkStaff } from './refuse-assignment.ts';

/** A loan that changes hands, as a list shows it. */
export interface ShownMove {
  loanId: string;
  borrower: string;
  borrowerName: string | null;
  township: string | null;
  branch: string;
  bookOfficer: string | null;
  from: OfficerKey | null;
  to: OfficerKey;
  amountFen: number;
  collectableFen: number;
  kind: string;
  reason: MoveReason;
}

export interface ShownOfficer extends OfficerKey {
  /** Percent of a full load; 0 for who is left out. */
  share: number;
  kinds: string[] | null;
  mostFen: number | null;
  /** What is balanced, in 1/10,000 of the fair share; null where there is none. */
  beforeBp: number | null;
  afterBp: number | null;
  before: Holding;
  after: Holding;
}

/** An assignment with names, for pages and files. */
export interface ShownAssignment {
  basis: { snapshotId: number; asOf: IsoDate };
  category: AssignRequest['category'];
  /** What the loans were expected to yield by. */
  rates: PoolRates;
  loans: number;
  /** Borrowers of whom a loan moves, and the fewest that the tolerance needs. */
  movedBorrowers: number;
  fewestMoves: number;
  officers: ShownOfficer[];
  moves: ShownMove[];
  unplaced: {
    loanId: string;
    borrowerName: string | null;
    branch: string;
    officer: string | null;
    amountFen: number;
    why: 'locked' | 'nobody';
    unfit: Readonly<Record<Unfit, number>>;
  }[];
}

/** Everybody who holds a claim now or by the book. */
function holdersOf(loans: readonly BookLoan[]): OfficerKey[] {
  const all = new Map<string, OfficerKey>();
  for (const { branch, fromBranch, fromOfficer } of loans) {
    if (fromOfficer === null) continue;
    const who = { branch: fromBranch ?? branch, officer: fromOfficer };
    all.set(officerKey(who), who);
  }
  return [...all.values()];
}

/** The borrower of that name, or of the loan of that number. */
const borrowerOf = (named: string, loans: readonly BookLoan[]) =>
  loans.some((loan) => loan.borrower === named)
    ? named
    : (loans.find((loan) => loan.id === named)?.borrower ?? named);

const TEN_THOUSAND = 10_000;
const partOf = (load: number, fair: number) =>
  fair === 0 ? null : Math.round((TEN_THOUSAND * load) / fair);

/** Everything about a request besides its answer: what can be chosen from. */
async function readScope(reader: Reader, request: AssignRequest, clock: Clock) {
  const snapshot = await getSnapshot(reader, request.basisAsOf);
  const rates = request.rates ?? (await getRatesOf(reader, request.category, snapshot.asOf));
  checkRates(rates);
  const [all, roster] = await Promise.all([
    getAssignLoans(reader, snapshot, request.category, rates, clock.today()),
    getOfficersOn(reader, clock.today()),
  ]);
  const isAsked = (branch: string) =>
    request.branches.length === 0 || request.branches.includes(branch);
  const loans = all.filter((loan) => isAsked(loan.branch));
  const listed = roster.source === 'roster' ? roster.officers : [];
  const holders = holdersOf(loans);
  const known = [...holders, ...listed.map(({ branch, name }) => ({ branch, officer: name }))];
  return { snapshot, rates, loans, known, staff: staffOf(request, holders, listed) };
}

/**
 * Assigns the loans of a request's scope; stores nothing. Refuses with 'no-snapshot' and as
 * refuse-assignment says.
 */
export async function makeAssignment(
  reader: Reader,
  request: AssignRequest,
  clock: Clock,
): Promise<ShownAssignment> {
  checkSizes(request);
  const { snapshot, rates, loans, known, staff } = await readScope(reader, request, clock);
  checkNames(request, known, loans);
  checkStaff(request, loans, staff);
  const found = assignLoans(
    loans,
    staff.filter((own) => own.share > 0),
    {
      weights: request.weights,
      tolerance: request.tolerance,
      acrossBranches: request.acrossBranches,
      avoidOrigin: request.avoidOrigin,
      conflicts: request.conflicts.map((own) => ({
        officer: officerKey(own),
        borrower: borrowerOf(own.borrower, loans),
      })),
      locked: new Set(request.locked),
    },
  );
  return showAssignment(snapshot, { ...request, rates }, loans, staff, found);
}

function showAssignment(
  snapshot: SnapshotRef,
  { category, rates }: Pick<ShownAssignment, 'category' | 'rates'>,
  loans: readonly BookLoan[],
  staff: ReturnType<typeof staffOf>,
  found: ReturnType<typeof assignLoans>,
): ShownAssignment {
  const byId = new Map(loans.map((loan) => [loan.id, loan]));
  const byKey = new Map(staff.map((own) => [own.key, own]));
  const sum = (of: 'movedBorrowers' | 'fewestMoves') =>
    found.pools.reduce((all, pool) => all + pool[of], 0);
  return {
    basis: { snapshotId: snapshot.id, asOf: snapshot.asOf },
    category,
    rates,
    loans: loans.length,
    movedBorrowers: sum('movedBorrowers'),
    fewestMoves: sum('fewestMoves'),
    officers: found.pools.flatMap((pool) =>
      pool.officers.flatMap((own): ShownOfficer[] => {
        const who = byKey.get(own.officer);
        if (who === undefined) return [];
        return [
          {
            branch: who.branch,
            officer: who.officer,
            share: who.share,
            kinds: who.kinds === undefined ? null : [...who.kinds],
            mostFen: who.mostFen ?? null,
            beforeBp: partOf(own.before.load, own.fairLoad),
            afterBp: partOf(own.after.load, own.fairLoad),
            before: own.before,
            after: own.after,
          },
        ];
      }),
    ),
    moves: found.moves.flatMap(({ loan, to, reason }): ShownMove[] => {
      const own = byId.get(loan.id);
      const taker = byKey.get(to);
      if (own === undefined || taker === undefined) return [];
      const { fromBranch, fromOfficer } = own;
      return [
        {
          loanId: own.id,
          borrower: own.borrower,
          borrowerName: own.borrowerName,
          township: own.township,
          branch: own.branch,
          bookOfficer: own.bookOfficer,
          from:
            fromOfficer === null
              ? null
              : { branch: fromBranch ?? own.branch, officer: fromOfficer },
          to: { branch: taker.branch, officer: taker.officer },
          amountFen: own.amountFen,
          collectableFen: own.collectableFen,
          kind: own.kind,
          reason,
        },
      ];
    }),
    unplaced: found.unplaced.flatMap(({ loan, why, unfit }) => {
      const own = byId.get(loan.id);
      if (own === undefined) return [];
      const { borrowerName, branch, fromOfficer: officer, amountFen } = own;
      return [{ loanId: own.id, borrowerName, branch, officer, amountFen, why, unfit }];
    }),
  };
}
