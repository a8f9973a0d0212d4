import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import { FEN_PER_UNIT, type Fen } from '../money.ts';
import { refuseBrokenUnits } from './check-target.ts';
import type { PlanRequest } from './plan-request.ts';
import { sayFen } from './say-money.ts';
import type { Bounds } from './split-step.ts';

/** A branch and a name: the identity of an officer. */
export interface OfficerKey {
  branch: string;
  officer: string;
}

export function officerKey({ branch, officer }: OfficerKey): string {
  return JSON.stringify([branch, officer]);
}

/** Bounds in units, by branch and by officer, and the locked cells. */
export interface PlanBounds {
  branch(branch: string): Bounds;
  officer(who: OfficerKey): Bounds;
  /** Units locked for month 1–12, or undefined. */
  cell(who: OfficerKey, month: number): bigint | undefined;
}

function refuse(code: string, zh: string, en: string, next: Sentence): never {
  throw new Refusal(code, 422, { happened: { zh, en }, kept: NOTHING_CHANGED, next });
}

const asFloor = (amount: Fen | undefined, perUnit: bigint) =>
  amount === undefined ? 0n : (BigInt(Math.ceil(amount)) + perUnit - 1n) / perUnit;
const asCap = (amount: Fen | undefined, perUnit: bigint) =>
  amount === undefined ? undefined : BigInt(Math.floor(amount)) / perUnit;

/** A name that the loan book does not have, or an officer who has nothing to collect. */
function refuseUnknown(
  who: { branch: string; officer?: string | undefined },
  demand: Fen,
  known: ReadonlySet<string>,
  eligible: ReadonlySet<string>,
): void {
  const key = who.officer === undefined ? who.branch : officerKey({ ...who, officer: who.officer });
  const name = who.officer === undefined ? who.branch : `${who.branch} ${who.officer}`;
  if (!known.has(key)) {
    refuse('unknown-name', `台账里没有“${name}”。`, `The loan book has no "${name}".`, {
      zh: '请核对机构和清收员姓名。',
      en: "Check the branch and the officer's name.",
    });
  }
  if (demand > 0 && !eligible.has(key)) {
    refuse(
      'officer-without-loans',
      `“${name}”名下没有本类别的贷款,不能给他下限或锁定任务。`,
      `"${name}" holds no loans of this category, so no floor or lock can be set.`,
      {
        zh: '请先分派贷款,或去掉这项下限、锁定。',
        en: 'Assign loans first, or remove this floor or lock.',
      },
    );
  }
}

/**
 * The request's floors, caps and locks as bounds in units. A floor is rounded up, a cap down; a lock
 * must be whole units. The locked months of an officer are a floor of the year; twelve of them are
 * the year. Refuses with 'limit-negative', 'duplicate-limit', 'unknown-name',
 * 'officer-without-loans' or 'not-whole-units'.
 */
export function officerBounds(
  request: PlanRequest,
  known: ReadonlySet<string>,
  eligible: ReadonlySet<string>,
  isAway: (key: string) => boolean = () => false,
): PlanBounds {
  const perUnit = BigInt(FEN_PER_UNIT[request.unit]);
  const everybody = { floorFen: request.officerFloorFen, capFen: request.officerCapFen };
  const amounts = [everybody, ...request.limits].flatMap((l) => [
    l.floorFen ?? 0,
    l.capFen ?? 0,
    'lockFen' in l ? (l.lockFen ?? 0) : 0,
  ]);
  if ([...amounts, ...request.cellLocks.map((lock) => lock.amountFen)].some((a) => !(a >= 0))) {
    refuse(
      'limit-negative',
      '下限、上限或锁定金额是负数。',
      'A floor, a cap or a lock is negative.',
      { zh: '请填零或正数。', en: 'Enter zero or more.' },
    );
  }
  const limits = new Map<string, (typeof request.limits)[number]>();
  for (const limit of request.limits) {
    const { branch, officer } = limit;
    const key = officer === undefined ? branch : officerKey({ branch, officer });
    refuseUnknown(limit, Math.max(limit.floorFen ?? 0, limit.lockFen ?? 0), known, eligible);
    if (limits.has(key)) refuseTwice(officer ?? branch);
    if (limit.lockFen !== undefined) {
      refuseBrokenUnits(limit.lockFen, request.unit, { zh: '锁定金额', en: 'The locked amount' });
    }
    limits.set(key, limit);
  }
  const cells = new Map<string, Map<number, bigint>>();
  for (const lock of request.cellLocks) {
    refuseUnknown(lock, lock.amountFen, known, eligible);
    refuseBrokenUnits(lock.amountFen, request.unit, { zh: '锁定金额', en: 'The locked amount' });
    const key = officerKey(lock);
    const months = cells.get(key) ?? new Map<number, bigint>();
    if (months.has(lock.month)) refuseTwice(`${lock.officer} ${lock.month}`);
    months.set(lock.month, BigInt(lock.amountFen) / perUnit);
    cells.set(key, months);
  }

  const boundsOf = (key: string, shared: Partial<typeof everybody>): Bounds => {
    const limit = limits.get(key);
    if (limit?.lockFen !== undefined) {
      const lock = BigInt(limit.lockFen) / perUnit;
      return { floor: lock, cap: lock, isLocked: true };
    }
    return {
      floor: asFloor(limit?.floorFen ?? shared.floorFen, perUnit),
      cap: asCap(limit?.capFen ?? shared.capFen, perUnit),
      isLocked: false,
    };
  };
  return {
    branch: (branch) => boundsOf(branch, {}),
    officer(who) {
      const key = officerKey(who);
      if (!eligible.has(key) || isAway(key)) return { floor: 0n, cap: 0n, isLocked: false };
      const bounds = boundsOf(key, everybody);
      const months = cells.get(key);
      if (months === undefined) return bounds;
      const locked = [...months.values()].reduce((sum, units) => sum + units, 0n);
      if (bounds.isLocked) {
        if (locked > bounds.floor || (months.size === 12 && locked < bounds.floor)) {
          refuseLocks(who, Number(locked * perUnit), Number(bounds.floor * perUnit));
        }
        return bounds;
      }
      if (months.size === 12) return { floor: locked, cap: locked, isLocked: true };
      return locked > bounds.floor ? { ...bounds, floor: locked } : bounds;
    },
    cell: (who, month) => cells.get(officerKey(who))?.get(month),
  };
}

function refuseLocks(who: OfficerKey, months: Fen, year: Fen): never {
  const by = sayFen(Math.abs(months - year));
  refuse(
    'locks-conflict',
    `“${who.branch} ${who.officer}”各月锁定合计 ${sayFen(months).zh},与全年锁定 ${sayFen(year).zh}矛盾,${months > year ? '多' : '少'} ${by.zh}。`,
    `The locked months of "${who.officer}" of "${who.branch}" add up to ${sayFen(months).en}, ${by.en} ${months > year ? 'above' : 'below'} the locked year of ${sayFen(year).en}.`,
    { zh: '请解除其中一项锁定。', en: 'Release one of these locks.' },
  );
}

function refuseTwice(name: string): never {
  refuse(
    'duplicate-limit',
    `“${name}”的限制或锁定写了两次。`,
    `A limit or lock of "${name}" is given twice.`,
    { zh: '请只保留一条。', en: 'Keep one of them.' },
  );
}
