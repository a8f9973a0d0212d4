import type { Migration } from '../warehouse/warehouse.ts';

/**
 * Files beside the loan book: rosters, postings, targets.
 * - `side_file`: one load of one file, appended and never changed; every row of it was loaded,
 *   rejected or skipped. `amends`: the file whose rejected rows it brings back corrected.
 *   `layout`: how its rows were read (see `storedLayout`), NULL of a file loaded before it was kept.
 *   `totals`: what its 合计 row says and what was loaded, by amount field, as JSON.
 * - `side_reject`, `side_skipped`: line by line; `reasons` as in `reject`.
 * - `side_correction`: which rejected lines a later file has brought in.
 */
export const SIDE_FILE_TABLES: readonly Migration[] = [
  {
    id: 'side-files/001-file',
    sql: `
  CREATE TABLE side_file (
    id BIGINT PRIMARY KEY,
    kind VARCHAR NOT NULL,
    as_of DATE NOT NULL,
    source_name VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    byte_size BIGINT NOT NULL,
    sheet VARCHAR,
    encoding VARCHAR NOT NULL,
    delimiter VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    header VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_loaded BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    rows_skipped BIGINT NOT NULL,
    layout VARCHAR,
    totals VARCHAR NOT NULL,
    amends BIGINT,
    loaded_at TIMESTAMP NOT NULL,
    CHECK (rows_read = rows_loaded + rows_rejected + rows_skipped)
  );
  CREATE TABLE side_reject (
    file_id BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    raw VARCHAR NOT NULL,
    reasons VARCHAR NOT NULL
  );
  CREATE TABLE side_skipped (
    file_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    raw VARCHAR NOT NULL
  );
  CREATE TABLE side_correction (
    file_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    by_file_id BIGINT NOT NULL
  )`,
  },
];
