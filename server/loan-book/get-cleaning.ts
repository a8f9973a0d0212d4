import { z } from 'zod';
import type { Sentence } from '../errors.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { CODES_BY_FIELD } from './codes.ts';
import { type ColumnCleaning, storedCleaning } from './sample-cleaning.ts';

const row = z.object({ firstRows: z.int(), columns: z.string() });

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
 * What cleaning did to the first data rows of a snapshot's file, by field; of an amended snapshot,
 * to those of the file that was amended. Null for a snapshot that was loaded without a sample.
 */
export async function getCleaning(reader: Reader, snapshotId: number) {
  const [found] = await reader.rows(
    row,
    `WITH RECURSIVE line AS (
       SELECT CAST($1 AS BIGINT) AS id
       UNION ALL SELECT coalesce(p.amends, r.rereads) FROM line
         JOIN provenance p ON p.snapshot_id = line.id
         LEFT JOIN rereading r ON r.snapshot_id = line.id
       WHERE coalesce(p.amends, r.rereads) IS NOT NULL)
     SELECT c.first_rows AS "firstRows", c.columns FROM cleaning c JOIN line ON c.snapshot_id = line.id`,
    [snapshotId],
  );
  if (found === undefined) return null;
  const columns = storedCleaning.parse(JSON.parse(found.columns));
  return {
    firstRows: found.firstRows,
    fields: new Map(columns.map((column) => [column.field, readColumn(column)])),
  };
}
