import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { withText } from '../loan-book/unpack-file.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import { getPostingBatch, type PostingBatch } from './get-posting-batches.ts';
import { matchPostingHeader } from './posting-columns.ts';
import { type PostingFile, rawOf, readPostingFile } from './read-posting-file.ts';
import { shareRows } from './read-posting-row.ts';

const STAGE = {
  row_no: 'BIGINT',
  line_no: 'BIGINT',
  share_no: 'INTEGER',
  posting_ref: 'VARCHAR',
  loan_id: 'VARCHAR',
  posted_on: 'DATE',
  principal_fen: 'BIGINT',
  interest_fen: 'BIGINT',
  penalty_fen: 'BIGINT',
  cost_fen: 'BIGINT',
  method: 'VARCHAR',
  book_side: 'VARCHAR',
  branch: 'VARCHAR',
  officer: 'VARCHAR',
  share_percent: 'INTEGER',
  voucher: 'VARCHAR',
  raw: 'VARCHAR',
} as const;

const cell = (value: string | number | null) =>
  value === null ? '' : `"${String(value).replaceAll('"', '""')}"`;

function stageText(file: PostingFile): string {
  const rows: string[] = [];
  for (const { rowNo, lineNo, line } of file.lines) {
    for (const share of shareRows(line)) {
      rows.push(
        [
          ...[rowNo, lineNo, share.shareNo, line.postingRef, line.loanId, line.postedOn],
          ...share.amounts,
          ...[line.method, line.bookSide, line.branch, share.officer, share.percent, line.voucher],
          rawOf(line),
        ]
          .map(cell)
          .join(','),
      );
    }
  }
  return rows.length === 0 ? '' : `${rows.join('\n')}\n`;
}

/**
 * Imports a posting file (收回流水) that stands at `path`: text, gzip or the sheet of a workbook that
 * looks most like one. Every data row is loaded, or rejected with
 * its line, text and reasons, or skipped as no data; all or nothing. The same bytes again are the
 * same batch; a posting number that an earlier batch has is rejected, so nothing counts twice. A
 * file that does not say which side of the book a posting is on takes it from the latest book.
 * Refuses a file that is no table, is empty or lacks a column.
 */
export async function importPostings(
  { warehouse, clock }: RoomDeps,
  path: string,
  fileName: string,
): Promise<PostingBatch> {
  const countKnown = (cells: readonly string[]) => matchPostingHeader([...cells]).size;
  const file = await withText(warehouse, { path, fileName, countKnown }, (text) =>
    readPostingFile(text, fileName, clock.today()),
  );
  const staged = join(warehouse.incoming, `postings-${randomUUID()}.csv`);
  await writeFile(staged, stageText(file));
  try {
    return await warehouse.write(async (tx) => {
      const [same] = await tx.rows(
        z.object({ id: z.int() }),
        'SELECT id FROM posting_batch WHERE sha256 = $1',
        [file.sha256],
      );
      if (same) return { ...(await getPostingBatch(tx, same.id)), isRepeat: true };
      return getPostingBatch(tx, await store(tx, file, staged, fileName, clock.now()));
    });
  } finally {
    await rm(staged, { force: true });
  }
}

async function store(
  tx: Transaction,
  file: PostingFile,
  staged: string,
  fileName: string,
  now: string,
): Promise<number> {
  const { id } = await tx.one(
    z.object({ id: z.int() }),
    `SELECT nextval('posting_batch_seq') AS id`,
  );
  const columns = Object.entries(STAGE).map(([name, type]) => `'${name}': '${type}'`);
  await tx.load('DROP TABLE IF EXISTS posting_stage');
  await tx.load(
    `CREATE TEMP TABLE posting_stage AS SELECT * FROM read_csv('${staged.replaceAll("'", "''")}',
       auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '',
       columns = {${columns.join(', ')}})`,
  );
  const repeated = `posting_ref IN (SELECT posting_ref FROM posting)`;
  const already = JSON.stringify([
    { field: 'posting_ref', code: 'already-loaded', raw: '' },
  ]).replaceAll("'", "''");
  const rejectedAgain = await tx.run(
    `INSERT INTO posting_reject
     SELECT ${id}, row_no, line_no, raw, '${already}' FROM posting_stage
     WHERE share_no = 1 AND ${repeated}`,
  );
  await tx.run(
    `INSERT INTO posting
     SELECT ${id}, g.line_no, g.share_no, g.posting_ref, g.loan_id, g.posted_on, g.principal_fen,
            g.interest_fen, g.penalty_fen, g.cost_fen, g.method,
            coalesce(g.book_side, CASE WHEN EXISTS (
              SELECT 1 FROM loan l WHERE l.loan_id = g.loan_id AND l.npl_state = 'off_book'
                AND l.snapshot_id = (SELECT n.id FROM snapshot n WHERE n.status = 'current'
                                     ORDER BY n.as_of DESC LIMIT 1)) THEN 'off' ELSE 'on' END),
            g.branch, g.officer, g.share_percent, g.voucher
     FROM posting_stage g WHERE NOT ${repeated}
     ORDER BY g.posted_on, g.posting_ref, g.share_no`,
  );
  await tx.load('DROP TABLE posting_stage');
  for (const { rowNo, lineNo, raw, reasons } of file.rejects) {
    await tx.run('INSERT INTO posting_reject VALUES ($1, $2, $3, $4, $5)', [
      ...[id, rowNo, lineNo, raw.slice(0, 4000)],
      JSON.stringify(reasons),
    ]);
  }
  for (const { lineNo, kind, raw } of file.skipped) {
    await tx.run('INSERT INTO posting_skipped VALUES ($1, $2, $3, $4)', [id, lineNo, kind, raw]);
  }
  const mapping = Object.fromEntries(
    [...file.columns].map(([field, column]) => [file.header[column] ?? field, field]),
  );
  await tx.run(
    `INSERT INTO posting_batch
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
            min(posted_on), max(posted_on), CAST(coalesce(sum(principal_fen), 0) AS BIGINT),
            CAST(coalesce(sum(interest_fen + penalty_fen), 0) AS BIGINT), CAST($14 AS TIMESTAMP)
     FROM posting WHERE batch_id = $1`,
    [
      ...[id, fileName, file.sha256, file.byteSize, file.encoding, file.delimiter, file.unit],
      ...[JSON.stringify(file.header), JSON.stringify(mapping), file.rowsRead],
      ...[file.lines.length - rejectedAgain, file.rejects.length + rejectedAgain],
      ...[file.skipped.length, now],
    ],
  );
  return id;
}
