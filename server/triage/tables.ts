import type { Migration } from '../warehouse/warehouse.ts';

/**
 * Triage's result: one row per claim that is non-performing or off book (`loan.npl_state` not
 * NULL), written in the load of its snapshot and never changed.
 * - `default_type`: one of the six ids, or 'undetermined'. 'evader' is only ever proposed:
 *   `needs_confirmation` is true and the screens say so;
 * - `pain_point`: one of the five ids, or 'undetermined'; `pain_class`: 'active' or 'passive';
 * - `gates`: the gates that hold, ids separated by ';', '' when none;
 * - `leading_type`: the type with the highest score even when the lead is too small to assign it,
 *   NULL when no predicate spoke;
 * - `limitation_ends_on` counts the recorded interruption, `limitation_proven_ends_on` only one
 *   with proof; `limitation_proven`: both are the same day. `limitation_clock`, `guarantee_clock`:
 *   which rule of limitation-clock.ts and guarantee-clock.ts spoke;
 * - `detail`: JSON `{ facts }`, what rules read beside the loan's own columns.
 * `segment_rollup` holds sums by everything the pages group by: of every loan what `rollup-sums.ts`
 * says, which a book rolled up before those were kept has once the desk has been opened.
 * `claim` is what the questions about claims read of both, one row a claim and book: a twentieth of
 * the rows of `loan`, and nothing to join. The filter of a page holds on it as `l` and as `s`.
 */
export const TRIAGE_TABLES: readonly Migration[] = [
  {
    id: 'triage/001-segment',
    sql: `
  CREATE TABLE segment (
    snapshot_id BIGINT NOT NULL,
    loan_id VARCHAR NOT NULL,
    rule_version VARCHAR NOT NULL,
    default_type VARCHAR NOT NULL,
    needs_confirmation BOOLEAN NOT NULL,
    leading_type VARCHAR,
    score INTEGER NOT NULL,
    runner_up VARCHAR,
    runner_up_score INTEGER NOT NULL,
    known_predicates INTEGER NOT NULL,
    all_predicates INTEGER NOT NULL,
    pain_point VARCHAR NOT NULL,
    second_pain_point VARCHAR,
    pain_class VARCHAR,
    gates VARCHAR NOT NULL,
    limitation_ends_on DATE,
    limitation_proven BOOLEAN,
    limitation_proven_ends_on DATE,
    limitation_clock VARCHAR,
    guarantee_lapses_on DATE,
    guarantee_clock VARCHAR,
    detail VARCHAR NOT NULL
  );
  CREATE TABLE segment_rollup (
    snapshot_id BIGINT NOT NULL,
    branch VARCHAR NOT NULL,
    officer VARCHAR NOT NULL,
    product VARCHAR,
    npl_state VARCHAR,
    risk_class VARCHAR,
    book_status VARCHAR,
    class_lag BOOLEAN NOT NULL,
    default_type VARCHAR,
    pain_point VARCHAR,
    loans BIGINT NOT NULL,
    balance_fen BIGINT NOT NULL
  )`,
  },
  {
    id: 'triage/002-claim',
    sql: `
  CREATE TABLE claim (
    snapshot_id BIGINT NOT NULL,
    loan_id VARCHAR NOT NULL,
    branch VARCHAR,
    officer VARCHAR,
    township VARCHAR,
    village VARCHAR,
    borrower_id VARCHAR,
    product VARCHAR,
    npl_state VARCHAR NOT NULL,
    risk_class VARCHAR,
    class_floor VARCHAR,
    book_status VARCHAR,
    guarantee_kind VARCHAR,
    days_past_due INTEGER,
    balance_fen BIGINT,
    collateral_value_fen BIGINT,
    defaulted_on DATE,
    last_paid_on DATE,
    planned_on DATE,
    planned_amount_fen BIGINT,
    decrease_reason VARCHAR,
    has_complaint BOOLEAN,
    default_type VARCHAR,
    needs_confirmation BOOLEAN,
    pain_point VARCHAR,
    gates VARCHAR,
    known_predicates INTEGER,
    all_predicates INTEGER,
    limitation_ends_on DATE,
    limitation_proven BOOLEAN,
    limitation_proven_ends_on DATE,
    limitation_clock VARCHAR,
    guarantee_lapses_on DATE,
    guarantee_clock VARCHAR
  );
  INSERT INTO claim
    SELECT
      l.snapshot_id, l.loan_id, l.branch, l.officer, l.township, l.village, l.borrower_id,
      l.product, l.npl_state, l.risk_class, l.class_floor, l.book_status, l.guarantee_kind,
      l.days_past_due, l.balance_fen, l.collateral_value_fen, l.defaulted_on, l.last_paid_on,
      l.planned_on, l.planned_amount_fen, l.decrease_reason, l.has_complaint, s.default_type,
      s.needs_confirmation, s.pain_point, s.gates, s.known_predicates, s.all_predicates,
      s.limitation_ends_on, s.limitation_proven, s.limitation_proven_ends_on,
      s.limitation_clock, s.guarantee_lapses_on, s.guarantee_clock
    FROM loan l LEFT JOIN segment s
      ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
    WHERE l.npl_state IS NOT NULL
    ORDER BY l.snapshot_id, l.row_no`,
  },
  {
    id: 'triage/003-rollup-sums',
    sql: `
  ALTER TABLE segment_rollup ADD COLUMN principal_fen BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN overdue_fen BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN interest_fen BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN collateral_fen BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN collateralised_fen BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN paid_year_fen BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN paid_of_fen BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN unknown_interest BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN unknown_paid BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN known_predicates BIGINT;
  ALTER TABLE segment_rollup ADD COLUMN all_predicates BIGINT`,
  },
];
