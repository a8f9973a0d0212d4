import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import type { ImportRequest } from '../../server/loan-book/import-request.ts';
import type { Desk } from '../../server/open-desk.ts';

let files = 0;

/** Writes `content` into the desk's incoming folder and imports it; as of 2026-11-20 by default. */
export function importTestFile(
  desk: Desk,
  content: string | Uint8Array,
  options: Partial<ImportRequest> = {},
) {
  const path = join(desk.warehouse.incoming, `test-${files++}.csv`);
  writeFileSync(path, content);
  return importLoanBook(desk, { path, fileName: '台账.csv', asOf: '2026-11-20', ...options });
}
