import type { Migration } from '../warehouse/warehouse.ts';

/**
 * Recovery's tables.
 * - `posting`: the bank's ledger of cash received (收回流水), appended and never changed; a reversal
 *   is a negative line of its own. A line that several officers share is one row an officer
 *   (`share_no` 1, 2 …) with its amounts apportioned, so that sums by officer, branch and bank are
 *   plain sums and agree to the fen. `book_side`: 'on' or 'off'. What counts as cash recovered is
 *   `principal_fen`; interest and penalty are reported beside it (domain C.2).
 * - `posting_file`: the days and sums of one file's postings; `posting.batch_id` is its `side_file`.
 * - `movement`: per pair of consecutive snapshots, the loans that were non-performing or off book
 *   on either side and whose balance, state or holder changed or that paid. Snapshots never
 *   change, so a pair once written stays true, but for `posted_fen`, the on-book principal of the
 *   ledger's lines within its days, which a later ledger adds to. `before_listed`, `after_listed`:
 *   the state of the loan as listed in the book, NULL where the book does not list it; with the
 *   other columns of a side it is what the filter of a page asks of that side.
 * - `posted_loan`: per pair and with the same columns, every loan that the ledger has lines of
 *   within the pair's days, and whether it is among the movements too.
 * - `movement_pair` says which pairs are written, and
 *   what else a pair is asked again and again: whether the later book says what was paid
 *   (`knows_paid`), whether a balance fell (`has_fall`), whether it says of any claim when it was
 *   last paid or why it fell (`says_payment`).
 * - `new_claim`: per pair, the claims that its later book is the first of the two to have as
 *   non-performing on book, as `claim` has them in it: what a case begins with.
 * - `cohort_stock`: the open balance of each book's claims by who holds them and by their age since
 *   default (`ageBand`), a claim's row of `claim` added up.
 * - `segment_stock`: the balance of each book's claims by who holds them and by what the like-for-like
 *   ranking compares: side, default type, new or old.
 * - `transition_sum`: `passage` (transition-rows.ts) added up, for the two books that a migration
 *   matrix compares where nothing is chosen, and for those that roll rates do. What is gone
 *   without a word is kept loan by loan (`loan_id`, `exit_fen`), for a later ledger may still say that it
 *   was paid. `transition_pair` says which are written; `path`: the books in force from after the
 *   first up to the last, for each may say how a claim left.
 * - `alert_note`: who looked at an alert under which filter, and how large it was then; appended and
 *   never changed, the latest counts.
 * - `recovery_setting`: what the bank set of `settings.ts`, as JSON; appended, the latest counts.
 *   `set_by`, `reason` and `effective_from` of a rule: by whom, why, and from which day on.
 * - `credit`: who is credited with what the ledger credits to nobody, by which rule of which version
 *   (`rules_no` is the `setting_no`, 0 what came with the desk); appended and never changed. The
 *   entries of a line add to zero (see `credit.ts`); `own_fen` is what holding the loan alone gives.
 *   View `credited` is the ledger with these entries: what is summed by officer reads it.
 */
export const RECOVERY_TABLES: readonly Migration[] = [
  {
    id: 'recovery/001-posting',
    sql: `
  CREATE SEQUENCE posting_batch_seq;
  CREATE TABLE posting_batch (
    id BIGINT PRIMARY KEY,
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
    first_on DATE,
    last_on DATE,
    principal_fen BIGINT NOT NULL,
    interest_fen BIGINT NOT NULL,
    loaded_at TIMESTAMP NOT NULL,
    CHECK (rows_read = rows_loaded + rows_rejected + rows_skipped)
  );
  CREATE TABLE posting (
    batch_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    share_no INTEGER NOT NULL,
    posting_ref VARCHAR NOT NULL,
    loan_id VARCHAR NOT NULL,
    posted_on DATE NOT NULL,
    principal_fen BIGINT NOT NULL,
    interest_fen BIGINT NOT NULL,
    penalty_fen BIGINT NOT NULL,
    cost_fen BIGINT NOT NULL,
    method VARCHAR,
    book_side VARCHAR NOT NULL,
    branch VARCHAR,
    officer VARCHAR,
    share_percent INTEGER NOT NULL,
    voucher VARCHAR
  );
  CREATE TABLE posting_reject (
    batch_id BIGINT NOT NULL,
    row_no BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    raw VARCHAR NOT NULL,
    reasons VARCHAR NOT NULL
  );
  CREATE TABLE posting_skipped (
    batch_id BIGINT NOT NULL,
    line_no BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    raw VARCHAR NOT NULL
  );
  CREATE TABLE movement_pair (
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL
  );
  CREATE TABLE movement (
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    loan_id VARCHAR NOT NULL,
    before_state VARCHAR NOT NULL,
    after_state VARCHAR NOT NULL,
    before_fen BIGINT NOT NULL,
    after_fen BIGINT NOT NULL,
    before_branch VARCHAR,
    after_branch VARCHAR,
    before_officer VARCHAR,
    after_officer VARCHAR,
    book_status VARCHAR,
    decrease_reason VARCHAR,
    defaulted_on DATE,
    last_paid_on DATE,
    paid_fen BIGINT,
    before_days INTEGER,
    after_days INTEGER
  )`,
  },
  {
    id: 'recovery/002-posting-file',
    sql: `
  CREATE TABLE posting_file (
    file_id BIGINT NOT NULL,
    first_on DATE,
    last_on DATE,
    principal_fen BIGINT NOT NULL,
    interest_fen BIGINT NOT NULL
  );
  INSERT INTO posting_file
    SELECT id, first_on, last_on, principal_fen, interest_fen FROM posting_batch`,
  },
  {
    id: 'recovery/003-side-file',
    sql: `
  INSERT INTO side_file
    SELECT id, 'postings', CAST(loaded_at AS DATE), '收回流水', file_name, sha256, byte_size, NULL,
      encoding, delimiter, unit, header, mapping, rows_read, rows_loaded, rows_rejected,
      rows_skipped, NULL, '[]', NULL, loaded_at FROM posting_batch`,
  },
  {
    id: 'recovery/004-side-reject',
    sql: 'INSERT INTO side_reject SELECT batch_id, row_no, line_no, raw, reasons FROM posting_reject',
  },
  {
    id: 'recovery/005-side-skipped',
    sql: 'INSERT INTO side_skipped SELECT batch_id, line_no, kind, raw FROM posting_skipped',
  },
  {
    id: 'recovery/006-drop-posting-batch',
    sql: 'DROP TABLE posting_skipped; DROP TABLE posting_reject; DROP TABLE posting_batch; DROP SEQUENCE posting_batch_seq',
  },
  {
    id: 'recovery/007-alert-note',
    sql: `
  CREATE SEQUENCE alert_note_seq;
  CREATE TABLE alert_note (
    note_no BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    as_of DATE NOT NULL,
    noted_by VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    loans BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,
    noted_at TIMESTAMP NOT NULL
  )`,
  },
  {
    id: 'recovery/008-setting',
    sql: `
  CREATE SEQUENCE recovery_setting_seq;
  CREATE TABLE recovery_setting (
    setting_no BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    set_at TIMESTAMP NOT NULL
  )`,
  },
  {
    id: 'recovery/009-pair-words',
    sql: `
  ALTER TABLE movement_pair ADD COLUMN knows_paid BOOLEAN;
  ALTER TABLE movement_pair ADD COLUMN has_fall BOOLEAN;
  ALTER TABLE movement_pair ADD COLUMN says_payment BOOLEAN;
  UPDATE movement_pair SET
    knows_paid = EXISTS (SELECT 1 FROM movement m WHERE m.from_id = movement_pair.from_id
      AND m.to_id = movement_pair.to_id AND m.paid_fen IS NOT NULL),
    has_fall = EXISTS (SELECT 1 FROM movement m WHERE m.from_id = movement_pair.from_id
      AND m.to_id = movement_pair.to_id AND m.before_fen > m.after_fen),
    says_payment = EXISTS (SELECT 1 FROM movement m WHERE m.from_id = movement_pair.from_id
        AND m.to_id = movement_pair.to_id
        AND (m.last_paid_on IS NOT NULL OR m.decrease_reason IS NOT NULL))
      OR EXISTS (SELECT 1 FROM loan l WHERE l.snapshot_id = movement_pair.to_id
        AND l.npl_state IS NOT NULL
        AND (l.last_paid_on IS NOT NULL OR l.decrease_reason IS NOT NULL))`,
  },
  {
    id: 'recovery/010-setting-by',
    sql: `
  ALTER TABLE recovery_setting ADD COLUMN set_by VARCHAR;
  ALTER TABLE recovery_setting ADD COLUMN reason VARCHAR;
  ALTER TABLE recovery_setting ADD COLUMN effective_from DATE`,
  },
  {
    id: 'recovery/011-credit',
    sql: `
  CREATE TABLE credit (
    posting_ref VARCHAR NOT NULL,
    entry_no INTEGER NOT NULL,
    loan_id VARCHAR NOT NULL,
    posted_on DATE NOT NULL,
    branch VARCHAR,
    officer VARCHAR,
    book_side VARCHAR NOT NULL,
    share_bp INTEGER NOT NULL,
    principal_fen BIGINT NOT NULL,
    interest_fen BIGINT NOT NULL,
    own_fen BIGINT NOT NULL,
    rule VARCHAR NOT NULL,
    rules_no BIGINT NOT NULL,
    credited_at TIMESTAMP NOT NULL
  );
  CREATE VIEW credited AS
    SELECT posting_ref, loan_id, posted_on, branch, officer, book_side, principal_fen,
           interest_fen + penalty_fen AS interest_fen
    FROM posting
    UNION ALL
    SELECT posting_ref, loan_id, posted_on, branch, officer, book_side, principal_fen, interest_fen
    FROM credit`,
  },
  {
    id: 'recovery/012-sides',
    sql: `
  DELETE FROM movement_pair;
  DROP TABLE movement;
  CREATE TABLE movement (
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    loan_id VARCHAR NOT NULL,
    before_state VARCHAR NOT NULL,
    after_state VARCHAR NOT NULL,
    before_fen BIGINT NOT NULL,
    after_fen BIGINT NOT NULL,
    before_branch VARCHAR,
    after_branch VARCHAR,
    before_officer VARCHAR,
    after_officer VARCHAR,
    decrease_reason VARCHAR,
    defaulted_on DATE,
    last_paid_on DATE,
    paid_fen BIGINT,
    before_days INTEGER,
    after_days INTEGER,
    before_listed VARCHAR,
    after_listed VARCHAR,
    before_product VARCHAR,
    after_product VARCHAR,
    before_class VARCHAR,
    after_class VARCHAR,
    before_book_status VARCHAR,
    after_book_status VARCHAR,
    before_lag BOOLEAN,
    after_lag BOOLEAN,
    before_type VARCHAR,
    after_type VARCHAR,
    before_pain VARCHAR,
    after_pain VARCHAR,
    before_defaulted_on DATE,
    posted_fen BIGINT NOT NULL
  );
  CREATE TABLE posted_loan AS SELECT * FROM movement;
  ALTER TABLE posted_loan ADD COLUMN has_moved BOOLEAN`,
  },
  {
    id: 'recovery/013-transition-sum',
    sql: `
  CREATE TABLE transition_pair (
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    path VARCHAR NOT NULL
  );
  CREATE TABLE transition_sum (
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    branch VARCHAR,
    officer VARCHAR,
    product VARCHAR,
    risk_class VARCHAR,
    book_status VARCHAR,
    class_lag BOOLEAN,
    npl_state VARCHAR,
    default_type VARCHAR,
    pain_point VARCHAR,
    row_class VARCHAR NOT NULL,
    row_days VARCHAR NOT NULL,
    col_class VARCHAR,
    col_days VARCHAR,
    exit VARCHAR,
    loan_id VARCHAR,
    exit_fen BIGINT,
    loans BIGINT NOT NULL,
    before_fen BIGINT NOT NULL,
    after_fen BIGINT NOT NULL
  )`,
  },
  {
    id: 'recovery/014-cohort-stock',
    sql: `
  CREATE TABLE cohort_stock (
    snapshot_id BIGINT NOT NULL,
    branch VARCHAR,
    officer VARCHAR,
    side VARCHAR NOT NULL,
    age INTEGER,
    balance_fen BIGINT
  );
  INSERT INTO cohort_stock
    SELECT snapshot_id, branch, officer, side, age, CAST(sum(balance_fen) AS BIGINT)
    FROM (
      SELECT c.snapshot_id, c.branch, c.officer, c.balance_fen,
             CASE c.npl_state WHEN 'off_book' THEN 'off' ELSE 'on' END AS side,
             CASE WHEN c.months < 0 THEN 0 WHEN c.months < 12 THEN c.months
               WHEN c.months < 18 THEN 12 WHEN c.months < 24 THEN 18 WHEN c.months < 36 THEN 24
               WHEN c.months >= 36 THEN 36 END AS age
      FROM (SELECT d.*, (extract(YEAR FROM n.as_of) - extract(YEAR FROM d.defaulted_on)) * 12
                     + extract(MONTH FROM n.as_of) - extract(MONTH FROM d.defaulted_on) AS months
            FROM claim d JOIN snapshot n ON n.id = d.snapshot_id) c
    ) x
    GROUP BY snapshot_id, branch, officer, side, age
    ORDER BY snapshot_id, branch, officer`,
  },
  {
    id: 'recovery/015-new-claim',
    sql: `
  CREATE TABLE new_claim AS SELECT c.*, CAST(0 AS BIGINT) AS from_id FROM claim c WHERE FALSE;
  INSERT INTO new_claim
    SELECT c.*, m.from_id FROM movement m
    JOIN claim c ON c.snapshot_id = m.to_id AND c.loan_id = m.loan_id
    WHERE m.after_state = 'on_book' AND m.before_state <> 'on_book'`,
  },
  {
    id: 'recovery/016-segment-stock',
    sql: `
  CREATE TABLE segment_stock (
    snapshot_id BIGINT NOT NULL,
    branch VARCHAR,
    officer VARCHAR,
    npl_state VARCHAR NOT NULL,
    segment VARCHAR NOT NULL,
    balance_fen BIGINT NOT NULL
  );
  INSERT INTO segment_stock
    SELECT c.snapshot_id, c.branch, c.officer, c.npl_state,
           c.npl_state || ' ' || coalesce(c.default_type, 'undetermined') || ' '
             || CASE WHEN c.defaulted_on >= n.as_of - 365 THEN 'new' ELSE 'old' END AS segment,
           CAST(coalesce(sum(c.balance_fen), 0) AS BIGINT)
    FROM claim c JOIN snapshot n ON n.id = c.snapshot_id
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3`,
  },
];
