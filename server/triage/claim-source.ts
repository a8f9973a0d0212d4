import type { Bind } from '../warehouse/warehouse.ts';
import { COLUMNS, type LoanFilter, loanWhere, needsLoans, onAliases } from './loan-filter.ts';
import { CLASS_LAG } from './loan-flags.ts';
import { ROLLUP_SUMS, type RollupSum } from './rollup-sums.ts';

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
  /** A sum of the rollup, of all or of those for which `when` holds; 0 where nothing is known. */
  sum(name: RollupSum, when?: string): string;
  /** A column by its name in `segment_rollup`. */
  column(name: string): string;
  /** What a key of the filter is about; NULL where the book does not give it. */
  key(name: keyof typeof COLUMNS): string;
}

const OF_LOAN = new Set(['branch', 'officer', 'product', 'npl_state', 'risk_class', 'book_status']);

const total = (value: string, when?: string) =>
  `CAST(coalesce(sum(${when === undefined ? value : `CASE WHEN ${when} THEN ${value} END`}), 0) AS BIGINT)`;

const OF_ROLLUP: Omit<ClaimSource, 'sql' | 'binds'> = {
  loans: total('r.loans'),
  balanceFen: total('r.balance_fen'),
  classLag: 'r.class_lag',
  sum: (name, when) => total(`r.${name}`, when),
  column: (name) => `r.${name}`,
  key: (name) =>
    onAliases(COLUMNS[name], { l: 'r', s: 'r' }).replaceAll(
      /r\.(?:branch|officer)\b/g,
      (column) => `nullif(${column}, '')`,
    ),
};

const OF_LOANS: Omit<ClaimSource, 'sql' | 'binds'> = {
  loans: 'count(*)',
  balanceFen: total('l.balance_fen'),
  classLag: CLASS_LAG,
  sum: (name, when) => total(ROLLUP_SUMS[name], when),
  column: (name) => (OF_LOAN.has(name) ? `l.${name}` : `s.${name}`),
  key: (name) => COLUMNS[name],
};

/** The loans of `from`, `FROM … WHERE …` over `l` and `s` with binds from $2 on, as a source of sums. */
export const loanSource = (from: { sql: string; binds: Bind[] }): ClaimSource => ({
  ...OF_LOANS,
  ...from,
});

/** Every claim of a snapshot, performing loans too, as the filter leaves it. */
export function claimSource(filter: LoanFilter): ClaimSource {
  if (!needsLoans(filter)) {
    const { sql, binds } = loanWhere(filter, 2, { l: 'r', s: 'r' });
    return {
      ...OF_ROLLUP,
      sql: `FROM segment_rollup r WHERE r.snapshot_id = $1 AND ${sql}`,
      binds,
    };
  }
  const { sql, binds } = loanWhere(filter, 2);
  return loanSource({
    sql: `FROM loan l LEFT JOIN (SELECT * FROM segment WHERE snapshot_id = $1) s
        ON s.loan_id = l.loan_id
      WHERE l.snapshot_id = $1 AND ${sql}`,
    binds,
  });
}
