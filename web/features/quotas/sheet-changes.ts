import type { Receipt } from '../../../server/quotas/receipt.ts';

export interface Cause {
  id: 'target' | 'branch' | 'pool' | 'basis' | 'edits';
  /** Fen, or days for 'basis', or how many for 'edits'. */
  before: number | string;
  after: number | string;
}

/** What decides a quota and is not as it was in the version before. */
export function causesOf(before: Receipt, now: Receipt): Cause[] {
  const edits = now.adjustments.filter((change) => change.deltaFen !== 0 || change.isOwn).length;
  const pairs: Cause[] = [
    { id: 'target', before: before.branchStep.totalFen, after: now.branchStep.totalFen },
    { id: 'branch', before: before.officerStep.totalFen, after: now.officerStep.totalFen },
    { id: 'basis', before: before.basisAsOf, after: now.basisAsOf },
    { id: 'pool', before: before.pool.collectableFen, after: now.pool.collectableFen },
    { id: 'edits', before: 0, after: edits },
  ];
  return pairs.filter((own) => own.before !== own.after);
}
