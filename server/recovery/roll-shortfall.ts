import type { Fen } from '../money.ts';

/** A year of twelve months (January first) with what each lacked carried into the next. */
export interface RolledYear {
  /** The plan with the shortfall of the months before: what each month asks now. */
  rolledFen: Fen[];
  /** What each month that is over left to the next; 0 where it brought enough. */
  carriedFen: Fen[];
}

/**
 * 欠额滚动: a month's shortfall, its rolled plan less what came in and not below zero, is added to
 * the next month's plan (a grade assessment of officers, domain T4: "monthly shortfall rolls to next
 * month"). A month that brings more than it asks lowers nothing: the plan of the next is its own.
 * `achieved` holds the months that are over, from January; the month after them takes what they
 * lack, and the rest are as planned. What December lacks stays open.
 */
export function rollShortfall(plan: readonly Fen[], achieved: readonly Fen[]): RolledYear {
  const rolledFen: Fen[] = [];
  const carriedFen: Fen[] = [];
  let carried = 0;
  plan.forEach((own, month) => {
    const asked = own + carried;
    const came = achieved[month];
    carried = came === undefined ? 0 : Math.max(0, asked - came);
    rolledFen.push(asked);
    carriedFen.push(carried);
  });
  return { rolledFen, carriedFen };
}
