import { NOTHING_CHANGED, Refusal, type RefusalStatus, type Sentence } from '../errors.ts';
import type { AssignRequest } from './assign-request.ts';
import type { StaffMember } from './assign-staff.ts';
import type { BookLoan } from './get-assign-loans.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';

export function refuseAssignment(
  code: string,
  happened: Sentence,
  next: Sentence,
  status: RefusalStatus = 422,
): never {
  throw new Refusal(code, status, { happened, kept: NOTHING_CHANGED, next });
}

const MOST_SHARE = 300;
const MOST_TOLERANCE = 500;

/** Refuses sizes that mean nothing: 'tolerance-range', 'weights-zero', 'share-range', 'most-range'. */
export function checkSizes({ tolerance, weights, officers }: AssignRequest): void {
  if (!Number.isInteger(tolerance) || tolerance < 1 || tolerance > MOST_TOLERANCE) {
    refuseAssignment(
      'tolerance-range',
      {
        zh: `允许偏差 ${tolerance / 10}% 不在 0.1% 到 50% 之间。`,
        en: `The tolerance of ${tolerance / 10}% is not between 0.1% and 50%.`,
      },
      { zh: '请改在这个范围内。', en: 'Choose one in this range.' },
    );
  }
  if (weights.collectable + weights.effort + weights.borrowers === 0) {
    refuseAssignment(
      'weights-zero',
      { zh: '均衡的三项权重都是零。', en: 'All three weights of the balance are zero.' },
      { zh: '请至少给一项权重。', en: 'Give at least one of them a weight.' },
    );
  }
  for (const { officer, share, mostFen } of officers) {
    if (!Number.isInteger(share) || share < 0 || share > MOST_SHARE) {
      refuseAssignment(
        'share-range',
        {
          zh: `“${officer}”的承担比例 ${share}% 不是 0 到 ${MOST_SHARE} 的整数。`,
          en: `The share of "${officer}", ${share}%, is not a whole number from 0 to ${MOST_SHARE}.`,
        },
        { zh: '请填写整数百分比;0 表示不参加。', en: 'Enter whole percent; 0 leaves out.' },
      );
    }
    if (mostFen !== undefined && (!Number.isSafeInteger(mostFen) || mostFen < 0)) {
      refuseAssignment(
        'most-range',
        {
          zh: `“${officer}”的单户上限不是非负的整数分。`,
          en: `The largest claim for "${officer}" is not whole fen of zero or more.`,
        },
        { zh: '请改正金额。', en: 'Correct the amount.' },
      );
    }
  }
}

/**
 * Refuses names that neither book nor roster has: 'unknown-officer', 'officer-twice', 'unknown-loan',
 * 'unknown-borrower'.
 */
export function checkNames(
  request: AssignRequest,
  known: readonly OfficerKey[],
  loans: readonly BookLoan[],
): void {
  const names = new Set(known.map(officerKey));
  const wished = new Set<string>();
  const unknown = (who: OfficerKey) =>
    refuseAssignment(
      'unknown-officer',
      {
        zh: `${who.branch}没有“${who.officer}”。`,
        en: `${who.branch} has nobody called "${who.officer}".`,
      },
      {
        zh: '请核对姓名;新到岗的人请勾选“新到岗”。',
        en: 'Check the name; mark somebody new as joining.',
      },
    );
  for (const own of request.officers) {
    const key = officerKey(own);
    if (!names.has(key) && !own.joins) unknown(own);
    if (own.officer.trim() === '' || own.branch.trim() === '') unknown(own);
    if (wished.has(key)) {
      refuseAssignment(
        'officer-twice',
        { zh: `“${own.officer}”写了两次。`, en: `"${own.officer}" is given twice.` },
        { zh: '请只保留一条。', en: 'Keep one of them.' },
      );
    }
    wished.add(key);
  }
  for (const own of request.conflicts) {
    if (!names.has(officerKey(own)) && !wished.has(officerKey(own))) unknown(own);
  }
  const ids = new Set(loans.map((loan) => loan.id));
  const borrowers = new Set(loans.map((loan) => loan.borrower));
  const stranger = request.conflicts.find(
    ({ borrower }) => !borrowers.has(borrower) && !ids.has(borrower),
  );
  if (stranger !== undefined) {
    refuseAssignment(
      'unknown-borrower',
      {
        zh: `要回避的“${stranger.borrower}”不是这次分派范围内的借据号或借款人。`,
        en: `"${stranger.borrower}", whom "${stranger.officer}" is to avoid, is no loan or borrower among those assigned.`,
      },
      { zh: '请核对借据号,或删除这条回避。', en: 'Check the number, or remove the conflict.' },
    );
  }
  const missing = request.locked.find((id) => !ids.has(id));
  if (missing !== undefined) {
    refuseAssignment(
      'unknown-loan',
      {
        zh: `要留在原处的借据 ${missing} 不在这次分派的范围内。`,
        en: `The loan ${missing} that is to stay is not among those assigned.`,
      },
      { zh: '请解除它的固定。', en: 'Release it.' },
    );
  }
}

/** Refuses a scope without loans ('nothing-to-assign') and loans without any officer ('no-officers'). */
export function checkStaff(
  request: AssignRequest,
  loans: readonly BookLoan[],
  staff: readonly StaffMember[],
): void {
  if (loans.length === 0) {
    refuseAssignment(
      'nothing-to-assign',
      {
        zh: '所选范围里没有这一类债权。',
        en: 'There are no claims of this category in the chosen scope.',
      },
      { zh: '请另选机构、类别或数据日期。', en: 'Choose another branch, category or date.' },
    );
  }
  const present = staff.filter((own) => own.share > 0);
  const branches = new Set(present.map((own) => own.branch));
  const bare = request.acrossBranches
    ? present.length === 0
      ? loans[0]
      : undefined
    : loans.find((loan) => !branches.has(loan.branch));
  if (bare === undefined) return;
  const where = request.acrossBranches
    ? { zh: '所选范围', en: 'The scope' }
    : { zh: bare.branch, en: bare.branch };
  const count = request.acrossBranches
    ? loans.length
    : loans.filter((loan) => loan.branch === bare.branch).length;
  refuseAssignment(
    'no-officers',
    {
      zh: `${where.zh}有 ${count} 笔贷款,但没有一个参加分派的清收员(承担比例都是 0)。`,
      en: `${where.en} has ${count} loans and no officer to take them (every share is 0).`,
    },
    {
      zh: '请至少留一人,或允许跨机构分派。',
      en: 'Keep at least one, or allow officers of other branches.',
    },
  );
}
