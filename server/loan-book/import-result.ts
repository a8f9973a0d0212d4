import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { importWarning } from './import-warnings.ts';
import type { OpenedFile } from './open-file.ts';

/** What an import answers, and `recoup import --json` prints. Amounts in fen. */
export const importResult = z.object({
  snapshot: z.object({ id: z.int(), asOf: z.string(), sha256: z.string() }),
  /** read = loaded + rejected + skipped; the header is not counted. */
  rows: z.object({ read: z.int(), loaded: z.int(), rejected: z.int(), skipped: z.int() }),
  balanceFen: z.int(),
  /** On book, by recorded class. */
  npl: z.object({ loans: z.int(), balanceFen: z.int() }),
  unmapped: z.array(z.string()),
  warnings: z.array(importWarning),
  alreadyLoaded: z.boolean(),
});
export type ImportResult = z.infer<typeof importResult>;

const stored = z.object({
  asOf: z.string(),
  sha256: z.string(),
  read: z.int(),
  loaded: z.int(),
  rejected: z.int(),
  skipped: z.int(),
  balanceFen: z.int(),
  nplLoans: z.int(),
  nplBalanceFen: z.int(),
  unmapped: z.string(),
  warnings: z.string(),
});

/** The current snapshot of the same bytes, day, mapping and options, if there is one. */
export async function findLoaded(
  reader: Reader,
  asOf: IsoDate,
  opened: OpenedFile,
): Promise<number | undefined> {
  const [found] = await reader.rows(
    z.object({ id: z.int() }),
    `SELECT id FROM snapshot WHERE status = 'current' AND sha256 = $1 AND as_of = CAST($2 AS DATE)
       AND mapping = $3 AND options = $4 AND encoding = $5`,
    [opened.examination.sha256, asOf, opened.mappingText, opened.optionsText, opened.encoding],
  );
  return found?.id;
}

/** The result of an import as its snapshot remembers it. */
export async function readResult(
  reader: Reader,
  id: number,
  alreadyLoaded: boolean,
): Promise<ImportResult> {
  const row = await reader.one(
    stored,
    `SELECT as_of AS "asOf", sha256, rows_read AS "read", rows_loaded AS "loaded",
       rows_rejected AS "rejected", rows_skipped AS "skipped", balance_fen AS "balanceFen",
       npl_loans AS "nplLoans", npl_balance_fen AS "nplBalanceFen", unmapped, warnings
     FROM snapshot WHERE id = $1`,
    [id],
  );
  return {
    snapshot: { id, asOf: row.asOf, sha256: row.sha256 },
    rows: { read: row.read, loaded: row.loaded, rejected: row.rejected, skipped: row.skipped },
    balanceFen: row.balanceFen,
    npl: { loans: row.nplLoans, balanceFen: row.nplBalanceFen },
    unmapped: z.array(z.string()).parse(JSON.parse(row.unmapped)),
    warnings: z.array(importWarning).parse(JSON.parse(row.warnings)),
    alreadyLoaded,
  };
}
