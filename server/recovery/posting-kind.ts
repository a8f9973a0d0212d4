import { z } from 'zod';
import { insertRows } from '../side-files/insert-rows.ts';
import type {
  Placed,
  Settled,
  SideFileRef,
  SideKind,
  SideReject,
} from '../side-files/side-kind.ts';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { creditPostings } from './credit-postings.ts';
import { POSTING_FIELDS, POSTING_HEADERS } from './posting-fields.ts';
import { type PostingLine, readPostingRow, shareRows } from './read-posting-row.ts';
import { postFile } from './write-posted.ts';

const POSTING = {
  table: 'posting',
  columns: {
    ...{ batch_id: 'BIGINT', line_no: 'BIGINT', share_no: 'INTEGER', posting_ref: 'VARCHAR' },
    ...{ loan_id: 'VARCHAR', posted_on: 'DATE', principal_fen: 'BIGINT', interest_fen: 'BIGINT' },
    ...{ penalty_fen: 'BIGINT', cost_fen: 'BIGINT', method: 'VARCHAR', book_side: 'VARCHAR' },
    ...{ branch: 'VARCHAR', officer: 'VARCHAR', share_percent: 'INTEGER', voucher: 'VARCHAR' },
  },
};

const loanRow = z.object({ loanId: z.string() });

/** The loans that are off the books by the latest book: a file may not say which side it means. */
async function getOffBook(tx: Reader): Promise<Set<string>> {
  const rows = await tx.rows(
    loanRow,
    `SELECT DISTINCT loan_id AS "loanId" FROM loan
     WHERE npl_state = 'off_book' AND loan_id IS NOT NULL
       AND snapshot_id = (SELECT n.id FROM snapshot n WHERE n.status = 'current'
                          ORDER BY n.as_of DESC LIMIT 1)`,
  );
  return new Set(rows.map(({ loanId }) => loanId));
}

/** The numbers that earlier files have brought in. */
async function getStored(reader: Reader, lines: readonly Placed<PostingLine>[]) {
  const refs = lines.map(({ line }) => line.postingRef);
  const rows = await reader.rows(
    z.object({ ref: z.string() }),
    'SELECT DISTINCT posting_ref AS ref FROM posting WHERE posting_ref = any($1)',
    [refs],
  );
  return new Set(rows.map(({ ref }) => ref));
}

/**
 * A number that stands twice in one file counts once; one that an earlier file has is rejected, so
 * nothing counts twice.
 */
async function settle(reader: Reader, lines: Placed<PostingLine>[]): Promise<Settled<PostingLine>> {
  const stored = await getStored(reader, lines);
  const first = new Map<string, number>();
  const rejects: SideReject[] = [];
  const kept = lines.filter(({ rowNo, lineNo, raw, line: { postingRef } }) => {
    const other = first.get(postingRef);
    const reject = (code: string, text: string) => {
      const reasons = [{ field: 'posting_ref', code, raw: text }];
      rejects.push({ rowNo, lineNo, raw, reasons });
      return false;
    };
    if (other !== undefined) return reject('duplicate', String(other));
    first.set(postingRef, lineNo);
    return stored.has(postingRef) ? reject('already-loaded', '') : true;
  });
  return { lines: kept, rejects };
}

async function store(
  tx: Transaction,
  { id, now, incoming }: SideFileRef,
  lines: readonly Placed<PostingLine>[],
): Promise<void> {
  const off = lines.some(({ line }) => line.bookSide === null) ? await getOffBook(tx) : new Set();
  const sorted = lines.toSorted(
    (a, b) =>
      a.line.postedOn.localeCompare(b.line.postedOn) ||
      a.line.postingRef.localeCompare(b.line.postingRef),
  );
  await insertRows(
    tx,
    incoming,
    POSTING,
    sorted.flatMap(({ lineNo, line }) =>
      shareRows(line).map((share) => [
        ...[id, lineNo, share.shareNo, line.postingRef, line.loanId, line.postedOn],
        ...[...share.amounts, line.method],
        line.bookSide ?? (off.has(line.loanId) ? 'off' : 'on'),
        ...[line.branch, share.officer, share.percent, line.voucher],
      ]),
    ),
  );
  await tx.run(
    `INSERT INTO posting_file
     SELECT CAST($1 AS BIGINT), min(posted_on), max(posted_on),
       CAST(coalesce(sum(principal_fen), 0) AS BIGINT),
       CAST(coalesce(sum(interest_fen + penalty_fen), 0) AS BIGINT)
     FROM posting WHERE batch_id = $1`,
    [id],
  );
  await creditPostings(tx, incoming, now);
  await postFile(tx, id);
}

/**
 * The bank's ledger of cash received (收回流水). A file that does not say which side of the book a
 * posting is on takes it from the latest book. A negative line reverses an earlier one. Lines that
 * name no collector are credited by the bank's rules (see `credit-postings.ts`).
 */
export const postingKind: SideKind<PostingLine> = {
  id: 'postings',
  label: { zh: '收回流水', en: 'Postings' },
  sourceName: '收回流水',
  fields: POSTING_FIELDS,
  matcher: POSTING_HEADERS,
  key: 'posting_ref',
  readRow: readPostingRow,
  settle: (reader, lines) => settle(reader, lines),
  amounts: ({ amounts }) => amounts,
  store,
};
