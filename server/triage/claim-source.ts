import type { Bind } from '../warehouse/warehouse.ts';
import { type LoanFilter, loanWhere, needsLoans } from './loan-filter.ts';
import { CLASS_LAG } from './loan-flags.ts';

/** Where the sums of claims come from, as SQL: the rollup, or the loans when a flag asks for them. */
export interface ClaimSource {
  /** `FROM … WHERE …`, with the snapshot's id as $1. */
  sql: string;
  /** Binds from $2 on. */
  binds: Bind[];
  loans: string;
  balanceFen: string;
  /** Whether the recorded class is better than days past due ask for. */
  classLag: string;
  /** A column by its name in `segment_rollup`. */
  column(name: string): string;
}

const OF_LOAN = new Set(['branch', 'officer', 'product', 'npl_state', 'risk_class', 'book_status']);

/** Every claim of a snapshot, performing loans too, as the filter leaves it. */
export function claimSource(filter: LoanFilter): ClaimSource {
  if (!needsLoans(filter)) {
    const where = loanWhere(filter, 2, { l: 'r', s: 'r' });
    return {
      sql: `FROM segment_rollup r WHERE r.snapshot_id = $1 AND ${where.sql}`,
      binds: where.binds,
      loans: 'CAST(coalesce(sum(r.loans), 0) AS BIGINT)',
      balanceFen: 'CAST(coalesce(sum(r.balance_fen), 0) AS BIGINT)',
      classLag: 'r.class_lag',
      column: (name) => `r.${name}`,
    };
  }
  const where = loanWhere(filter, 2);
  return {
    sql: `FROM loan l LEFT JOIN (SELECT * FROM segment WHERE snapshot_id = $1) s
        ON s.loan_id = l.loan_id
      WHERE l.snapshot_id = $1 AND ${where.sql}`,
    binds: where.binds,
    loans: 'count(*)',
    balanceFen: 'CAST(coalesce(sum(l.balance_fen), 0) AS BIGINT)',
    classLag: CLASS_LAG,
    column: (name) => (OF_LOAN.has(name) ? `l.${name}` : `s.${name}`),
  };
}
