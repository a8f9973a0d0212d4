import { yuanText } from '../money.ts';
import { POOL_LABEL } from './joint-pool.ts';
import type { Plan } from './plan.ts';

/** A cell that a spreadsheet would run as a formula stays text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Fen as 万元, exact, with at least two decimals. */
function wanText(amount: number): string {
  const [whole = '', cents = ''] = yuanText(Math.abs(amount)).split('.');
  const digits = whole.padStart(5, '0');
  const decimals = (digits.slice(-4) + cents).replace(/0+$/, '').padEnd(2, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -4)}.${decimals}`;
}

/** A branch's lines: its officers, and its joint pool under that name. */
export function linesOf(plan: Plan, branch: string) {
  return [
    ...plan.officers.filter((own) => own.branch === branch),
    ...plan.jointPools
      .filter((own) => own.branch === branch)
      .map((own) => ({ ...own, officer: POOL_LABEL })),
  ];
}

/**
 * The plan as 任务分解表 for a spreadsheet: officer × month by branch, with branch and bank totals,
 * in 万元. UTF-8 with a byte order mark, CRLF.
 */
export function matrixCsv(plan: Plan): string {
  const months = Array.from({ length: 12 }, (_, m) => `${m + 1}月`);
  const line = (
    name: readonly string[],
    own: { quotaFen: number; monthsFen: readonly number[] },
  ) => [...name, ...own.monthsFen.map(wanText), wanText(own.quotaFen)];
  const rows = plan.branches.flatMap((branch) => [
    ...linesOf(plan, branch.branch).map((own) => line([own.branch, own.officer], own)),
    line([branch.branch, '小计'], branch),
  ]);
  const all = [
    ['机构', '清收员', ...months, '全年(万元)'],
    ...rows,
    line(['合计', ''], { quotaFen: plan.targetFen, monthsFen: plan.monthsFen }),
  ];
  return `\uFEFF${all.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
