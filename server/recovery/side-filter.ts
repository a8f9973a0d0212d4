import { ON_CLAIM } from '../triage/claim-sql.ts';
import { isOfLoansAlone, type LoanFilter, loanWhere, ON_LOAN } from '../triage/loan-filter.ts';
import type { Bind } from '../warehouse/warehouse.ts';

export type Side = 'before' | 'after';

/** The filter's columns as a side of `movement` and `posted_loan` has them. */
const COLUMNS: Readonly<Record<string, string>> = {
  'l.branch': 'branch',
  'l.officer': 'officer',
  'l.risk_class': 'class',
  's.default_type': 'type',
  's.pain_point': 'pain',
  'l.book_status': 'book_status',
  'l.product': 'product',
  "coalesce(l.npl_state, 'performing')": 'listed',
  'l.days_past_due': 'days',
  'l.defaulted_on': 'defaulted_on',
};

/** A column of a side; that of the day of default has the later book's own name. */
const nameOn = (side: Side, name: string): string =>
  side === 'after' && name === 'defaulted_on' ? name : `${side}_${name}`;

/** The keys of the filter that only the loan has and a side has not. */
const isFar = (key: string): boolean =>
  isOfLoansAlone(key) && key !== 'daysBand' && key !== 'vintage';

/** Of the flags only this one is kept with the side; the others are of claims alone. */
const KEPT_FLAG = 'class_lag';

/**
 * The filter as SQL over a side of `alias`, a row of `movement` or of `posted_loan`: TRUE where the
 * book of that side lists the loan and the filter holds for it there. Branch and officer alone ask
 * nothing of a side but its holder. Binds are numbered from `first`, the same ones for both sides.
 */
export function sideWhere(
  { flag, ...filter }: Omit<LoanFilter, 'asOf'>,
  first: number,
  alias: string,
): { sql(side: Side): string; binds: Bind[] } {
  const { branch: _, officer: __, ...ofLoan } = { ...filter, flag };
  const asksLoan = Object.values(ofLoan).some((wanted) => wanted !== undefined);
  // What a side does not keep is looked up in the book of that side.
  const entries = Object.entries(filter);
  const { sql, binds } = loanWhere(
    Object.fromEntries(entries.filter(([key]) => !isFar(key))),
    first,
  );
  const far = loanWhere(
    Object.fromEntries(entries.filter(([key]) => isFar(key))),
    first + binds.length,
    ON_LOAN,
  );
  const others = flag?.filter((one) => one !== KEPT_FLAG) ?? [];
  const onSide = (side: Side) => {
    const own = `${alias}.${side}`;
    const id = side === 'before' ? 'from_id' : 'to_id';
    const book = `${alias}.${id}`;
    const held = Object.entries(COLUMNS).reduce(
      (text, [column, name]) => text.replaceAll(column, `${alias}.${nameOn(side, name)}`),
      sql,
    );
    const flags = flag?.includes(KEPT_FLAG) ? [`${own}_lag`] : [];
    if (others.length > 0) {
      flags.push(`EXISTS (SELECT 1 FROM claim c
        WHERE c.snapshot_id = ${book}
          AND c.loan_id = ${alias}.loan_id AND ${loanWhere({ flag: others }, 1, ON_CLAIM).sql})`);
    }
    const parts = [held];
    if (far.binds.length > 0) {
      // Without `k` every loan of every book that the filter holds for is kept in memory.
      parts.push(`EXISTS (SELECT 1 FROM loan x
        JOIN (SELECT ${id}, loan_id FROM movement UNION SELECT ${id}, loan_id FROM posted_loan) k
          ON k.${id} = x.snapshot_id AND k.loan_id = x.loan_id
        WHERE x.snapshot_id = ${book} AND x.loan_id = ${alias}.loan_id AND ${far.sql})`);
    }
    if (asksLoan) parts.push(`${own}_listed IS NOT NULL`);
    if (flag !== undefined) parts.push(flags.length === 0 ? 'FALSE' : `(${flags.join(' OR ')})`);
    return `coalesce(${parts.join(' AND ')}, FALSE)`;
  };
  return { sql: onSide, binds: [...binds, ...far.binds] };
}
