import { z } from 'zod';
import type { Fen } from '../money.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import type { RejectedRow } from './judge-rows.ts';
import type { FileToLoad } from './load-file.ts';
import { readUtf8 } from './read-utf8.ts';
import { loanIdRepeats } from './refuse-file.ts';
import { RecordScanner } from './scan-records.ts';
import { storeRejects } from './store-rows.ts';

const repeated = z.object({
  loanId: z.string(),
  rowNo: z.int(),
  lineNo: z.int(),
  balanceFen: z.int(),
});

/** Reads the file once more for the raw text of some rows. */
async function readRaw(file: FileToLoad, wanted: ReadonlySet<number>) {
  const raw = new Map<number, string>();
  const { layout } = file.plan;
  const scanner = new RecordScanner({
    delimiter: layout.delimiter,
    width: layout.width,
    headerIndex: layout.headerIndex,
    segmentBytes: 4_194_304,
    async onSegment(segment, odd) {
      for (const row of odd) if (wanted.has(row.rowNo)) raw.set(row.rowNo, row.raw);
      segment.rowNos.forEach((rowNo, index) => {
        if (!wanted.has(rowNo)) return;
        const end = (segment.starts[index + 1] ?? segment.bytes.length) - 1;
        const bytes = segment.bytes.subarray(segment.starts[index], end);
        const text = Buffer.from(bytes).toString('utf8');
        const first = text.indexOf(layout.delimiter);
        raw.set(rowNo, text.slice(text.indexOf(layout.delimiter, first + 1) + 1));
      });
    },
  });
  const source = readUtf8(file.path, file.encoding, file.bomBytes, file.signal);
  for await (const chunk of source.chunks()) await scanner.push(chunk);
  await scanner.end();
  return raw;
}

/**
 * Takes loan numbers that stand in the file more than once out of the loaded rows: every
 * occurrence is rejected with the lines of the others, because merging or choosing would guess.
 * Refuses with 'loan-id-repeats' when that would be more than half of the `loadedRows`.
 */
export async function rejectDuplicates(
  tx: Transaction,
  file: FileToLoad,
  loadedRows: number,
): Promise<{ rejected: number; balanceFen: Fen }> {
  const twice = `SELECT loan_id FROM loan WHERE snapshot_id = ${file.snapshotId} GROUP BY loan_id HAVING count(*) > 1`;
  const rows = await tx.rows(
    repeated,
    `SELECT loan_id AS "loanId", row_no AS "rowNo", line_no AS "lineNo", balance_fen AS "balanceFen"
     FROM loan WHERE snapshot_id = ${file.snapshotId} AND loan_id IN (${twice}) ORDER BY row_no`,
  );
  if (rows.length === 0) return { rejected: 0, balanceFen: 0 };
  if (rows.length * 2 > loadedRows) {
    const { columns, layout } = file.plan;
    const column = columns.find(({ field }) => field.id === 'loan_id')?.column ?? 0;
    throw loanIdRepeats(layout.names[column] ?? '', loadedRows, rows.length);
  }
  const lines = new Map<string, number[]>();
  for (const { loanId, lineNo } of rows) {
    const known = lines.get(loanId);
    if (known) known.push(lineNo);
    else lines.set(loanId, [lineNo]);
  }
  const raw = await readRaw(file, new Set(rows.map(({ rowNo }) => rowNo)));
  const rejected = rows.map(({ loanId, rowNo, lineNo }): RejectedRow => {
    const others = (lines.get(loanId) ?? []).filter((line) => line !== lineNo);
    const shown = others.slice(0, 10).join('、') + (others.length > 10 ? ' …' : '');
    return {
      rowNo,
      lineNo,
      raw: raw.get(rowNo) ?? '',
      reasons: [{ field: 'loan_id', code: 'duplicate', raw: shown }],
    };
  });
  await storeRejects(tx, file.snapshotId, rejected, file.workFolder);
  await tx.run(`DELETE FROM loan WHERE snapshot_id = ${file.snapshotId} AND loan_id IN (${twice})`);
  return {
    rejected: rows.length,
    balanceFen: rows.reduce((sum, { balanceFen }) => sum + balanceFen, 0),
  };
}
