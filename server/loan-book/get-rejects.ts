import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { SKIPPED_KINDS } from './classify-row.ts';
import { snapshotMissing } from './refuse-file.ts';
import { nameReason, REASON_CODES, rejectReason, sayReason } from './reject-reasons.ts';

const rejectRow = z.object({
  rowNo: z.int(),
  lineNo: z.int(),
  raw: z.string(),
  reasons: z.string(),
});

function readReject({ reasons, ...row }: z.infer<typeof rejectRow>) {
  const list = z.array(rejectReason).parse(JSON.parse(reasons));
  return { ...row, reasons: list.map((reason) => ({ ...reason, says: sayReason(reason) })) };
}

/** A row that was not loaded: where it stands in the file, its text, and every reason. */
export type Reject = ReturnType<typeof readReject>;

const countsRow = z.object({ rejected: z.int(), skipped: z.int() });

async function getCounts(reader: Reader, snapshotId: number) {
  const [counts] = await reader.rows(
    countsRow,
    `SELECT rows_rejected AS "rejected", rows_skipped AS "skipped" FROM snapshot WHERE id = $1`,
    [snapshotId],
  );
  if (counts === undefined) throw snapshotMissing(snapshotId);
  return counts;
}

/** The name by which reasons that speak of no field, but of the whole row, are asked for. */
export const WHOLE_ROW = 'row';

/** Which rejects: with a reason of that code, about that field, whose raw text holds `find`. */
export const rejectFilter = z.object({
  reason: z.string().max(60).optional(),
  field: z.string().max(60).optional(),
  find: z.string().trim().max(100).optional(),
});
export type RejectFilter = z.infer<typeof rejectFilter>;

/** How a reason begins in the stored JSON, whose raw texts cannot hold an unescaped quote. */
const fieldText = (field: string) => `"field":${field === WHOLE_ROW ? 'null' : `"${field}"`}`;
const codeText = (code: string) => `"code":"${code}"`;

function reasonText({ reason, field }: RejectFilter): string | undefined {
  if (field !== undefined && reason !== undefined) return `${fieldText(field)},${codeText(reason)}`;
  if (field !== undefined) return fieldText(field);
  return reason === undefined ? undefined : codeText(reason);
}

/** The rejects of what `owner` is $1, under a filter; its binds begin at $2. */
export function rejectsWhere(
  filter: RejectFilter,
  owner: 'snapshot_id' | 'file_id' = 'snapshot_id',
): { sql: string; binds: string[] } {
  const binds: string[] = [];
  const parts = [`${owner} = $1`];
  const bind = (text: string) => `$${binds.push(text) + 1}`;
  const text = reasonText(filter);
  if (text !== undefined) parts.push(`position(${bind(text)} in reasons) > 0`);
  if (filter.find) parts.push(`position(lower(${bind(filter.find)}) in lower(raw)) > 0`);
  return { sql: parts.join(' AND '), binds };
}

export interface Page {
  offset: number;
  limit: number;
}

/** A page of the rejects under a filter, in the file's order, and how many there are. */
export async function getRejects(
  reader: Reader,
  snapshotId: number,
  { offset, limit }: Page,
  filter: RejectFilter = {},
): Promise<{ total: number; rows: Reject[] }> {
  const { rejected } = await getCounts(reader, snapshotId);
  const { sql, binds } = rejectsWhere(filter);
  const rows = await reader.rows(
    rejectRow,
    `SELECT row_no AS "rowNo", line_no AS "lineNo", raw, reasons FROM reject
     WHERE ${sql} ORDER BY row_no LIMIT $${binds.length + 2} OFFSET $${binds.length + 3}`,
    [snapshotId, ...binds, limit, offset],
  );
  const { total } =
    binds.length === 0
      ? { total: rejected }
      : await reader.one(
          z.object({ total: z.int() }),
          `SELECT count(*) AS "total" FROM reject WHERE ${sql}`,
          [snapshotId, ...binds],
        );
  return { total, rows: rows.map(readReject) };
}

const ROW_LABEL = { zh: '整行', en: 'The whole row' };

/** What the rejects can be filtered by: every reason and field that occurs, with its rows. */
export async function getRejectFacets(reader: Reader, snapshotId: number) {
  await getCounts(reader, snapshotId);
  const fields = [
    { id: WHOLE_ROW, label: ROW_LABEL },
    ...CANONICAL_FIELDS.map(({ id, label }) => ({ id, label })),
  ];
  const count = (text: string, name: string) =>
    `count(*) FILTER (WHERE position('${text}' in reasons) > 0) AS "${name}"`;
  const counts = await reader.one(
    z.record(z.string(), z.int()),
    `SELECT ${[
      ...REASON_CODES.map((code) => count(codeText(code), `code ${code}`)),
      ...fields.map(({ id }) => count(fieldText(id), `field ${id}`)),
    ].join(', ')} FROM reject WHERE snapshot_id = $1`,
    [snapshotId],
  );
  const some = <Facet>(facet: Facet, key: string) => {
    const rows = counts[key] ?? 0;
    return rows === 0 ? [] : [{ ...facet, rows }];
  };
  return {
    reasons: REASON_CODES.flatMap((code) =>
      some({ code, label: nameReason(code) }, `code ${code}`),
    ).sort((a, b) => b.rows - a.rows),
    fields: fields
      .flatMap((field) => some(field, `field ${field.id}`))
      .sort((a, b) => b.rows - a.rows),
  };
}

const skippedRow = z.object({ lineNo: z.int(), kind: z.enum(SKIPPED_KINDS), raw: z.string() });

/** A page of the rows that were recognised as no data, in the file's order. */
export async function getSkipped(reader: Reader, snapshotId: number, { offset, limit }: Page) {
  const { skipped } = await getCounts(reader, snapshotId);
  const rows = await reader.rows(
    skippedRow,
    `SELECT line_no AS "lineNo", kind, raw FROM skipped_row
     WHERE snapshot_id = $1 ORDER BY line_no LIMIT $2 OFFSET $3`,
    [snapshotId, limit, offset],
  );
  return { total: skipped, rows };
}
