import { z } from 'zod';
import { addDays, type IsoDate } from '../../server/calendar.ts';
import type { Desk } from '../../server/open-desk.ts';
import type { Transaction } from '../../server/warehouse/warehouse.ts';

/** A number in [0, of) that looks random and is the same for the same loan, week and salt. */
const draw = (of: number, salt: string) => `CAST(hash(${salt}) % ${of} AS BIGINT)`;
const pick = (names: readonly string[], salt: string) =>
  `CASE ${draw(names.length, salt)} ${names.map((name, i) => `WHEN ${i} THEN '${name}'`).join(' ')} END`;

const BRANCHES = 40;
const OFFICERS_A_BRANCH = 8;
/** Of a thousand loans: past due, and of those non-performing or off book. */
const PAST_DUE = 290;
const BAD = 40;
const OFF = 10;

const isOff = `u < ${OFF}`;
const isBad = `u < ${OFF + BAD}`;
const isDue = `u < ${PAST_DUE}`;

/** The first book: `loans` rows by SQL, in the order of their branches as banks export them. */
const firstBook = (loans: number, asOf: IsoDate) => `
INSERT INTO loan BY NAME
WITH base AS (
  SELECT i, ${draw(1000, 'i')} AS u, ${draw(1000, "i, 'v'")} AS v,
    CAST(i * ${BRANCHES} / ${loans} AS BIGINT) AS b, DATE '${asOf}' AS today
  FROM range(${loans}) r(i)
), sized AS (
  SELECT *, 100000 + ${draw(90_000_000, "i, 'p'")} AS principal,
    CASE WHEN ${isBad} THEN 95 + ${draw(900, "i, 'd'")} WHEN ${isDue} THEN 1 + ${draw(80, "i, 'd'")}
      ELSE 0 END AS days
  FROM base
)
SELECT 1 AS snapshot_id, i + 1 AS row_no, i + 2 AS line_no,
  '62' || (100000000000 + i) AS loan_id, 'C' || (10000000 + i // 2) AS borrower_id,
  '借款人' || (i % 100000) AS borrower_name, 'natural' AS borrower_kind,
  '示范第' || b || '支行' AS branch,
  '经理' || (b * ${OFFICERS_A_BRANCH} + ${draw(OFFICERS_A_BRANCH, "i, 'o'")}) AS officer,
  '第' || (b // 2) || '镇' AS township, '第' || (b * 10 + v % 10) || '村' AS village,
  ${pick(['farm_household', 'personal_operating', 'consumer', 'credit_card', 'mortgage', 'corporate_wc'], "i, 'k'")} AS product,
  principal AS principal_original_fen, CAST(principal * (v + 1) // 1000 AS BIGINT) AS balance_fen,
  CASE WHEN ${isDue} THEN principal // 10 ELSE 0 END AS overdue_principal_fen,
  CAST(principal // 200 AS BIGINT) AS interest_on_book_fen,
  CASE WHEN ${isBad} THEN principal // 50 ELSE 0 END AS interest_off_book_fen,
  CASE WHEN ${isDue} THEN principal // 100 ELSE 0 END AS penalty_interest_fen,
  today - CAST(400 + ${draw(2000, "i, 's'")} AS INTEGER) AS disbursed_on,
  today - CAST(days AS INTEGER) AS matures_on, CAST(days AS INTEGER) AS days_past_due,
  CASE WHEN ${isBad} THEN ${pick(['substandard', 'doubtful', 'loss'], "i, 'c'")}
    WHEN ${isDue} THEN 'special_mention' ELSE 'pass' END AS risk_class,
  CASE WHEN ${isBad} THEN today - CAST(days - 90 AS INTEGER) END AS defaulted_on,
  CASE WHEN ${isOff} THEN 'written_off' ELSE 'on' END AS book_status,
  ${pick(['credit', 'guarantee', 'group_joint', 'mortgage', 'pledge'], "i, 'g'")} AS guarantee_kind,
  CASE WHEN v % 5 >= 3 THEN principal END AS collateral_value_fen,
  CASE WHEN v % 10 < 7 THEN today - CAST(30 + days AS INTEGER) END AS last_paid_on,
  CASE WHEN v % 10 < 7 THEN principal // 36 END AS last_paid_amount_fen,
  CASE WHEN ${isBad} THEN ${pick(['reachable', 'intermittent', 'unreachable', 'lost'], "i, 't'")} END AS contact_state,
  CASE WHEN ${isBad} THEN CAST(v % 9 AS INTEGER) END AS calls,
  CASE WHEN ${isBad} THEN ${pick(['none', 'filed', 'judged', 'enforcing'], "i, 'j'")} END AS court_stage,
  CASE WHEN ${isBad} THEN FALSE END AS is_deceased,
  CASE WHEN ${isBad} THEN v % 7 = 0 END AS works_away,
  CASE WHEN ${isOff} THEN 'off_book' WHEN ${isBad} THEN 'on_book' END AS npl_state,
  CASE WHEN days > 360 THEN 'loss' WHEN days > 270 THEN 'doubtful' WHEN days > 90 THEN 'substandard'
    WHEN days > 0 THEN 'special_mention' ELSE 'pass' END AS class_floor
FROM sized ORDER BY i`;

/**
 * The next week's book from the one before: everything past due (29 % of the rows) grows older and
 * dearer; of the claims one in 33 pays, one in 500 is settled, one in 1000 is cured; as many loans
 * turn bad; one claim in 300 goes to another officer.
 */
const nextBook = (id: number, asOf: IsoDate) => `
INSERT INTO loan
WITH drawn AS (
  SELECT *, ${draw(3000, `loan_id, ${id}`)} AS w, npl_state IS NOT NULL AS is_claim
  FROM loan WHERE snapshot_id = ${id - 1}
), known AS (
  SELECT *, is_claim AND w < 90 AS pays, is_claim AND w BETWEEN 90 AND 95 AS settles,
    npl_state = 'on_book' AND w BETWEEN 96 AND 98 AS cures,
    NOT is_claim AND days_past_due > 60 AND w < 12 AS falls
  FROM drawn
)
SELECT * EXCLUDE (w, is_claim, pays, settles, cures, falls) REPLACE (
  ${id} AS snapshot_id,
  CASE WHEN settles THEN 0 WHEN pays THEN balance_fen - balance_fen // 20 ELSE balance_fen END AS balance_fen,
  CASE WHEN days_past_due > 0 THEN interest_on_book_fen + balance_fen // 2000
    ELSE interest_on_book_fen END AS interest_on_book_fen,
  CASE WHEN pays OR settles THEN DATE '${asOf}' - 2 ELSE last_paid_on END AS last_paid_on,
  CASE WHEN settles THEN 'cash' ELSE decrease_reason END AS decrease_reason,
  CASE WHEN settles OR cures THEN 0
    WHEN NOT is_claim AND days_past_due > 80 AND NOT falls THEN 1
    WHEN days_past_due > 0 THEN days_past_due + 7 ELSE 0 END AS days_past_due,
  CASE WHEN cures THEN 'pass' WHEN falls THEN 'substandard' ELSE risk_class END AS risk_class,
  CASE WHEN falls THEN DATE '${asOf}' ELSE defaulted_on END AS defaulted_on,
  CASE WHEN settles OR cures THEN NULL WHEN falls THEN 'on_book' ELSE npl_state END AS npl_state,
  CASE WHEN is_claim AND w BETWEEN 100 AND 109
    THEN '经理' || ((${draw(OFFICERS_A_BRANCH, `loan_id, ${id}, 'o'`)}) + ${OFFICERS_A_BRANCH} *
      CAST(regexp_extract(branch, '[0-9]+') AS BIGINT))
    ELSE officer END AS officer
) FROM known ORDER BY row_no`;

/** The week's ledger: what the claims paid, and some money that moved no balance. */
const postings = (id: number, asOf: IsoDate) => `
INSERT INTO posting BY NAME
SELECT ${id} AS batch_id, row_number() OVER () AS line_no, 1 AS share_no,
  'P${id}-' || a.row_no AS posting_ref, a.loan_id, DATE '${asOf}' - 2 AS posted_on,
  b.balance_fen - a.balance_fen AS principal_fen, 1000 AS interest_fen, 0 AS penalty_fen, 0 AS cost_fen,
  CASE WHEN b.npl_state = 'off_book' THEN 'off' ELSE 'on' END AS book_side, b.branch, b.officer,
  100 AS share_percent
FROM loan a JOIN loan b ON b.snapshot_id = ${id - 1} AND b.loan_id = a.loan_id
WHERE a.snapshot_id = ${id} AND b.npl_state IS NOT NULL
  AND (b.balance_fen > a.balance_fen OR ${draw(300, `a.loan_id, ${id}, 'i'`)} = 0)`;

async function addBook(desk: Desk, tx: Transaction, id: number, asOf: IsoDate): Promise<void> {
  if (id > 1) {
    await tx.load(postings(id, asOf));
    await tx.run(`INSERT INTO posting_file VALUES (${id}, $1, $2, 0, 0)`, [
      addDays(asOf, -6),
      asOf,
    ]);
    await tx.run(
      `INSERT INTO side_file SELECT ${id}, 'postings', CAST($1 AS DATE), '收回流水', 'p${id}.csv', 's', 1, NULL,
         'utf-8', ',', 'yuan', '[]', '{}', 1, 1, 0, 0, NULL, '[]', NULL, TIMESTAMP '2026-11-23 08:00:00'`,
      [asOf],
    );
  }
  for (const step of desk.loadSteps) await step.run(tx, { id, asOf });
  await tx.run(
    `INSERT INTO snapshot (id, as_of, status, source_name, file_name, sha256, byte_size, encoding,
       delimiter, unit, header, mapping, rows_read, rows_loaded, rows_rejected, rows_skipped,
       balance_fen, npl_loans, npl_balance_fen, off_book_loans, off_book_balance_fen, warnings,
       unmapped, loaded_at)
     SELECT $1, CAST($2 AS DATE), 'current', 'bench', 'book.csv', 'sha-${id}', 0, 'utf-8', ',',
       'yuan', '[]', '{}', count(*), count(*), 0, 0, CAST(sum(balance_fen) AS BIGINT), 0, 0, 0, 0, '[]', '[]',
       TIMESTAMP '2026-11-23 08:00:00' FROM loan WHERE snapshot_id = $1`,
    [id, asOf],
  );
}

/**
 * Fills an empty desk with `snapshots` weekly books of `loans` loans each, the last one of `last`,
 * by SQL: every room's load steps run on each, in one transaction a book. Answers the seconds that
 * the load steps took, book by book.
 */
export async function makeDesk(
  desk: Desk,
  { loans, snapshots, last }: { loans: number; snapshots: number; last: IsoDate },
): Promise<number[]> {
  const steps: number[] = [];
  for (let id = 1; id <= snapshots; id++) {
    const asOf = addDays(last, 7 * (id - snapshots));
    await desk.warehouse.write(async (tx) => {
      await tx.load(id === 1 ? firstBook(loans, asOf) : nextBook(id, asOf));
      const began = performance.now();
      await addBook(desk, tx, id, asOf);
      steps.push((performance.now() - began) / 1000);
    });
  }
  const { next } = await desk.warehouse.one(
    z.object({ next: z.int() }),
    `SELECT CAST(count(nextval('snapshot_seq')) AS BIGINT) AS next FROM range(${snapshots})`,
  );
  if (next !== snapshots) throw new Error('the snapshots are not numbered');
  return steps;
}
