import type { LoadStep } from '../warehouse/room-deps.ts';

/** The loan's own columns that `claim` keeps, in its order. */
const OF_LOAN = [
  'branch',
  'officer',
  'township',
  'village',
  'borrower_id',
  'product',
  'npl_state',
  'risk_class',
  'class_floor',
  'book_status',
  'guarantee_kind',
  'days_past_due',
  'balance_fen',
  'collateral_value_fen',
  'defaulted_on',
  'last_paid_on',
  'planned_on',
  'planned_amount_fen',
  'decrease_reason',
  'has_complaint',
];

/** What triage says of it, in the order of `claim`. */
const OF_SEGMENT = [
  'default_type',
  'needs_confirmation',
  'pain_point',
  'gates',
  'known_predicates',
  'all_predicates',
  'limitation_ends_on',
  'limitation_proven',
  'limitation_proven_ends_on',
  'limitation_clock',
  'guarantee_lapses_on',
  'guarantee_clock',
];

/** For {@link loanWhere}: the filter's columns as `claim c` has them. */
export const ON_CLAIM = { l: 'c', s: 'c' } as const;

const INSERT_CLAIMS = `
INSERT INTO claim
SELECT l.snapshot_id, l.loan_id, ${OF_LOAN.map((name) => `l.${name}`).join(', ')},
  ${OF_SEGMENT.map((name) => `s.${name}`).join(', ')}
FROM loan l
LEFT JOIN (SELECT * FROM segment WHERE snapshot_id = $1) s ON s.loan_id = l.loan_id
WHERE l.snapshot_id = $1 AND l.npl_state IS NOT NULL
ORDER BY l.row_no`;

/** Writes the claims of a snapshot in its load, after its segments. */
export const claimStep: LoadStep = {
  name: 'triage',
  async run(tx, snapshot) {
    await tx.run(INSERT_CLAIMS, [snapshot.id]);
  },
};
