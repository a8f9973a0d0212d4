import type { Receipt } from '../../../server/quotas/receipt.ts';

export interface Cause {
  id: 'target' | 'branch' | 'joint' | 'presence' | 'pool' | 'basis' | 'edits';
  /** Fen, or a day for 'basis', months that count for 'presence', how many for 'edits'. */
  before: number | string;
  after: number | string;
}

/** What of the branch's quota is nobody's own. */
const jointOf = ({ branchStep, officerStep }: Receipt) =>
  branchStep.resultFen - officerStep.totalFen;

/** Months of presence, those of new staff for the part that they count. */
const monthsOf = ({ officerStep: { presence } }: Receipt) =>
  presence === null ? 12 : (presence.months * presence.perMille) / 1000;

/** What decides a quota and is not as it was in the version before. */
export function causesOf(before: Receipt, now: Receipt): Cause[] {
  const edits = now.adjustments.filter((change) => change.deltaFen !== 0 || change.isOwn).length;
  const pairs: Cause[] = [
    { id: 'target', before: before.branchStep.totalFen, after: now.branchStep.totalFen },
    { id: 'branch', before: before.branchStep.resultFen, after: now.branchStep.resultFen },
    { id: 'joint', before: jointOf(before), after: jointOf(now) },
    { id: 'presence', before: monthsOf(before), after: monthsOf(now) },
    { id: 'basis', before: before.basisAsOf, after: now.basisAsOf },
    { id: 'pool', before: before.pool.collectableFen, after: now.pool.collectableFen },
    { id: 'edits', before: 0, after: edits },
  ];
  return pairs.filter((own) => own.before !== own.after);
}
