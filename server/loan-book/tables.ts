import type { Migration } from '../warehouse/warehouse.ts';

/**
 * The loan book's tables. `loan` holds one row per loan and snapshot, appended and never changed;
 * its columns are CANONICAL_FIELDS plus what the load derives:
 * - `row_no`: the record's number in the file (the header is not counted), `line_no`: its line;
 * - `npl_state`: 'on_book' (recorded class substandard or worse), 'off_book' (written off or
 *   swapped, the claim survives), else NULL; a loan on which nothing is left is NULL too;
 * - `class_floor`: the class that days past due imply; never a reclassification, NULL if unknown;
 * - `extra`: unmapped columns as a JSON object of text, NULL when there are none.
 * - `unread`: a JSON array of `{ field, raw }` for code and flag cells whose word is not known (the
 *   column itself is NULL), NULL when there are none.
 * `reject.reasons`: a JSON array of `{ field, code, raw }`, all reasons of the row, put into words
 * when read. `snapshot.options`: what was asked beside the mapping (constants, date order).
 * `snapshot.status`: 'current' or 'superseded'; one current snapshot an as-of date.
 * `provenance`: who loaded a snapshot (NULL when not said), the layout it was read by, the version
 * of its source's mapping and, of an amendment, which file amended which snapshot.
 * `source_mapping.kind`: which kind of file the source exports ('loan-book', 'postings' …).
 * `cleaning`: what became of the cells of `first_rows` data rows of the file, by column (see
 * `count-cells.ts`): of all of them where it is `whole`; an older load looked at the first ones only,
 * and a snapshot that amends such a one has none of its own.
 * `source_word`: a source's own code table, appended and never changed: of a word the line of the
 * latest version counts (`meaning` NULL: it stays unknown). `source_date_order`: the order of day and
 * month that a source's files were last read by.
 * `rereading`: by which version of its source's code table a snapshot was read (NULL: by none) and,
 * of one that was made by reading another again, which one, how many loans that changed, and the
 * kept columns that it mapped (a JSON object).
 * `restoration`: a superseded snapshot that became current again, appended and never changed.
 * `quality_report`: what was found about a snapshot and against which one before it, by the rules of
 * which version (`facts`: see `measure-quality.ts`); made again when the snapshot before it changes.
 * `quality_exit`: the claims that it found silently gone, so that a later book knows a return.
 * `quality_note`: who looked at a line, when, what they say of it, and how large the line was then;
 * appended and never changed, the last one counts.
 */
export const LOAN_BOOK_TABLES: readonly Migration[] = [
  {
    id: 'loan-book/001-snapshot',
    sql: `
  CREATE SEQUENCE snapshot_seq;
  CREATE TABLE snapshot (
    id BIGINT PRIMARY KEY,
    as_of DATE NOT NULL,
    status VARCHAR NOT NULL,
    supersedes BIGINT,
    source_name VARCHAR NOT NULL,
    file_name VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    byte_size BIGINT NOT NULL,
    encoding VARCHAR NOT NULL,
    delimiter VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    header VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_loaded BIGINT NOT NULL,
    rows_rejected BIGINT NOT NULL,
    rows_skipped BIGINT NOT NULL,
    balance_fen BIGINT NOT NULL,
    file_total_fen BIGINT,
    npl_loans BIGINT NOT NULL,
    npl_balance_fen BIGINT NOT NULL,
    off_book_loans BIGINT NOT NULL,
    off_book_balance_fen BIGINT NOT NULL,
    warnings VARCHAR NOT NULL,
    unmapped VARCHAR NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    options VARCHAR,
    CHECK (rows_read = rows_loaded + rows_rejected + rows_skipped)
  );
  CREATE TABLE reject (
    snapshot_id BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    raw VARCHAR NOT NULL,
    reasons VARCHAR NOT NULL
  );
  CREATE TABLE skipped_row (
    snapshot_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    raw VARCHAR NOT NULL
  );
  CREATE TABLE source_mapping (
    source_name VARCHAR NOT NULL,
    version BIGINT NOT NULL,
    header VARCHAR NOT NULL,
    mapping VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
  );
  CREATE TABLE loan (
    snapshot_id BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    loan_id VARCHAR,
    borrower_id VARCHAR,
    borrower_name VARCHAR,
    id_number VARCHAR,
    phone VARCHAR,
    borrower_kind VARCHAR,
    branch VARCHAR,
    officer VARCHAR,
    origin_officer VARCHAR,
    township VARCHAR,
    village VARCHAR,
    product VARCHAR,
    currency VARCHAR,
    principal_original_fen BIGINT,
    balance_fen BIGINT,
    overdue_principal_fen BIGINT,
    interest_on_book_fen BIGINT,
    interest_off_book_fen BIGINT,
    penalty_interest_fen BIGINT,
    disbursed_on DATE,
    matures_on DATE,
    extended_to DATE,
    days_past_due INTEGER,
    risk_class VARCHAR,
    defaulted_on DATE,
    book_status VARCHAR,
    guarantee_kind VARCHAR,
    collateral_kind VARCHAR,
    collateral_value_fen BIGINT,
    guarantor VARCHAR,
    guarantee_ends_on DATE,
    last_paid_on DATE,
    last_paid_amount_fen BIGINT,
    paid_this_period_fen BIGINT,
    paid_this_year_fen BIGINT,
    contact_state VARCHAR,
    last_contact_on DATE,
    calls INTEGER,
    visits INTEGER,
    last_interrupted_on DATE,
    interrupt_proof VARCHAR,
    court_stage VARCHAR,
    judgment_on DATE,
    enforcement_on DATE,
    decrease_reason VARCHAR,
    is_deceased BOOLEAN,
    is_divorced BOOLEAN,
    in_custody BOOLEAN,
    is_disabled BOOLEAN,
    has_serious_illness BOOLEAN,
    on_dibao BOOLEAN,
    works_away BOOLEAN,
    has_dispute BOOLEAN,
    has_complaint BOOLEAN,
    is_public_employee BOOLEAN,
    birth_year INTEGER,
    occupation VARCHAR,
    monthly_income_fen BIGINT,
    company_state VARCHAR,
    legal_representative VARCHAR,
    broken_promises INTEGER,
    partial_payments INTEGER,
    first_collected_on DATE,
    fund_use VARCHAR,
    asset_grade VARCHAR,
    has_receivable BOOLEAN,
    related_transfer BOOLEAN,
    scenario_tags VARCHAR,
    other_bank_state VARCHAR,
    spouse_signed BOOLEAN,
    is_dishonest_listed BOOLEAN,
    npl_state VARCHAR,
    class_floor VARCHAR,
    extra VARCHAR,
    unread VARCHAR
  )`,
  },
  {
    id: 'loan-book/002-quality',
    sql: `
  CREATE TABLE quality_report (
    snapshot_id BIGINT NOT NULL,
    before_id BIGINT,
    rules INTEGER NOT NULL,
    facts VARCHAR NOT NULL
  );
  CREATE TABLE quality_exit (
    snapshot_id BIGINT NOT NULL,
    loan_id VARCHAR NOT NULL
  );
  CREATE SEQUENCE quality_note_seq;
  CREATE TABLE quality_note (
    note_no BIGINT NOT NULL,
    snapshot_id BIGINT NOT NULL,
    line VARCHAR NOT NULL,
    noted_by VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    loans BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    noted_at TIMESTAMP NOT NULL
  )`,
  },
  {
    id: 'loan-book/003-provenance',
    sql: `
  CREATE TABLE provenance (
    snapshot_id BIGINT NOT NULL,
    loaded_by VARCHAR,
    layout VARCHAR NOT NULL,
    mapping_version BIGINT,
    amends BIGINT,
    amendment_name VARCHAR,
    amendment_sha256 VARCHAR,
    amendment_bytes BIGINT
  );
  CREATE TABLE restoration (
    snapshot_id BIGINT NOT NULL,
    replaced_id BIGINT NOT NULL,
    restored_by VARCHAR,
    restored_at TIMESTAMP NOT NULL
  )`,
  },
  {
    id: 'loan-book/004-cleaning',
    sql: `
  CREATE TABLE cleaning (
    snapshot_id BIGINT NOT NULL,
    first_rows INTEGER NOT NULL,
    columns VARCHAR NOT NULL
  )`,
  },
  {
    id: 'loan-book/005-mapping-kind',
    sql: `ALTER TABLE source_mapping ADD COLUMN kind VARCHAR DEFAULT 'loan-book'`,
  },
  {
    id: 'loan-book/006-planned-receipt',
    sql: `
  ALTER TABLE loan ADD COLUMN planned_on DATE;
  ALTER TABLE loan ADD COLUMN planned_amount_fen BIGINT`,
  },
  {
    id: 'loan-book/007-source-word',
    sql: `
  CREATE TABLE source_word (
    source_name VARCHAR NOT NULL,
    version BIGINT NOT NULL,
    field VARCHAR NOT NULL,
    word_key VARCHAR NOT NULL,
    word VARCHAR NOT NULL,
    meaning VARCHAR,
    is_forgotten BOOLEAN NOT NULL,
    saved_at TIMESTAMP NOT NULL,
    saved_by VARCHAR
  );
  CREATE TABLE source_date_order (
    source_name VARCHAR NOT NULL,
    version BIGINT NOT NULL,
    date_order VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
  );
  CREATE TABLE rereading (
    snapshot_id BIGINT NOT NULL,
    rereads BIGINT,
    words_version BIGINT,
    loans BIGINT NOT NULL,
    columns VARCHAR NOT NULL
  )`,
  },
  {
    id: 'loan-book/008-whole-cleaning',
    sql: 'ALTER TABLE cleaning ADD COLUMN whole BOOLEAN',
  },
];
