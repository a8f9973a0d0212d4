import { toDay } from './days.ts';
import { distinctNames } from './names.ts';
import type { Random } from './random.ts';

export const BANK = '示范农商银行';

export type Branch = {
  code: string;
  name: string;
  /** Share of the bank's lending. */
  weight: number;
  /** One of the branches that fall behind after June. */
  behind: boolean;
  /** How the branch collects against branches like it. */
  effort: number;
};

export type Officer = {
  code: string;
  name: string;
  branch: string;
  role: string;
  from: number;
  to: number | null;
  /** 1.00 = a full officer; hundredths. */
  capacity: number;
  /** How well this officer collects; 1 is average. */
  skill: number;
  /** Newly appointed: on the roster, no loans yet. */
  idle: boolean;
};

const BEHIND = ['城关支行', '河西支行', '北塬支行'];
const OTHERS = [
  '柳林支行',
  '南关支行',
  '东镇支行',
  '石桥支行',
  '新区支行',
  '河口支行',
  '沙坪支行',
  '云台支行',
  '青山支行',
];

export const BRANCHES: readonly Branch[] = [...BEHIND, ...OTHERS].map((name, index) => ({
  code: `9901${String(index + 1).padStart(2, '0')}`,
  name,
  weight: [0.155, 0.138, 0.127][index] ?? 0.58 / OTHERS.length,
  behind: BEHIND.includes(name),
  effort: [1.02, 0.96, 1, 1.06, 0.94, 1, 1.05, 0.93, 1.02, 0.97, 1.04, 1][index] ?? 1,
}));

export const BRANCH_WEIGHTS: Readonly<Record<string, number>> = Object.fromEntries(
  BRANCHES.map(({ name, weight }) => [name, weight]),
);

/** The branches whose newest officer has no loans. */
const WITH_IDLE_OFFICER = ['柳林支行', '新区支行', '东镇支行'];

/** Sixty officers: seven or eight in each large branch, four in the others, and one more. */
export function makeOfficers(random: Random, year: number): Officer[] {
  const names = distinctNames(random, 60);
  const officers: Officer[] = [];
  for (const branch of BRANCHES) {
    const count = branch.behind ? 8 : 4;
    for (let i = 0; i < count; i++) {
      const idle = WITH_IDLE_OFFICER.includes(branch.name) && i === count - 1;
      officers.push({
        code: `Q${String(1001 + officers.length)}`,
        name: names[officers.length] ?? '',
        branch: branch.name,
        role: i === 0 ? '清收主管' : '客户经理',
        from: idle ? toDay(`${year}-09-01`) : toDay(`${random.int(2012, year - 2)}-03-01`),
        to: null,
        capacity: idle ? 50 : random.pick([100, 100, 100, 100, 80, 120]),
        skill: Math.min(2, Math.max(0.4, random.around(1, 0.35))),
        idle,
      });
    }
  }
  return officers;
}
