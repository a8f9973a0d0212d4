import { z } from 'zod';
import type { Sentence } from '../errors.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { CODES_BY_FIELD } from './codes.ts';
import { type ColumnCleaning, storedCleaning } from './count-cells.ts';

const row = z.object({ rows: z.int(), whole: z.boolean().nullable(), columns: z.string() });

const KINDS = new Map(CANONICAL_FIELDS.map(({ id, kind }) => [id, kind]));
const FLAGS: Readonly<Record<string, Sentence>> = {
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
};

/**
 * What a cell became: `fen` of an amount, `said` of a code or a flag, else `text`; all null for text
 * that was read as nothing.
 */
function readAfter(field: string, after: string | null) {
  const kind = KINDS.get(field);
  const fen = kind === 'amount' && after !== null ? Number(after) : null;
  const list = kind === 'code' ? CODES_BY_FIELD[field] : kind === 'flag' ? FLAGS : undefined;
  const said = (after === null ? undefined : list?.[after]) ?? null;
  return { fen, said, text: fen === null && said === null ? after : null };
}

const readColumn = ({ field, examples, ...counts }: ColumnCleaning) => ({
  ...counts,
  examples: examples.map(({ before, after }) => ({ before, after: readAfter(field, after) })),
});

/**
 * What cleaning did to the data rows of a snapshot's file, by field: to all of them (`isWhole`), or
 * where an older version loaded it to the first `rows`. An amended snapshot without an account of its
 * own has that of the one it amends. Null for a snapshot that was loaded before there was any.
 */
export async function getCleaning(reader: Reader, snapshotId: number) {
  const [found] = await reader.rows(
    row,
    `WITH RECURSIVE line AS (
       SELECT CAST($1 AS BIGINT) AS id, 0 AS step
       UNION ALL SELECT coalesce(p.amends, r.rereads), line.step + 1 FROM line
         JOIN provenance p ON p.snapshot_id = line.id
         LEFT JOIN rereading r ON r.snapshot_id = line.id
       WHERE coalesce(p.amends, r.rereads) IS NOT NULL)
     SELECT c.first_rows AS "rows", c.whole, c.columns
     FROM cleaning c JOIN line ON c.snapshot_id = line.id ORDER BY line.step LIMIT 1`,
    [snapshotId],
  );
  if (found === undefined) return null;
  const columns = storedCleaning.parse(JSON.parse(found.columns));
  return {
    rows: found.rows,
    isWhole: found.whole ?? false,
    fields: new Map(columns.map((column) => [column.field, readColumn(column)])),
  };
}
