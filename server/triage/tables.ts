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
 * `segment_rollup` holds the same sums by everything the pages group by.
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
];
