import { expect, it } from 'vitest';
import { buildPlan } from '../../../server/quotas/build-plan.ts';
import {
  findInLocks,
  putAs,
  unitOfLocks,
  withLocks,
} from '../../../web/features/quotas/target-locks.ts';
import { holder, inputsOf, requestOf } from './bank.ts';

const body = requestOf({
  targetFen: 100_000_000,
  limits: [
    { branch: '东支行', capFen: 90_000_000, floorFen: 1 },
    { branch: '西支行', lockFen: 7_000_000 },
  ],
});
const { plan } = buildPlan(
  { ...body, limits: [] },
  inputsOf([
    holder('东支行', '甲', 400_000_000),
    holder('东支行', '乙', 200_000_000),
    holder('西支行', '丙', 300_000_000),
    holder('西支行', '丁', 0),
  ]),
);
const LOCKS = [
  { branch: '东支行', lockFen: 60_000_000 },
  { branch: '东支行', officer: '甲', lockFen: 40_000_000 },
  { branch: '东支行', officer: '无此人', lockFen: 30_000_000 },
  { branch: '西支行', officer: '丁', lockFen: 500 },
  { branch: '北支行', officer: '甲', lockFen: 1_000_000 },
];

it('a branch counts by its own line, else by its officers; what has no place is told apart', () => {
  const found = findInLocks(LOCKS, plan);
  expect(found).toMatchObject({ branches: 1, officers: 4 });
  expect(found.totalFen).toBe(60_000_000 + 500 + 1_000_000);
  expect(found.gapFen).toBe(found.totalFen - 100_000_000);
  expect(found.fitting).toEqual(LOCKS.slice(0, 2));
  expect(found.unknown).toEqual([LOCKS[2], LOCKS[4]]);
  expect(found.withoutLoans).toEqual([LOCKS[3]]);
  expect(found.uneven).toEqual([
    { branch: '东支行', officersFen: 70_000_000, branchFen: 60_000_000 },
  ]);
});

it('locks and floors replace one another in their own places and leave the others alone', () => {
  const given = LOCKS.slice(0, 2);
  const locked = withLocks(body, given, 'lock');
  expect(locked.limits).toEqual([
    { branch: '西支行', lockFen: 7_000_000 },
    { branch: '东支行', capFen: 90_000_000, lockFen: 60_000_000 },
    { branch: '东支行', officer: '甲', lockFen: 40_000_000 },
  ]);
  const floored = withLocks(locked, given, 'floor');
  expect(floored.limits[1]).toEqual({
    ...{ branch: '东支行', capFen: 90_000_000, floorFen: 60_000_000 },
  });
  expect([body, locked, floored].map((own) => putAs(own, given))).toEqual([
    undefined,
    'lock',
    'floor',
  ]);
});

it('the unit becomes as fine as the locks need, and no finer', () => {
  expect(unitOfLocks([{ branch: 'x', lockFen: 3_000_000 }], 'wan')).toBe('wan');
  expect(unitOfLocks([{ branch: 'x', lockFen: 3_000_000 }], 'yuan')).toBe('yuan');
  expect(unitOfLocks([{ branch: 'x', lockFen: 3_010_000 }], 'wan')).toBe('yuan_100');
  expect(unitOfLocks([{ branch: 'x', lockFen: 3_000_001 }], 'yuan')).toBe('fen');
});
