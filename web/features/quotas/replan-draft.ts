import type { Proposals } from '../../../server/quotas/get-proposals.ts';
import type { ReplanChange } from '../../../server/quotas/replan-wish.ts';
import type { PlanBody } from './draft.ts';

export type Change = ReplanChange;
export type ChangeKind = Change['kind'];
export type Wish = NonNullable<PlanBody['replan']>;
export type People = Proposals['people'];

export const KINDS: readonly ChangeKind[] = [
  'leave',
  'join',
  'move',
  'handover',
  'absence',
  'merge',
  'target',
];

/** The first day of the next month, within the year and not before the plan in force counts. */
export function defaultDay(today: string, year: number, notBefore: string | null): string {
  const next =
    today.slice(5, 7) === '12' || !today.startsWith(`${year}-`)
      ? `${year}-12-01`
      : `${year}-${String(Number(today.slice(5, 7)) + 1).padStart(2, '0')}-01`;
  return notBefore !== null && next < notBefore ? notBefore : next;
}

/** The plan in force as a re-plan without changes, to be read against who holds the loans now. */
export function startReplan(body: PlanBody, basePlanId: number, effectiveOn: string): PlanBody {
  const { basisAsOf: _book, holdersOn: _day, ...rest } = body;
  return {
    ...rest,
    holders: 'assigned',
    edits: [],
    replan: { basePlanId, effectiveOn, partMonth: 'next', changes: [] },
  };
}

export const personId = ({ branch, officer }: { branch: string; officer: string }) =>
  JSON.stringify([branch, officer]);

/** Whether a proposal has been taken up: the same kind of change of the same people. */
export function isUsed(changes: readonly Change[], proposed: Change): boolean {
  const idOf = (change: Change) => {
    if (!('officer' in change)) return change.kind;
    const to = change.kind === 'handover' ? personId(change.to) : '';
    return `${change.kind} ${personId(change)} ${to}`;
  };
  return changes.some((own) => idOf(own) === idOf(proposed));
}
