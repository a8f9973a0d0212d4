import { z } from 'zod';
import { getSideFiles, type SideFile } from '../side-files/get-side-files.ts';
import type { Reader } from '../warehouse/warehouse.ts';

const sums = z.object({
  id: z.int(),
  firstOn: z.string().nullable(),
  lastOn: z.string().nullable(),
  principalFen: z.int(),
  interestFen: z.int(),
});

/** One posting file as it was loaded, with the days and amounts of its postings. */
export type PostingBatch = SideFile & z.infer<typeof sums>;

/** Every posting file, the latest loaded first. */
export async function getPostingBatches(reader: Reader): Promise<PostingBatch[]> {
  const [files, rows] = await Promise.all([
    getSideFiles(reader, 'postings'),
    reader.rows(
      sums,
      `SELECT file_id AS id, first_on AS "firstOn", last_on AS "lastOn",
         principal_fen AS "principalFen", interest_fen AS "interestFen" FROM posting_file`,
    ),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const none = { firstOn: null, lastOn: null, principalFen: 0, interestFen: 0 };
  return files.map((file) => ({ ...none, ...byId.get(file.id), ...file }));
}
