import { z } from 'zod';
import { readRecords } from '../loan-book/open-amendment.ts';
import { readAmendment } from '../loan-book/read-amendment.ts';
import { rejectReason } from '../loan-book/reject-reasons.ts';
import { mappingSchema } from '../loan-book/saved-mapping.ts';
import { splitCells } from '../loan-book/split-cells.ts';
import { withText } from '../loan-book/unpack-file.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getSideFile, type SideFile } from './get-side-files.ts';
import { insertRows } from './insert-rows.ts';
import type { SideRequest } from './load-side-file.ts';
import { columnsOf } from './open-side-file.ts';
import { readLine } from './read-side-file.ts';
import { nothingToCorrect, stillWrong } from './refuse-side-file.ts';
import { sayReason } from './say-reason.ts';
import type { Placed, SideKind, SideReject } from './side-kind.ts';
import { storedLayout, storeSideFile } from './store-side-file.ts';

const stored = z.object({
  header: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  mapping: z.string().transform((text) => mappingSchema.parse(JSON.parse(text))),
  delimiter: z.string(),
  layout: z.string().nullable(),
});
const rejectRow = z.object({
  rowNo: z.int(),
  lineNo: z.int(),
  raw: z.string(),
  reasons: z.string().transform((text) => z.array(rejectReason).parse(JSON.parse(text))),
});

const openRejects = (reader: Reader, fileId: number) =>
  reader.rows(
    rejectRow,
    `SELECT row_no AS "rowNo", line_no AS "lineNo", raw, reasons FROM side_reject r
     WHERE file_id = $1 AND NOT EXISTS (SELECT 1 FROM side_correction c
       WHERE c.file_id = r.file_id AND c.line_no = r.line_no)
     ORDER BY row_no`,
    [fileId],
  );

/**
 * Brings corrected rows of a file's rejects back: a file of its own that names the one it corrects
 * and is read by the same columns and units. Rows that are still wrong are its rejects. Refuses
 * with 'nothing-to-correct', as a loan book's amendment does, and with 'still-wrong' when no row is
 * right.
 */
export async function correctRejects<Line>(
  { warehouse, clock }: RoomDeps,
  kind: SideKind<Line>,
  fileId: number,
  request: Pick<SideRequest, 'path' | 'fileName' | 'signal' | 'onProgress'>,
): Promise<SideFile> {
  const { path, fileName, signal, onProgress } = request;
  const file = await getSideFile(warehouse, fileId);
  onProgress?.({ stage: 'examining', bytes: 0, bytesTotal: 0, rows: 0 });
  const columnsRow = await warehouse.one(
    stored,
    'SELECT header, mapping, delimiter, layout FROM side_file WHERE id = $1',
    [fileId],
  );
  const { header: names, mapping, delimiter } = columnsRow;
  const layout = storedLayout.parse(
    JSON.parse(columnsRow.layout ?? `{"width":${names.length},"decimals":[]}`),
  );
  const { width, decimals, dateOrder } = layout;
  const columns = columnsOf(kind, names, mapping);
  const known = new Set(names);
  const countKnown = (cells: readonly string[]) => cells.filter((cell) => known.has(cell)).length;
  return withText(warehouse, { path, fileName, countKnown, signal }, async (text) => {
    const records = await readRecords(text, { fileName, ...(signal ? { signal } : {}) });
    const rejects = await openRejects(warehouse, fileId);
    if (rejects.length === 0) throw nothingToCorrect(file.fileName);
    const rows = readAmendment(records, {
      ...{ snapshotId: fileId, delimiter, names, width, mapping, rejects, key: kind.key },
    });
    if (rows.length === 0) throw nothingToCorrect(file.fileName);
    const plan = { columns, decimals, dateOrder, today: clock.today() };
    const lines: Placed<Line>[] = [];
    const wrong: SideReject[] = [];
    for (const { rowNo, lineNo, raw, reason } of rows) {
      const cells = splitCells(raw, delimiter);
      const found =
        reason === undefined
          ? readLine(kind, cells, plan)
          : { reasons: [{ field: null, code: reason, raw: `${cells.length}/${width}` }] };
      if ('line' in found) lines.push({ rowNo, lineNo, raw, line: found.line });
      else wrong.push({ rowNo, lineNo, raw, reasons: found.reasons });
    }
    onProgress?.({ stage: 'saving', bytes: 0, bytesTotal: 0, rows: rows.length });
    return warehouse.write(async (tx) => {
      const settled = await kind.settle(tx, lines, { asOf: file.asOf });
      const left = [...wrong, ...settled.rejects];
      if (settled.lines.length === 0) {
        throw stillWrong(
          left.map(({ lineNo, reasons }) => ({
            lineNo,
            says: reasons.map((reason) => sayReason(reason, kind.fields)),
          })),
        );
      }
      const { sha256, byteSize, finding } = text.examination;
      const id = await storeSideFile(tx, kind, warehouse.incoming, {
        ...{ asOf: file.asOf, sourceName: file.sourceName, fileName, sha256, byteSize },
        ...{ sheet: text.sheet, encoding: finding.encoding, delimiter, unit: file.unit },
        ...{ names, mapping: JSON.stringify(mapping), layout, rowsRead: rows.length },
        ...{ lines: settled.lines, rejects: left, skipped: [], totals: [] },
        ...{ amends: fileId, now: clock.now() },
      });
      await insertRows(
        tx,
        warehouse.incoming,
        {
          table: 'side_correction',
          columns: { file_id: 'BIGINT', line_no: 'BIGINT', by_file_id: 'BIGINT' },
        },
        rows.map(({ lineNo }) => [fileId, lineNo, id]),
      );
      signal?.throwIfAborted();
      return getSideFile(tx, id);
    });
  });
}
