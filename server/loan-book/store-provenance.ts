import { z } from 'zod';
import type { Transaction } from '../warehouse/warehouse.ts';
import { DELIMITERS, type Layout } from './detect-layout.ts';
import { AMOUNT_UNITS } from './read-words.ts';

const unit = z.enum(AMOUNT_UNITS);

/** How the table stood in its file: what an amendment needs to read a row as the file was read. */
export const storedLayout = z.object({
  delimiter: z.enum(DELIMITERS),
  headerIndex: z.int(),
  header: z.array(z.string()),
  names: z.array(z.string()),
  width: z.int(),
  titles: z.array(z.array(z.string())),
  unit,
  unitStated: z.boolean(),
  columnUnits: z.array(unit.nullable()),
});

/** The layout that a snapshot was read by, with rows to look at. */
export const restoreLayout = (
  stored: z.infer<typeof storedLayout>,
  sample: string[][],
): Layout => ({
  ...stored,
  columnUnits: stored.columnUnits.map((each) => each ?? undefined),
  statedDay: undefined,
  sample,
});

/** The file that corrected some rows of another snapshot of the same day. */
export interface AmendmentFile {
  amends: number;
  fileName: string;
  sha256: string;
  byteSize: number;
}

/**
 * Keeps where a snapshot comes from beside what its own row says: the layout it was read by, the
 * version of its source's mapping (saved before), who loaded it (null when not said) and, of an
 * amendment, which file amended which snapshot.
 */
export async function storeProvenance(
  tx: Transaction,
  snapshot: { id: number; sourceName: string },
  layout: Layout,
  loadedBy: string | undefined,
  amendment?: AmendmentFile,
): Promise<void> {
  const { sample: _, statedDay: __, ...kept } = layout;
  const text = JSON.stringify({
    ...kept,
    columnUnits: layout.columnUnits.map((each) => each ?? null),
  } satisfies z.infer<typeof storedLayout>);
  await tx.run(
    `INSERT INTO provenance (snapshot_id, loaded_by, layout, mapping_version, amends,
       amendment_name, amendment_sha256, amendment_bytes)
     VALUES ($1, $2, $3, (SELECT max(version) FROM source_mapping WHERE source_name = $4 AND kind = 'loan-book'),
       $5, $6, $7, $8)`,
    [
      snapshot.id,
      loadedBy ?? null,
      text,
      snapshot.sourceName,
      amendment?.amends ?? null,
      amendment?.fileName ?? null,
      amendment?.sha256 ?? null,
      amendment?.byteSize ?? null,
    ],
  );
}
