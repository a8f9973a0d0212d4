import type { Migration } from '../warehouse/warehouse.ts';

/**
 * The quotas' tables, all append-only.
 * - `target`: the bank's annual target by category; the highest version of a (year, category) counts;
 * - `target_line`: what loaded files of targets say, line by line, of every level and month;
 * - `plan_version`: a saved plan with its parameters and bank totals as JSON, never changed;
 * - `plan_publication`: the act of publishing. The plan of a (year, category) that was published
 *   last is the one in force, the earlier ones are superseded, a plan without a row is a draft;
 * - `quota`: officer × month, twelve rows an officer and, under an empty name, twelve for a branch's
 *   joint pool; Σ is the plan's target to the fen;
 * - `quota_receipt`: why an officer's year is what it is, as JSON that recomputes to it;
 * - `plan_event`: the audit trail of a plan: who did what, when, and why; a comment may be about a
 *   place of the matrix (branch, officer and month as far as it is named);
 * - `assignment`: loans given to officers, as asked and as answered, never changed; a draft until
 *   it has a row in `assignment_approval`; `assignment_event` is its trail;
 * - `assignment_move`: the loans that change hands. Approved, they hold from the effective day until
 *   the loan book itself names somebody else than `book_branch`, `book_officer` (see get-holders).
 */
export const QUOTAS_TABLES: readonly Migration[] = [
  {
    id: 'quotas/001-plan',
    sql: `
  CREATE SEQUENCE plan_seq;
  CREATE TABLE target (
    year INTEGER NOT NULL,
    category VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    amount_fen BIGINT NOT NULL CHECK (amount_fen > 0),
    saved_at TIMESTAMP NOT NULL,
    PRIMARY KEY (year, category, version)
  );
  CREATE TABLE plan_version (
    id BIGINT PRIMARY KEY,
    year INTEGER NOT NULL,
    category VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    target_fen BIGINT NOT NULL CHECK (target_fen > 0),
    basis_snapshot_id BIGINT NOT NULL,
    basis_as_of DATE NOT NULL,
    officers BIGINT NOT NULL,
    request VARCHAR NOT NULL,
    plan VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
  );
  CREATE TABLE plan_publication (
    plan_id BIGINT PRIMARY KEY,
    year INTEGER NOT NULL,
    category VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    effective_on DATE NOT NULL,
    published_at TIMESTAMP NOT NULL,
    UNIQUE (year, category, version)
  );
  CREATE TABLE quota (
    plan_id BIGINT NOT NULL,
    branch VARCHAR NOT NULL,
    officer VARCHAR NOT NULL,
    month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
    amount_fen BIGINT NOT NULL CHECK (amount_fen >= 0),
    PRIMARY KEY (plan_id, branch, officer, month)
  );
  CREATE TABLE quota_receipt (
    plan_id BIGINT NOT NULL,
    branch VARCHAR NOT NULL,
    officer VARCHAR NOT NULL,
    quota_fen BIGINT NOT NULL CHECK (quota_fen >= 0),
    receipt VARCHAR NOT NULL,
    PRIMARY KEY (plan_id, branch, officer)
  )`,
  },
  {
    id: 'quotas/002-plan-event',
    sql: `
  CREATE SEQUENCE plan_event_seq;
  CREATE TABLE plan_event (
    id BIGINT PRIMARY KEY,
    plan_id BIGINT NOT NULL,
    act VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    branch VARCHAR,
    officer VARCHAR,
    note VARCHAR NOT NULL,
    done_at TIMESTAMP NOT NULL
  )`,
  },
  {
    id: 'quotas/003-assignment',
    sql: `
  CREATE SEQUENCE assignment_seq;
  CREATE SEQUENCE assignment_event_seq;
  CREATE TABLE assignment (
    id BIGINT PRIMARY KEY,
    name VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    basis_snapshot_id BIGINT NOT NULL,
    basis_as_of DATE NOT NULL,
    loans BIGINT NOT NULL,
    moves BIGINT NOT NULL,
    unplaced BIGINT NOT NULL,
    request VARCHAR NOT NULL,
    answer VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
  );
  CREATE TABLE assignment_move (
    assignment_id BIGINT NOT NULL,
    loan_id VARCHAR NOT NULL,
    book_branch VARCHAR,
    book_officer VARCHAR,
    from_branch VARCHAR,
    from_officer VARCHAR,
    to_branch VARCHAR NOT NULL,
    to_officer VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    collectable_fen BIGINT NOT NULL,
    PRIMARY KEY (assignment_id, loan_id)
  );
  CREATE TABLE assignment_approval (
    assignment_id BIGINT PRIMARY KEY,
    version INTEGER NOT NULL UNIQUE,
    effective_on DATE NOT NULL,
    approved_at TIMESTAMP NOT NULL
  );
  CREATE TABLE assignment_event (
    id BIGINT PRIMARY KEY,
    assignment_id BIGINT NOT NULL,
    act VARCHAR NOT NULL,
    who VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    done_at TIMESTAMP NOT NULL
  )`,
  },
  {
    id: 'quotas/004-target-line',
    sql: `
  CREATE TABLE target_line (
    file_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    year INTEGER NOT NULL,
    month INTEGER,
    category VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    branch VARCHAR,
    officer VARCHAR,
    amount_fen BIGINT NOT NULL
  )`,
  },
  {
    id: 'quotas/005-plan-event-month',
    sql: 'ALTER TABLE plan_event ADD COLUMN month INTEGER',
  },
];
