import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';
import type { OfficerPool } from './officer-pool.ts';
import { blendsOf, type PlanRequest } from './plan-request.ts';
import { refuseAbsent } from './presence.ts';

/** Amounts that the request fixes for somebody who is not there. Refuses as `refuseAbsent`. */
export function refuseFixedWhileAbsent(
  request: PlanRequest,
  monthsOf: (who: OfficerKey) => readonly number[],
): void {
  const away = request.presence.filter((own) => monthsOf(own).length < 12);
  for (const who of away) {
    const key = officerKey(who);
    const isOwn = (place: { branch: string; officer?: string | undefined }) =>
      place.officer !== undefined && officerKey({ ...place, officer: place.officer }) === key;
    refuseAbsent(who, monthsOf(who), [
      ...request.cellLocks.filter(isOwn),
      ...request.limits.filter(isOwn).map((own) => ({ amountFen: own.lockFen ?? 0 })),
      ...request.edits.flatMap((edit) => edit.places.filter(isOwn)),
    ]);
  }
}

/** Weights that are all zero ('weights-zero'), or nobody who holds loans ('nobody-to-plan'). */
export function refuseNobody(pools: readonly OfficerPool[], request: PlanRequest): void {
  const blends = blendsOf(request);
  const isEmpty = (blend: Record<string, number>) => Object.values(blend).every((p) => p === 0);
  // A level by headcount or equal parts has no blend.
  const isUsed = ({ kind }: { kind: string }) => kind !== 'headcount' && kind !== 'equal';
  const { branch, officer } = request.methods;
  if ((isUsed(branch) && isEmpty(blends.branch)) || (isUsed(officer) && isEmpty(blends.officer))) {
    throw new Refusal('weights-zero', 422, {
      happened: {
        zh: '所有权重都是零,无法分配。',
        en: 'All weights are zero: nothing can be split.',
      },
      kept: NOTHING_CHANGED,
      next: {
        zh: '请至少给一项依据大于零的权重。',
        en: 'Give at least one basis a weight above zero.',
      },
    });
  }
  if (pools.length > 0) return;
  throw new Refusal('nobody-to-plan', 422, {
    happened: {
      zh: '这一天的台账里没有任何清收员持有本类别的贷款,目标无人可分。',
      en: 'In the loan book of that day no officer holds a loan of this category, so there is nobody to split the target over.',
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请换一个数据日期或类别,或先导入台账。',
      en: 'Choose another day or category, or load a loan book first.',
    },
  });
}
