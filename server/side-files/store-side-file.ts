import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { DATE_ORDERS } from '../loan-book/clean-sql.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import { insertRows } from './insert-rows.ts';
import type { TotalCheck } from './load-side-file.ts';
import type { Placed, SideKind, SideReject } from './side-kind.ts';

/** How a stored file's rows were read, so that corrected ones can be read the same way. */
export const storedLayout = z.object({
  width: z.int(),
  decimals: z.array(z.int()),
  dateOrder: z.enum(DATE_ORDERS).optional(),
});

/** A file that has been read and settled. */
export interface FileToStore<Line> {
  asOf: IsoDate;
  sourceName: string;
  fileName: string;
  sha256: string;
  byteSize: number;
  sheet: string | null;
  encoding: string;
  delimiter: string;
  unit: string;
  names: readonly string[];
  mapping: string;
  layout: z.infer<typeof storedLayout>;
  rowsRead: number;
  lines: readonly Placed<Line>[];
  rejects: readonly SideReject[];
  skipped: readonly { lineNo: number; kind: string; raw: string }[];
  totals: readonly TotalCheck[];
  amends: number | null;
  now: string;
}

const LONGEST_RAW = 100_000;
const REJECTS = {
  table: 'side_reject',
  columns: {
    file_id: 'BIGINT',
    row_no: 'BIGINT',
    line_no: 'BIGINT',
    raw: 'VARCHAR',
    reasons: 'VARCHAR',
  },
};
const SKIPPED = {
  table: 'side_skipped',
  columns: { file_id: 'BIGINT', line_no: 'BIGINT', kind: 'VARCHAR', raw: 'VARCHAR' },
};
/** NUL shown as its picture; the engine's text cannot hold it. */
const rawOf = (raw: string) => raw.replaceAll('\0', '\u2400').slice(0, LONGEST_RAW);

/** Stores a file and its lines, rejects and skipped rows; answers its id. */
export async function storeSideFile<Line>(
  tx: Transaction,
  kind: SideKind<Line>,
  incoming: string,
  file: FileToStore<Line>,
): Promise<number> {
  const { asOf, amends, now, lines, rejects, skipped } = file;
  // Writes run one after the other, so nobody else takes the number meanwhile.
  const { id } = await tx.one(
    z.object({ id: z.int() }),
    'SELECT coalesce(max(id), 0) + 1 AS id FROM side_file',
  );
  await tx.run(
    `INSERT INTO side_file VALUES ($1, $2, CAST($3 AS DATE), $4, $5, $6, $7, $8, $9, $10, $11, $12,
       $13, $14, $15, $16, $17, $18, $19, $20, CAST($21 AS TIMESTAMP))`,
    [
      ...[id, kind.id, asOf, file.sourceName, file.fileName, file.sha256, file.byteSize],
      ...[file.sheet, file.encoding, file.delimiter, file.unit, JSON.stringify(file.names)],
      ...[file.mapping, file.rowsRead, lines.length, rejects.length, skipped.length],
      ...[JSON.stringify(file.layout), JSON.stringify(file.totals), amends, now],
    ],
  );
  await kind.store(tx, { id, asOf, amends, now, incoming }, lines);
  await insertRows(
    tx,
    incoming,
    REJECTS,
    rejects.map(({ rowNo, lineNo, raw, reasons }) => [
      ...[id, rowNo, lineNo, rawOf(raw), JSON.stringify(reasons)],
    ]),
  );
  await insertRows(
    tx,
    incoming,
    SKIPPED,
    skipped.map((row) => [id, row.lineNo, row.kind, rawOf(row.raw)]),
  );
  return id;
}
