import type { Encoding } from '../loan-book/detect-encoding.ts';
import { inspectUpload } from '../loan-book/inspect-file.ts';
import { columnNames } from '../loan-book/match-header.ts';
import type { Upload } from '../loan-book/uploads.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { SideKinds } from './routes.ts';
import { SIDE_KINDS, type SideKindId } from './side-kind.ts';

/**
 * The kind whose required columns a file has and whose headers it knows most of: of a workbook, the
 * sheet that each kind would take. The first kind when none fits.
 */
export async function guessKind(
  warehouse: Warehouse,
  kinds: SideKinds,
  upload: Upload,
  looked: { encoding?: Encoding | undefined; sheet?: string | undefined },
): Promise<SideKindId> {
  let best: { id: SideKindId; score: number } = { id: 'postings', score: -1 };
  for (const id of SIDE_KINDS) {
    const kind = kinds[id];
    const { columns, missing } = await inspectUpload(
      warehouse,
      upload,
      looked,
      kind.sourceName,
      kind,
    );
    const names = columnNames(columns.map(({ name }) => name));
    const score = kind.matcher.count(names) - missing.length * 5;
    if (score > best.score) best = { id, score };
  }
  return best.id;
}
