import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { LoadDeps } from '../warehouse/room-deps.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import { checkSnapshot, getTotals } from './check-snapshot.ts';
import { storeCleaning } from './count-cells.ts';
import type { ImportProgress, ImportRequest } from './import-request.ts';
import { findLoaded, type ImportResult, readResult } from './import-result.ts';
import { type ImportWarning, WARNINGS } from './import-warnings.ts';
import { fileTotal } from './judge-rows.ts';
import { EmptyInsert, type FileToLoad, type LoadedFile, loadFile } from './load-file.ts';
import { type OpenedFile, openFile } from './open-file.ts';
import { asOfDisagrees, asOfFuture, explainStorageError, nothingLoaded } from './refuse-file.ts';
import { rejectDuplicates } from './reject-duplicates.ts';
import { sayReason } from './reject-reasons.ts';
import { saveDateOrder } from './saved-date-order.ts';
import { saveMapping } from './saved-mapping.ts';
import { saveWords } from './saved-words.ts';
import { storeProvenance } from './store-provenance.ts';
import { ensureQuality } from './store-quality.ts';
import { storeRereading } from './store-rereading.ts';
import { type TextFile, withText } from './unpack-file.ts';

const nextId = z.object({ id: z.int() });

async function supersede(tx: Transaction, asOf: IsoDate): Promise<number | null> {
  const [old] = await tx.rows(
    nextId,
    `SELECT id FROM snapshot WHERE status = 'current' AND as_of = CAST($1 AS DATE)`,
    [asOf],
  );
  if (old === undefined) return null;
  await tx.run(`UPDATE snapshot SET status = 'superseded' WHERE id = $1`, [old.id]);
  return old.id;
}

function refuseIfNothingLoaded(loaded: LoadedFile, rejected: number, kept: number): void {
  if (kept > 0) return;
  const [most] = [...loaded.firstReasons.values()].sort((a, b) => b.count - a.count);
  const reason = most?.reason ?? { field: 'loan_id', code: 'duplicate', raw: '…' };
  throw nothingLoaded(rejected, sayReason(reason));
}

/**
 * A file becomes a snapshot, whole or not at all: its rows, its rejects, its mapping, what the
 * rooms downstream add (`loadSteps`), and the supersession of the snapshot of the same day, in one
 * transaction. The same bytes with the same day, mapping and options answer the snapshot that is
 * there (`alreadyLoaded`). `rows.read` counts every record of the file but its header; `skipped`
 * are titles, units, blank lines, totals, repeated headers and notes. Refuses as `refuse-file.ts`
 * lists.
 */
export async function importLoanBook(
  deps: LoadDeps,
  request: ImportRequest,
): Promise<ImportResult> {
  const today = deps.clock.today();
  if (request.asOf > today) throw asOfFuture(request.asOf, today);
  return withText(deps.warehouse, request, (text) => importText(deps, request, text));
}

async function importText(
  deps: LoadDeps,
  request: ImportRequest,
  text: TextFile,
): Promise<ImportResult> {
  const { warehouse } = deps;
  const progress: ImportProgress = { stage: 'examining', bytes: 0, bytesTotal: 0, rows: 0 };
  const report = (change: Partial<ImportProgress>) => {
    Object.assign(progress, change);
    request.onProgress?.({ ...progress });
  };
  report({});
  const opened = await openFile(warehouse, request, text);
  const stated = opened.plan.layout.statedDay;
  if (stated !== undefined && stated !== request.asOf) throw asOfDisagrees(request.asOf, stated);
  const already = request.replaceSample
    ? undefined
    : await findLoaded(warehouse, request.asOf, opened);
  if (already !== undefined) return readResult(warehouse, already, true);
  report({ bytesTotal: opened.byteSize });
  const workFolder = mkdtempSync(join(warehouse.incoming, 'load-'));
  try {
    const options = request.signal ? { signal: request.signal } : {};
    const attempt = (careful: boolean) =>
      warehouse.write(
        (tx) => load(tx, deps, request, opened, { workFolder, careful }, report),
        options,
      );
    const id = await attempt(false).catch((error: unknown) => {
      if (error instanceof EmptyInsert) return attempt(true);
      throw error;
    });
    // Directly after the load and not within it; whoever asks for the report makes it where this fails.
    void ensureQuality(warehouse, id).catch(() => undefined);
    return await readResult(warehouse, id, false);
  } catch (error) {
    throw explainStorageError(error);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

async function load(
  tx: Transaction,
  deps: LoadDeps,
  request: ImportRequest,
  opened: OpenedFile,
  place: { workFolder: string; careful: boolean },
  report: (change: Partial<ImportProgress>) => void,
): Promise<number> {
  const { asOf } = request;
  if (request.replaceSample) await deps.clearSample(tx);
  const already = await findLoaded(tx, asOf, opened);
  if (already !== undefined) return already;
  const { id } = await tx.one(nextId, `SELECT nextval('snapshot_seq') AS id`);
  const file: FileToLoad = {
    path: opened.path,
    encoding: opened.encoding,
    bomBytes: opened.bomBytes,
    plan: opened.plan,
    snapshotId: id,
    ...place,
    signal: request.signal,
    segmentBytes: request.segmentBytes,
    onProgress: report,
  };
  report({ stage: 'loading' });
  const loaded = await loadFile(tx, file);
  report({ stage: 'checking' });
  await storeCleaning(tx, id, loaded.cells);
  const duplicates = await rejectDuplicates(
    tx,
    file,
    loaded.read - loaded.rejected - loaded.skipped,
  );
  const totals = await getTotals(tx, id);
  const rejected = loaded.rejected + duplicates.rejected;
  refuseIfNothingLoaded(loaded, rejected, totals.loans);
  const checked = await checkSnapshot(tx, opened.plan, { id, asOf, totals });
  const warnings: ImportWarning[] = [];
  const stated = fileTotal(loaded.totals);
  const rejectedFen = loaded.rejectedBalanceFen + duplicates.balanceFen;
  if (stated !== null && stated !== totals.balanceFen) {
    warnings.push(WARNINGS.totalDiffers(stated, totals.balanceFen, rejectedFen));
  }
  if (loaded.unreadableCharacters > 0) {
    warnings.push(WARNINGS.unreadableCharacters(loaded.unreadableCharacters));
  }
  if (opened.difference) {
    warnings.push(WARNINGS.headerChanged(opened.difference.added, opened.difference.removed));
  }
  warnings.push(...checked);
  for (const step of deps.loadSteps) {
    report({ stage: step.name });
    await step.run(tx, { id, asOf });
    request.signal?.throwIfAborted();
  }
  report({ stage: 'saving' });
  const { layout } = opened.plan;
  const superseded = await supersede(tx, asOf);
  await tx.run(
    `INSERT INTO snapshot (id, as_of, status, supersedes, source_name, file_name, sha256, byte_size,
       encoding, delimiter, unit, header, mapping, options, rows_read, rows_loaded, rows_rejected,
       rows_skipped, balance_fen, file_total_fen, npl_loans, npl_balance_fen, off_book_loans,
       off_book_balance_fen, warnings, unmapped, loaded_at)
     VALUES ($1, CAST($2 AS DATE), 'current', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
       $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, CAST($26 AS TIMESTAMP))`,
    [
      id,
      asOf,
      superseded,
      opened.sourceName,
      request.fileName,
      opened.examination.sha256,
      opened.examination.byteSize,
      opened.encoding,
      layout.delimiter,
      opened.balanceUnit,
      JSON.stringify(layout.names),
      opened.mappingText,
      opened.optionsText,
      loaded.read,
      totals.loans,
      rejected,
      loaded.skipped,
      totals.balanceFen,
      stated,
      totals.nplLoans,
      totals.nplBalanceFen,
      totals.offBookLoans,
      totals.offBookBalanceFen,
      JSON.stringify(warnings),
      JSON.stringify(opened.plan.extra.map(({ name }) => name)),
      deps.clock.now(),
    ],
  );
  const now = deps.clock.now();
  const { sourceName } = opened;
  await saveMapping(tx, sourceName, layout.names, opened.mapping, now);
  await saveDateOrder(tx, sourceName, opened.plan.dateOrder, now);
  const by = request.loadedBy;
  const wordsVersion = await saveWords(tx, sourceName, opened.words, { at: now, by });
  await storeRereading(tx, { id, rereads: null, wordsVersion, loans: 0, columns: {} });
  await storeProvenance(tx, { id, sourceName }, layout, by);
  return id;
}
