import { type ClaimSource, claimSource, loanSource } from '../triage/claim-source.ts';
import {
  type COLUMNS,
  isOfLoansAlone,
  type LoanFilter,
  loansJoined,
  loanWhere,
} from '../triage/loan-filter.ts';
import type { Bind } from '../warehouse/warehouse.ts';

/**
 * Loans of snapshot $1 under a filter and a search, as `FROM … WHERE …`; binds from $2 on. `read`:
 * what else of `l` and `s` is read; segments that neither asks for are not joined.
 */
export function loansFrom(
  filter: LoanFilter,
  search: string | undefined,
  read: string,
): { sql: string; binds: Bind[] } {
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
    sql: `${loansJoined(where.sql, read)}
     WHERE l.snapshot_id = $1 AND ${where.sql}${found}`,
    binds,
  };
}

/**
 * Sums of the same loans, of the rollup where it can say them: not under a search, nor by `keys` of
 * the filter that it has not.
 */
export function loanSums(
  filter: LoanFilter,
  search: string | undefined,
  keys: readonly (keyof typeof COLUMNS)[] = [],
): ClaimSource {
  const isPlain = (search ?? '').trim() === '';
  if (isPlain && !keys.some(isOfLoansAlone)) return claimSource(filter);
  return loanSource(loansFrom(filter, search, 's.loan_id'));
}
