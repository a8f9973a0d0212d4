import type { Plan } from '../../../server/quotas/plan.ts';

/** An officer whose months differ: what was left, what is left now, and each month's two amounts. */
export interface RestRow {
  branch: string;
  officer: string;
  beforeFen: number;
  afterFen: number;
  poolFen: number;
  months: { month: number; beforeFen: number; afterFen: number }[];
}

export interface ComparedRest {
  /** The first month that could change. */
  firstMonth: number;
  /** The most changed first. */
  rows: RestRow[];
  bank: RestRow;
}

const NONE: readonly number[] = Array.from({ length: 12 }, () => 0);

/** The plan in force beside the re-plan of it, from the first month that could change on. */
export function compareRest(base: Plan, plan: Plan): ComparedRest {
  const firstMonth = plan.replan?.firstMonth ?? 1;
  const rowOf = (
    who: { branch: string; officer: string; poolFen: number },
    before: readonly number[],
    after: readonly number[],
  ): RestRow => {
    const months = NONE.map((_, m) => ({
      month: m + 1,
      beforeFen: before[m] ?? 0,
      afterFen: after[m] ?? 0,
    })).slice(firstMonth - 1);
    return {
      ...who,
      beforeFen: months.reduce((sum, own) => sum + own.beforeFen, 0),
      afterFen: months.reduce((sum, own) => sum + own.afterFen, 0),
      months,
    };
  };
  const idOf = (own: { branch: string; officer: string }) =>
    JSON.stringify([own.branch, own.officer]);
  const was = new Map(base.officers.map((own) => [idOf(own), own.monthsFen]));
  const rows = plan.officers
    .map((own) =>
      rowOf(
        { branch: own.branch, officer: own.officer, poolFen: own.collectableFen },
        was.get(idOf(own)) ?? NONE,
        own.monthsFen,
      ),
    )
    .filter((row) => row.months.some((own) => own.beforeFen !== own.afterFen));
  const change = (row: RestRow) => Math.abs(row.afterFen - row.beforeFen);
  return {
    firstMonth,
    rows: rows.sort((a, b) => change(b) - change(a)),
    bank: rowOf(
      { branch: '', officer: '', poolFen: plan.pool.collectableFen },
      base.monthsFen,
      plan.monthsFen,
    ),
  };
}
