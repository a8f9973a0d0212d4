import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { LedgerLine } from './credit.ts';
import { getPairs, pairTable } from './get-pairs.ts';

const line = {
  ref: z.string(),
  loanId: z.string(),
  postedOn: z.string(),
  principalFen: z.int(),
  interestFen: z.int(),
};

const waiting = z.object({
  ...line,
  branch: z.string().nullable(),
  bookSide: z.enum(['on', 'off']),
  method: z.string().nullable(),
  /** As the book that speaks for the day has it. */
  holder: z.string().nullable(),
  holderBranch: z.string().nullable(),
  lastContactOn: z.string().nullable(),
});

/** A line of the ledger that names no collector and is not credited yet. */
export type UncreditedLine = z.infer<typeof waiting>;

/**
 * The lines that wait for credit, oldest first, each with who holds the loan on its day: in the
 * latest book by then. Lines of loans that no book by then has are there with holder NULL.
 */
export async function getUncredited(reader: Reader): Promise<UncreditedLine[]> {
  return reader.rows(
    waiting,
    `WITH book AS (
       SELECT id, as_of, lead(as_of) OVER (ORDER BY as_of) AS next_on
       FROM snapshot WHERE status = 'current'
     ),
     waiting AS (
       SELECT p.posting_ref, p.loan_id, p.posted_on, p.principal_fen, p.branch, p.book_side,
              p.interest_fen + p.penalty_fen AS interest_fen, p.method
       FROM posting p
       WHERE p.officer IS NULL
         AND NOT EXISTS (SELECT 1 FROM credit c WHERE c.posting_ref = p.posting_ref)
     )
     SELECT w.posting_ref AS ref, w.loan_id AS "loanId", w.posted_on AS "postedOn",
            w.principal_fen AS "principalFen", w.interest_fen AS "interestFen", w.branch,
            w.book_side AS "bookSide", w.method, l.officer AS holder, l.branch AS "holderBranch",
            l.last_contact_on AS "lastContactOn"
     FROM waiting w
     LEFT JOIN book b
       ON b.as_of <= w.posted_on AND (b.next_on IS NULL OR w.posted_on < b.next_on)
     LEFT JOIN loan l ON l.snapshot_id = b.id AND l.loan_id = w.loan_id
     ORDER BY w.posted_on, w.posting_ref`,
  );
}

const change = z.object({
  loanId: z.string(),
  on: z.string(),
  branch: z.string().nullable(),
  from: z.string(),
});

/** A claim that went from somebody to somebody else of the same branch: seen first on `on`. */
export type Handover = z.infer<typeof change>;

/** Every change of hands of the loans named, within a branch, latest first. */
export async function getHandovers(
  reader: Reader,
  loanIds: readonly string[],
): Promise<Handover[]> {
  const pairs = await getPairs(reader);
  return reader.rows(
    change,
    `WITH ${pairTable(pairs)}
     SELECT m.loan_id AS "loanId", p.to_on AS "on", m.after_branch AS branch,
            m.before_officer AS "from"
     FROM movement m JOIN pair p ON p.from_id = m.from_id AND p.to_id = m.to_id
     WHERE m.before_officer IS NOT NULL AND m.after_officer IS NOT NULL
       AND m.before_officer <> m.after_officer
       AND m.before_branch IS NOT DISTINCT FROM m.after_branch
       AND m.loan_id = any($1)
     ORDER BY p.to_on DESC, m.loan_id`,
    [loanIds],
  );
}

const credited = z.object({
  ...line,
  officer: z.string().nullable(),
  partFen: z.int(),
  partInterestFen: z.int(),
  ownFen: z.int(),
  shareBp: z.int(),
});

/** A line that may have been reversed, with how it is credited. */
export interface CreditedLine extends LedgerLine {
  entries: {
    officer: string | null;
    principalFen: number;
    interestFen: number;
    ownFen: number;
    shareBp: number;
  }[];
}

/** The positive lines of the loans named by a day, each with all its entries. */
export async function getCreditedLines(
  reader: Reader,
  loanIds: readonly string[],
  until: IsoDate,
): Promise<CreditedLine[]> {
  const rows = await reader.rows(
    credited,
    `WITH whole AS (
       SELECT posting_ref, loan_id, posted_on, CAST(sum(principal_fen) AS BIGINT) AS principal_fen,
              CAST(sum(interest_fen + penalty_fen) AS BIGINT) AS interest_fen
       FROM posting WHERE loan_id = any($1) AND posted_on <= CAST($2 AS DATE)
       GROUP BY posting_ref, loan_id, posted_on
       HAVING sum(principal_fen + interest_fen + penalty_fen) > 0
     ),
     part AS (
       SELECT posting_ref, share_no AS part_no, officer, principal_fen,
              interest_fen + penalty_fen AS interest_fen, principal_fen AS own_fen,
              share_percent * 100 AS share_bp
       FROM posting WHERE officer IS NOT NULL AND loan_id = any($1)
       UNION ALL
       SELECT posting_ref, entry_no, officer, principal_fen, interest_fen, own_fen, share_bp
       FROM credit WHERE loan_id = any($1) AND share_bp >= 0
     )
     SELECT w.posting_ref AS ref, w.loan_id AS "loanId", w.posted_on AS "postedOn",
            w.principal_fen AS "principalFen", w.interest_fen AS "interestFen",
            t.officer, t.principal_fen AS "partFen", t.interest_fen AS "partInterestFen",
            t.own_fen AS "ownFen", t.share_bp AS "shareBp"
     FROM whole w JOIN part t ON t.posting_ref = w.posting_ref
     ORDER BY w.posted_on, w.posting_ref, t.part_no`,
    [loanIds, until],
  );
  const lines = new Map<string, CreditedLine>();
  for (const { officer, partFen, partInterestFen, ownFen, shareBp, ...of } of rows) {
    const one = lines.get(of.ref) ?? { ...of, entries: [] };
    const amounts = { principalFen: partFen, interestFen: partInterestFen };
    one.entries.push({ officer, ...amounts, ownFen, shareBp });
    lines.set(of.ref, one);
  }
  return [...lines.values()];
}
