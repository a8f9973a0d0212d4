import type { Migration } from '../warehouse/warehouse.ts';

/**
 * The roster, appended and never changed: a load is a version, a row of `side_file`, and says
 * everything as of its day. A day's roster is the version of that day or the last before it.
 * - `roster_branch`, `roster_officer`: `branch` is the branch's name; `capacity_bp`: 10,000 is a full
 *   officer, NULL when not said; `leaves`: a JSON array of `{ from, to }`, both days included;
 *   `active_to` is the last day.
 * - `roster_resolution`: which codes of a loan book were read as names while it was loaded.
 */
export const ROSTER_TABLES: readonly Migration[] = [
  {
    id: 'roster/001-roster',
    sql: `
  CREATE TABLE roster_branch (
    file_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    code VARCHAR,
    name VARCHAR NOT NULL,
    parent VARCHAR,
    kind VARCHAR,
    active_from DATE,
    active_to DATE
  );
  CREATE TABLE roster_officer (
    file_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    code VARCHAR,
    name VARCHAR NOT NULL,
    branch VARCHAR NOT NULL,
    kind VARCHAR,
    active_from DATE,
    active_to DATE,
    capacity_bp INTEGER,
    leaves VARCHAR
  );
  CREATE TABLE roster_resolution (
    snapshot_id BIGINT NOT NULL,
    field VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    loans BIGINT NOT NULL
  )`,
  },
];
