import { expect, it } from 'vitest';
import { buildPlan } from '../../../server/quotas/build-plan.ts';
import { causesOf } from '../../../web/features/quotas/sheet-changes.ts';
import { holder, inputsOf, requestOf } from './bank.ts';

const WAN = 1_000_000;
const who = { branch: '城关', officer: '甲' };
const officers = [holder('城关', '甲', 600 * WAN), holder('城关', '乙', 400 * WAN)];

function receiptOf(more: object) {
  const request = requestOf({ targetFen: 100 * WAN, weights: { npl: 100 }, ...more });
  const found = buildPlan(request, inputsOf(officers)).receipt(who);
  if (found === undefined) throw new Error('no receipt');
  return found;
}

it('a sheet says what changed: a joint pool and an absence by themselves, not as the branch’s quota', () => {
  const before = receiptOf({});
  expect(causesOf(before, before)).toEqual([]);
  expect(causesOf(before, receiptOf({ jointPools: { perMille: 100, branches: [] } }))).toEqual([
    { id: 'joint', before: 0, after: 10 * WAN },
  ]);
  const away = receiptOf({ presence: [{ ...who, firstMonth: 4, isNew: true }] });
  expect(causesOf(before, away)).toEqual([{ id: 'presence', before: 12, after: 4.5 }]);
  expect(causesOf(before, receiptOf({ targetFen: 120 * WAN })).map(({ id }) => id)).toEqual([
    'target',
    'branch',
  ]);
});
