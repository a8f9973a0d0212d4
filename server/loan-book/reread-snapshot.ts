import { z } from 'zod';
import { Refusal } from '../errors.ts';
import type { LoadDeps } from '../warehouse/room-deps.ts';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { OF_THE_FILE } from './amend-snapshot.ts';
import { checkSnapshot, getTotals } from './check-snapshot.ts';
import type { DateOrder } from './clean-sql.ts';
import type { ImportProgress } from './import-request.ts';
import { type ImportResult, readResult } from './import-result.ts';
import { type ImportWarning, importWarning } from './import-warnings.ts';
import { getFacts, refuseSuperseded } from './open-amendment.ts';
import { type KeptColumns, openRereading, type Rereading } from './open-rereading.ts';
import { checkWords, type OwnWordChange } from './own-words.ts';
import { explainStorageError } from './refuse-file.ts';
import { nothingToReread } from './refuse-words.ts';
import { countReread, rereadLoans } from './reread-sql.ts';
import { saveDateOrder } from './saved-date-order.ts';
import { getSavedMapping, saveMapping } from './saved-mapping.ts';
import { saveWords } from './saved-words.ts';
import { storeProvenance } from './store-provenance.ts';
import { ensureQuality } from './store-quality.ts';
import { storeRereading } from './store-rereading.ts';
import { copyRows, storeVersion } from './store-version.ts';

export interface RereadRequest {
  snapshotId: number;
  /** Lines for the code table of the snapshot's source. */
  words?: readonly OwnWordChange[];
  /** Kept columns and the fields that they get. */
  columns?: KeptColumns;
  /** For a kept column of dates that do not tell day and month apart. */
  dateOrder?: DateOrder;
  /** Reads every current snapshot of the source again that this changes, each its own version. */
  everySnapshot?: boolean;
  loadedBy?: string;
  signal?: AbortSignal;
  onProgress?: (progress: ImportProgress) => void;
}

const idRow = z.object({ id: z.int() });
const countRow = z.object({ count: z.int() });
const candidateRow = z.object({ id: z.int(), unmapped: z.string() });
const names = z.array(z.string());

/** The other current snapshots of a source that kept all of the columns, the oldest first. */
async function findOthers(reader: Reader, id: number, columns: readonly string[]) {
  const rows = await reader.rows(
    candidateRow,
    `SELECT s.id, s.unmapped FROM snapshot s JOIN snapshot own ON own.source_name = s.source_name
     WHERE own.id = $1 AND s.id <> own.id AND s.status = 'current' ORDER BY s.as_of`,
    [id],
  );
  return rows
    .filter(({ unmapped }) => {
      const kept = new Set(names.parse(JSON.parse(unmapped)));
      return columns.every((column) => kept.has(column));
    })
    .map((row) => row.id);
}

/**
 * A snapshot is read again without its file: words that nothing knew by the source's code table, and
 * kept columns as the fields they get, by the rules that load a file. It becomes a new snapshot of the
 * same day; the old one is superseded and stays readable. Code table, mapping, loans and what the
 * rooms downstream add are written in one transaction a snapshot. A cell of a kept column that cannot
 * be read leaves its loan in: the field is unknown, its text is kept and reported. Refuses as
 * `refuse-words.ts` lists, with 'snapshot-missing', 'snapshot-superseded', 'layout-unknown', and as
 * dates do whose order is not known.
 */
export async function rereadSnapshot(
  deps: LoadDeps,
  request: RereadRequest,
): Promise<ImportResult> {
  const { warehouse } = deps;
  const { snapshotId, everySnapshot } = request;
  const words = checkWords(request.words ?? []);
  await refuseSuperseded(warehouse, await getFacts(warehouse, snapshotId));
  const others = everySnapshot
    ? await findOthers(warehouse, snapshotId, Object.keys(request.columns ?? {}))
    : [];
  const progress: ImportProgress = {
    stage: 'examining',
    bytes: 0,
    bytesTotal: others.length + 1,
    rows: 0,
  };
  const report = (change: Partial<ImportProgress>) => {
    Object.assign(progress, change);
    request.onProgress?.({ ...progress });
  };
  report({});
  const read = async (id: number, changes: readonly OwnWordChange[]) => {
    const made = await warehouse.write(
      (tx) => store(tx, deps, { ...request, snapshotId: id, words: changes }, report),
      request.signal ? { signal: request.signal } : {},
    );
    report({ bytes: progress.bytes + 1, rows: progress.rows + made.loans });
    void ensureQuality(warehouse, made.id).catch(() => undefined);
    return made.id;
  };
  try {
    // The one that was asked for first: what is wrong with the request shows before anything is done.
    const id = await read(snapshotId, words);
    for (const other of others) await read(other, []).catch(ignoreUnchanged);
    return await readResult(warehouse, id, false);
  } catch (error) {
    throw explainStorageError(error);
  }
}

/** Of the other snapshots those that would not change stay as they are. */
function ignoreUnchanged(error: unknown): void {
  if (!(error instanceof Refusal && error.code === 'nothing-to-reread')) throw error;
}

/** What of the old warnings still holds: how the file was read, and its own total. */
function oldWarnings(warnings: string): ImportWarning[] {
  const old = z.array(importWarning).parse(JSON.parse(warnings));
  return old.filter(({ code }) => OF_THE_FILE.has(code) || code === 'total-differs');
}

/** The kept columns join the source's mapping where its last file had them too. */
async function rememberColumns(
  tx: Transaction,
  { facts, columns }: Pick<Rereading, 'facts' | 'columns'>,
  now: string,
): Promise<void> {
  const saved = await getSavedMapping(tx, facts.sourceName);
  if (saved === undefined) return;
  const mapping: Record<string, string | null> = { ...saved.mapping };
  for (const [column, field] of Object.entries(columns)) {
    const isFree = !Object.values(mapping).includes(field);
    if (mapping[column] === null && isFree) mapping[column] = field;
  }
  await saveMapping(tx, facts.sourceName, saved.names, mapping, now);
}

async function store(
  tx: Transaction,
  deps: LoadDeps,
  request: RereadRequest,
  report: (change: Partial<ImportProgress>) => void,
): Promise<{ id: number; loans: number }> {
  const facts = await getFacts(tx, request.snapshotId);
  await refuseSuperseded(tx, facts);
  const [now, by] = [deps.clock.now(), request.loadedBy];
  const wordsVersion = await saveWords(tx, facts.sourceName, request.words ?? [], { at: now, by });
  const rereading = await openRereading(tx, facts, request);
  const { reread, columns, layout } = rereading;
  const { asOf } = facts;
  const { id } = await tx.one(idRow, `SELECT nextval('snapshot_seq') AS id`);
  report({ stage: 'loading' });
  const before = await getTotals(tx, facts.id);
  const loans = await tx.load(rereadLoans(reread, facts.id, id));
  if (loans !== before.loans) throw new Error(`${before.loans} loans, ${loans} read again`);
  request.signal?.throwIfAborted();
  const { count } = await tx.one(countRow, countReread(reread, facts.id, id));
  if (count === 0 && Object.keys(columns).length === 0) throw nothingToReread(facts.id);
  if (facts.rowsSkipped > 0) await tx.load(copyRows('skipped_row', facts.id, id));
  if (facts.rowsRejected > 0) await tx.load(copyRows('reject', facts.id, id));
  report({ stage: 'checking' });
  const totals = await getTotals(tx, id);
  const checked = await checkSnapshot(tx, reread.plan, { id, asOf, totals });
  const warnings = [
    ...oldWarnings(facts.warnings),
    ...checked.filter(({ code }) => !OF_THE_FILE.has(code)),
  ];
  for (const step of deps.loadSteps) {
    report({ stage: step.name });
    await step.run(tx, { id, asOf });
    request.signal?.throwIfAborted();
  }
  report({ stage: 'saving' });
  const { mapping, options } = rereading;
  const unmapped = reread.plan.extra.map(({ name }) => name);
  await storeVersion(tx, {
    ...{ id, of: facts, totals, warnings, now },
    skipped: facts.rowsSkipped,
    reading: { mapping, options, unmapped },
  });
  await rememberColumns(tx, rereading, now);
  await saveDateOrder(tx, facts.sourceName, rereading.dateOrder, now);
  await storeProvenance(tx, { id, sourceName: facts.sourceName }, layout, by);
  await storeRereading(tx, { id, rereads: facts.id, wordsVersion, loans: count, columns });
  return { id, loans: count };
}
