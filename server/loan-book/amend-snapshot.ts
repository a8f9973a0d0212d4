import { mkdtempSync, rmSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { LoadDeps } from '../warehouse/room-deps.ts';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { checkSnapshot, getTotals } from './check-snapshot.ts';
import { amendCleaning, CellCounts, cellRow } from './count-cells.ts';
import type { ImportProgress } from './import-request.ts';
import { type ImportResult, readResult } from './import-result.ts';
import { type ImportWarning, importWarning, WARNINGS } from './import-warnings.ts';
import { type RejectedRow, RowJudge, type RowToJudge } from './judge-rows.ts';
import { buildLoadSql, type LoadSql } from './load-sql.ts';
import {
  type Amendment,
  type AmendRequest,
  getFacts,
  getRejectedRows,
  openAmendment,
  refuseSuperseded,
} from './open-amendment.ts';
import { countNames } from './read-amendment.ts';
import { nothingAmended, nothingRejected, type StillWrong } from './refuse-amendment.ts';
import { explainStorageError } from './refuse-file.ts';
import { sayReason } from './reject-reasons.ts';
import { joinCells, splitCells } from './split-cells.ts';
import { storeProvenance } from './store-provenance.ts';
import { getReadWords, storeRereading } from './store-rereading.ts';
import { storeRejects } from './store-rows.ts';
import { copyRows, storeVersion } from './store-version.ts';
import { withText } from './unpack-file.ts';

const idRow = z.object({ id: z.int() });

/** The current snapshot that this very file has already made of that one. */
async function findAmended(reader: Reader, id: number, sha256: string) {
  const [found] = await reader.rows(
    idRow,
    `SELECT s.id FROM snapshot s JOIN provenance p ON p.snapshot_id = s.id
     WHERE s.status = 'current' AND p.amendment_sha256 = $2 AND (p.amends = $1 OR s.id = $1)`,
    [id, sha256],
  );
  return found?.id;
}

/**
 * The rejected rows of a snapshot come back corrected: those that are right now join its loans in a
 * new snapshot of the same day, which supersedes it; the old one stays readable. Everything else is
 * carried over, so that read = loaded + rejected + skipped holds for the file as a whole. In one
 * transaction, with what the rooms downstream add. The same file again answers the snapshot that it
 * made. Refuses as `refuse-amendment.ts` lists.
 */
export async function amendSnapshot(deps: LoadDeps, request: AmendRequest): Promise<ImportResult> {
  const { warehouse } = deps;
  const progress: ImportProgress = { stage: 'examining', bytes: 0, bytesTotal: 0, rows: 0 };
  const report = (change: Partial<ImportProgress>) => {
    Object.assign(progress, change);
    request.onProgress?.({ ...progress });
  };
  report({});
  const facts = await getFacts(warehouse, request.snapshotId);
  const countKnown = countNames(z.array(z.string()).parse(JSON.parse(facts.header)));
  return withText(warehouse, { ...request, countKnown }, async (text) => {
    const already = await findAmended(warehouse, facts.id, text.examination.sha256);
    if (already !== undefined) return readResult(warehouse, already, true);
    await refuseSuperseded(warehouse, facts);
    if (facts.rowsRejected === 0) throw nothingRejected(facts.id);
    const amendment = await openAmendment(warehouse, request, facts, text);
    const workFolder = mkdtempSync(join(warehouse.incoming, 'amend-'));
    try {
      const id = await warehouse.write(
        (tx) => store(tx, deps, request, amendment, { workFolder, report }),
        request.signal ? { signal: request.signal } : {},
      );
      return await readResult(warehouse, id, false);
    } catch (error) {
      throw explainStorageError(error);
    } finally {
      rmSync(workFolder, { recursive: true, force: true });
    }
  });
}

const JUDGED_AT_ONCE = 20_000;

/** Carries the snapshot's loans, skipped rows and untouched rejects over to its new version. */
async function carryOver(tx: Transaction, id: number, { facts, rejects, rows }: Amendment) {
  const copy = (table: string, rest = '') => copyRows(table, facts.id, id, rest);
  // A snapshot has loans; of the rest nothing is inserted where there is none: see `EmptyInsert`.
  await tx.load(copy('loan'));
  if (facts.rowsSkipped > 0) await tx.load(copy('skipped_row'));
  const corrected = rows.map(({ rowNo }) => rowNo).join(', ');
  if (rejects.length > rows.length)
    await tx.load(copy('reject', ` AND row_no NOT IN (${corrected})`));
}

const repeatedRow = z.object({
  loanId: z.string(),
  rowNo: z.int(),
  lineNo: z.int(),
  balanceFen: z.int(),
});

/** Corrected rows whose loan number the snapshot has already, or twice now, are rejected again. */
async function rejectRepeated(
  tx: Transaction,
  id: number,
  rows: readonly RowToJudge[],
  workFolder: string,
): Promise<{ rejected: RejectedRow[]; balanceFen: Fen }> {
  const found = await tx.rows(
    repeatedRow,
    `SELECT loan_id AS "loanId", row_no AS "rowNo", line_no AS "lineNo", balance_fen AS "balanceFen"
     FROM loan WHERE snapshot_id = ${id} AND loan_id IN
       (SELECT loan_id FROM loan WHERE snapshot_id = ${id} GROUP BY loan_id HAVING count(*) > 1)
     ORDER BY row_no`,
  );
  const corrected = new Map(rows.map((row) => [row.rowNo, row]));
  const again = found.filter(({ rowNo }) => corrected.has(rowNo));
  if (again.length === 0) return { rejected: [], balanceFen: 0 };
  const rejected = again.map(({ loanId, rowNo, lineNo }): RejectedRow => {
    const others = found.filter((one) => one.loanId === loanId && one.rowNo !== rowNo);
    const lines = others.slice(0, 10).map((one) => one.lineNo);
    return {
      rowNo,
      lineNo,
      raw: corrected.get(rowNo)?.raw ?? '',
      reasons: [{ field: 'loan_id', code: 'duplicate', raw: lines.join('、') }],
    };
  });
  await storeRejects(tx, id, rejected, workFolder);
  const numbers = again.map(({ rowNo }) => rowNo).join(', ');
  await tx.run(`DELETE FROM loan WHERE snapshot_id = ${id} AND row_no IN (${numbers})`);
  return { rejected, balanceFen: again.reduce((sum, { balanceFen }) => sum + balanceFen, 0) };
}

/** The balances of rejected rows of regular shape, where they can be read. */
async function sumBalances(
  tx: Transaction,
  sql: LoadSql,
  { layout, rejects, rows }: Amendment,
  workFolder: string,
): Promise<Fen> {
  const { delimiter, width } = layout;
  const corrected = new Set(rows.map(({ rowNo }) => rowNo));
  const lines = rejects
    .filter(({ rowNo }) => !corrected.has(rowNo))
    .map((row) => ({ ...row, cells: splitCells(row.raw, delimiter) }))
    .filter(({ cells }) => cells.length === width)
    .map(({ rowNo, lineNo, cells }) =>
      joinCells([String(rowNo), String(lineNo), ...cells], delimiter),
    );
  if (lines.length === 0) return 0;
  const path = join(workFolder, 'untouched.csv');
  await writeFile(path, `${lines.join('\n')}\n`);
  const balances = await tx.rows(
    z.object({ balanceFen: z.int().nullable() }),
    `SELECT "balanceFen" FROM (${sql.explain(path)})`,
  );
  await rm(path, { force: true });
  return balances.reduce((sum, { balanceFen }) => sum + (balanceFen ?? 0), 0);
}

/** The cells of the corrected rows as they were: what the snapshot's account has of them. */
async function countCells(
  tx: Transaction,
  sql: LoadSql,
  { plan, layout, rejects, rows }: Amendment,
  workFolder: string,
): Promise<CellCounts> {
  const { delimiter, width } = layout;
  const corrected = new Set(rows.map(({ rowNo }) => rowNo));
  const before = rejects.filter(({ rowNo }) => corrected.has(rowNo));
  const whole = before.filter(({ reasons }) => reasons.every(({ field }) => field !== null));
  const cells = new CellCounts(plan);
  cells.refuse(before.length - whole.length);
  if (whole.length === 0) return cells;
  const path = join(workFolder, 'before.csv');
  const lines = whole.map(({ rowNo, lineNo, raw }) => {
    const text = splitCells(raw, delimiter).slice(0, width);
    return joinCells([String(rowNo), String(lineNo), ...text], delimiter);
  });
  await writeFile(path, `${lines.join('\n')}\n`);
  cells.add(whole.length, await tx.rows(cellRow, sql.cells(path)));
  await rm(path, { force: true });
  return cells;
}

/** Warnings that speak of how the whole file was read, which an amendment does not change. */
export const OF_THE_FILE: ReadonlySet<string> = new Set([
  'unreadable-characters',
  'header-changed',
  'month-only-dates',
]);

async function refuseIfNothingJoined(
  tx: Transaction,
  id: number,
  rows: readonly RowToJudge[],
): Promise<void> {
  const corrected = new Set(rows.map(({ rowNo }) => rowNo));
  const still = (await getRejectedRows(tx, id)).filter(({ rowNo }) => corrected.has(rowNo));
  if (still.length < rows.length) return;
  const says = still.map(({ lineNo, reasons }): StillWrong => {
    const sentences = reasons.map((reason) => sayReason(reason));
    return {
      lineNo,
      says: {
        zh: sentences.map(({ zh }) => zh).join('、'),
        en: sentences.map(({ en }) => en).join(', '),
      },
    };
  });
  throw nothingAmended(rows.length, says);
}

interface Place {
  workFolder: string;
  report: (change: Partial<ImportProgress>) => void;
}

async function store(
  tx: Transaction,
  deps: LoadDeps,
  request: AmendRequest,
  amendment: Amendment,
  { workFolder, report }: Place,
): Promise<number> {
  const { facts, layout, plan, rows, file } = amendment;
  const asOf: IsoDate = facts.asOf;
  await refuseSuperseded(tx, await getFacts(tx, facts.id));
  const { id } = await tx.one(idRow, `SELECT nextval('snapshot_seq') AS id`);
  report({ stage: 'loading' });
  await carryOver(tx, id, amendment);
  const sql = buildLoadSql(plan);
  const cells = new CellCounts(plan);
  const judge = new RowJudge(tx, plan, sql, id, workFolder, cells);
  for (let from = 0; from < rows.length; from += JUDGED_AT_ONCE) {
    request.signal?.throwIfAborted();
    await judge.judge(rows.slice(from, from + JUDGED_AT_ONCE));
    report({ rows: Math.min(rows.length, from + JUDGED_AT_ONCE) });
  }
  report({ stage: 'checking' });
  const judged = judge.result();
  const before = await countCells(tx, sql, amendment, workFolder);
  await amendCleaning(tx, { fromId: facts.id, toId: id }, before, cells);
  const repeated = await rejectRepeated(tx, id, rows, workFolder);
  await refuseIfNothingJoined(tx, id, rows);
  const totals = await getTotals(tx, id);
  const checked = await checkSnapshot(tx, plan, { id, asOf, totals });
  const old = z.array(importWarning).parse(JSON.parse(facts.warnings));
  const warnings: ImportWarning[] = old.filter(({ code }) => OF_THE_FILE.has(code));
  const stated = facts.fileTotalFen;
  if (stated !== null && stated !== totals.balanceFen) {
    const untouched = await sumBalances(tx, sql, amendment, workFolder);
    const rejectedFen = untouched + judged.rejectedBalanceFen + repeated.balanceFen;
    warnings.push(WARNINGS.totalDiffers(stated, totals.balanceFen, rejectedFen));
  }
  warnings.push(...checked.filter(({ code }) => !OF_THE_FILE.has(code)));
  for (const step of deps.loadSteps) {
    report({ stage: step.name });
    await step.run(tx, { id, asOf });
    request.signal?.throwIfAborted();
  }
  report({ stage: 'saving' });
  const skipped = facts.rowsSkipped + judged.skipped;
  const now = deps.clock.now();
  await storeVersion(tx, { id, of: facts, totals, skipped, warnings, now });
  await storeProvenance(tx, { id, sourceName: facts.sourceName }, layout, request.loadedBy, file);
  const { version } = await getReadWords(tx, facts);
  await storeRereading(tx, { id, rereads: null, wordsVersion: version, loans: 0, columns: {} });
  await refuseLostRows(tx, id);
  return id;
}

/** Whether the rejects that are there are as many as the snapshot says: else nothing is kept. */
async function refuseLostRows(tx: Transaction, id: number): Promise<void> {
  const { said, there } = await tx.one(
    z.object({ said: z.int(), there: z.int() }),
    `SELECT rows_rejected AS "said", (SELECT count(*) FROM reject WHERE snapshot_id = $1) AS "there"
     FROM snapshot WHERE id = $1`,
    [id],
  );
  if (said !== there) throw new Error(`${said} rejected rows, ${there} are there`);
}
