import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Bind } from '../warehouse/warehouse.ts';

/** Loans of snapshot $1 under a filter and a search, as `FROM … WHERE …`; binds from $2 on. */
export function loansFrom(filter: LoanFilter, search?: string): { sql: string; binds: Bind[] } {
  const where = loanWhere(filter, 2);
  const binds = [...where.binds];
  let found = '';
  const wanted = search?.trim() ?? '';
  if (wanted !== '') {
    binds.push(wanted);
    const at = `$${binds.length + 1}`;
    found = ` AND (${['l.loan_id', 'l.borrower_id', 'l.borrower_name']
      .map((name) => `strpos(${name}, ${at}) > 0`)
      .join(' OR ')})`;
  }
  return {
    sql: `FROM loan l LEFT JOIN segment s
       ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
     WHERE l.snapshot_id = $1 AND ${where.sql}${found}`,
    binds,
  };
}
