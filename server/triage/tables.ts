import type { Migration } from '../warehouse/warehouse.ts';

/**
 * Triage's result: one row per claim that is non-performing or off book (`loan.npl_state` not
 * NULL), written in the load of its snapshot and never changed.
 * - `default_type`: one of the six ids, or 'undetermined'. 'evader' is only ever proposed:
 *   `needs_confirmation` is true and the screens say so;
 * - `pain_point`: one of the five ids, or 'undetermined'; `pain_class`: 'active' or 'passive';
 * - `gates`: the gates that hold, ids separated by ';', '' when none;
 * - `detail`: JSON with every type's score, for the explanation.
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
    guarantee_lapses_on DATE,
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
