import type { Plan } from '../../../server/quotas/plan.ts';
import type { PlanBody, PlanUnit } from './draft.ts';

/** A year's amount that a loaded file gives a branch, or an officer. */
export interface TargetLock {
  branch: string;
  officer?: string | undefined;
  lockFen: number;
}

/** Locks are the amount itself, floors at least that. */
export type LockKind = 'lock' | 'floor';

const keyOf = ({ branch, officer }: { branch: string; officer?: string | undefined }) =>
  JSON.stringify([branch, officer]);

const sum = (locks: readonly TargetLock[]) => locks.reduce((all, own) => all + own.lockFen, 0);

/** What a file's breakdown says beside a plan, before any of it is put in. */
export interface LockFindings {
  branches: number;
  officers: number;
  /** A branch counts by its own line, else by its officers'. */
  totalFen: number;
  /** Total − the plan's target. */
  gapFen: number;
  /** What the plan has a place for. */
  fitting: TargetLock[];
  /** Names that the plan's loan book does not have. */
  unknown: TargetLock[];
  /** Known, but with nothing of this category to collect. */
  withoutLoans: TargetLock[];
  /** Branches whose officers add up to something else than their own line. */
  uneven: { branch: string; officersFen: number; branchFen: number }[];
}

/** Compares the lines of a file with the plan on the page: fen, exact. */
export function findInLocks(locks: readonly TargetLock[], plan: Plan): LockFindings {
  const officers = locks.filter((own) => own.officer !== undefined);
  const branches = locks.filter((own) => own.officer === undefined);
  const officersOf = (branch: string) => officers.filter((own) => own.branch === branch);
  const stated = new Set(branches.map((own) => own.branch));
  const totalFen = sum(branches) + sum(officers.filter((own) => !stated.has(own.branch)));
  const places = new Set([
    ...plan.branches.map(({ branch }) => keyOf({ branch })),
    ...plan.officers.map(keyOf),
  ]);
  const idle = new Set(plan.withoutLoans.map(keyOf));
  return {
    branches: branches.length,
    officers: officers.length,
    totalFen,
    gapFen: totalFen - plan.targetFen,
    fitting: locks.filter((own) => places.has(keyOf(own))),
    unknown: locks.filter((own) => !places.has(keyOf(own)) && !idle.has(keyOf(own))),
    withoutLoans: locks.filter((own) => idle.has(keyOf(own))),
    uneven: branches.flatMap(({ branch, lockFen }) => {
      const own = officersOf(branch);
      const officersFen = sum(own);
      return own.length === 0 || officersFen === lockFen
        ? []
        : [{ branch, officersFen, branchFen: lockFen }];
    }),
  };
}

const FEN: readonly (readonly [PlanUnit, number])[] = [
  ['wan', 1_000_000],
  ['yuan_1000', 100_000],
  ['yuan_100', 10_000],
  ['yuan', 100],
  ['fen', 1],
];

/** The coarsest unit, no coarser than `unit`, of which every lock is a whole number. */
export function unitOfLocks(locks: readonly TargetLock[], unit: PlanUnit): PlanUnit {
  const from = FEN.findIndex(([id]) => id === unit);
  const found = FEN.slice(from).find(([, fen]) => locks.every((own) => own.lockFen % fen === 0));
  return found?.[0] ?? 'fen';
}

/**
 * The request with a file's amounts as locks, or as floors, in place of what was locked or floored
 * there; caps stay with floors. Locks may need a finer unit, floors are rounded up to the unit.
 */
export function withLocks(body: PlanBody, locks: readonly TargetLock[], kind: LockKind): PlanBody {
  const before = new Map(body.limits.map((own) => [keyOf(own), own]));
  const named = new Set(locks.map(keyOf));
  const put = locks.map(({ branch, officer, lockFen }) => {
    const {
      lockFen: _lock,
      floorFen: _floor,
      ...kept
    } = before.get(keyOf({ branch, officer })) ?? {
      branch,
      ...(officer === undefined ? {} : { officer }),
    };
    return kind === 'lock' ? { ...kept, lockFen } : { ...kept, floorFen: lockFen };
  });
  return {
    ...body,
    unit: kind === 'lock' ? unitOfLocks(locks, body.unit) : body.unit,
    limits: [...body.limits.filter((own) => !named.has(keyOf(own))), ...put],
  };
}

/** How the file's amounts stand in the request already, all of them; undefined when they do not. */
export function putAs(body: PlanBody, locks: readonly TargetLock[]): LockKind | undefined {
  const held = new Map(body.limits.map((own) => [keyOf(own), own]));
  const areAll = (id: 'lockFen' | 'floorFen') =>
    locks.length > 0 && locks.every((own) => held.get(keyOf(own))?.[id] === own.lockFen);
  return areAll('lockFen') ? 'lock' : areAll('floorFen') ? 'floor' : undefined;
}
