import { type FileHandle, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Transaction } from '../warehouse/warehouse.ts';
import { CellCounts, cellRow } from './count-cells.ts';
import type { Encoding } from './detect-encoding.ts';
import { type JudgedRows, RowJudge, type RowToJudge } from './judge-rows.ts';
import { buildLoadSql } from './load-sql.ts';
import type { LoadPlan } from './plan-load.ts';
import { readUtf8 } from './read-utf8.ts';
import { encodingWrong, lineTooLong } from './refuse-file.ts';
import { LineTooLong, type OddRecord, RecordScanner, type Segment } from './scan-records.ts';
import { RowTyper } from './type-rows.ts';

/** What came out of reading one file into `loan`, `reject` and `skipped_row`. */
export interface LoadedFile extends JudgedRows {
  /** Records of the file without the header. */
  read: number;
  unreadableCharacters: number;
  /** What became of the cells of every data row. */
  cells: CellCounts;
}

export interface FileToLoad {
  path: string;
  encoding: Encoding;
  bomBytes: number;
  plan: LoadPlan;
  snapshotId: number;
  /** A folder of this load's own, inside the warehouse's incoming folder. */
  workFolder: string;
  signal?: AbortSignal | undefined;
  /** Counts a segment's right rows before they are inserted; see `EmptyInsert`. */
  careful: boolean;
  /** Bytes a segment holds; chosen for speed and memory when not given. */
  segmentBytes?: number | undefined;
  onProgress(progress: { bytes: number; rows: number }): void;
}

/** A segment is held in memory until it is loaded: rows that are left out are looked up in it. */
const SEGMENT_BYTES = 50_331_648;
/**
 * Typed rows are kept on disk only. The engine does less work in one insert than in many; the first
 * is small so that it has something to do soon.
 */
const TYPED_BYTES = 134_217_728;
const FIRST_TYPED_BYTES = 33_554_432;
/** An insert of so few rows may well find none that is right, so they are counted first. */
const FEW_ROWS = 65_536;

/**
 * Thrown when a segment had no row that is right. In DuckDB 1.5.6 an INSERT of no rows into a table of
 * a database file makes the transaction's next bulk INSERTs vanish without an error, so the load has
 * to start again and count each segment's right rows first.
 */
export class EmptyInsert extends Error {}

const countSchema = z.object({ loaded: z.int() });
const rowNoSchema = z.object({ rowNo: z.int() });

/** Typed rows on their way into a segment. */
interface TypedFile {
  path: string;
  handle: FileHandle;
  bytes: number;
  rows: number;
}

/**
 * Reads a file into the tables, within `tx`. The scanner checks the shape of every record and
 * hands regular ones to the engine in segments, which loads one while the next is scanned. Rows
 * that the engine leaves out, and odd ones, are judged one by one. Refuses with 'line-too-long'
 * or 'encoding-wrong'.
 */
export async function loadFile(tx: Transaction, file: FileToLoad): Promise<LoadedFile> {
  const { plan, snapshotId, workFolder } = file;
  const { layout } = plan;
  const sql = buildLoadSql(plan);
  const cells = new CellCounts(plan);
  const judge = new RowJudge(tx, plan, sql, snapshotId, workFolder, cells);
  const writer = new RowTyper(plan);
  let segments = 0;
  let inserted = 0;
  let loading: Promise<void> = Promise.resolve();
  let typed: TypedFile | undefined;
  let typedBytes = file.segmentBytes ?? FIRST_TYPED_BYTES;

  async function load(segment: Segment, odd: OddRecord[], path: string): Promise<void> {
    const left: RowToJudge[] = odd;
    if (segment.rows > 0) {
      const how = { parallel: !segment.hasQuotedBreaks, trusting: false };
      const isEmpty =
        (file.careful || segment.rows < FEW_ROWS) &&
        (await tx.one(countSchema, sql.count(path, how))).loaded === 0;
      const loaded = isEmpty ? 0 : await tx.load(sql.insert(path, snapshotId, how));
      if (loaded === 0 && !isEmpty) throw new EmptyInsert();
      inserted += loaded;
      if (loaded > 0) cells.add(loaded, await tx.rows(cellRow, sql.cells(path, snapshotId)));
      if (loaded < segment.rows) for (const row of await leftOut(segment, path)) left.push(row);
    }
    if (left.length > 0) await judge.judge(left);
    await rm(path, { force: true });
  }

  async function loadTyped({ path, rows }: TypedFile): Promise<void> {
    const loaded = await tx.load(sql.insertTyped(path, snapshotId));
    if (loaded !== rows) throw new Error(`${rows} typed rows, ${loaded} loaded`);
    inserted += loaded;
    await rm(path, { force: true });
  }

  /** Waits for the load under way, then starts this one beside the scan. */
  async function loadNext(work: () => Promise<void>): Promise<void> {
    await loading;
    file.signal?.throwIfAborted();
    loading = work();
    loading.catch(() => undefined);
  }

  async function endTyped(): Promise<void> {
    const ended = typed;
    typed = undefined;
    await ended?.handle.close();
    if (ended) await loadNext(() => loadTyped(ended));
  }

  async function leftOut(segment: Segment, path: string): Promise<RowToJudge[]> {
    const how = { parallel: !segment.hasQuotedBreaks };
    const absent = await tx.rows(rowNoSchema, sql.leftOut(path, snapshotId, how));
    const wanted = new Set(absent.map(({ rowNo }) => rowNo));
    const rows: RowToJudge[] = [];
    segment.rowNos.forEach((rowNo, index) => {
      if (!wanted.has(rowNo)) return;
      const start = segment.starts[index] ?? 0;
      const end = (segment.starts[index + 1] ?? segment.bytes.length) - 1;
      const text = Buffer.from(segment.bytes.subarray(start, end)).toString('utf8');
      const first = text.indexOf(layout.delimiter);
      const second = text.indexOf(layout.delimiter, first + 1);
      rows.push({
        rowNo,
        lineNo: Number(text.slice(first + 1, second)),
        raw: text.slice(second + 1),
      });
    });
    return rows;
  }

  const scanner = new RecordScanner({
    delimiter: layout.delimiter,
    width: layout.width,
    headerIndex: layout.headerIndex,
    segmentBytes: file.segmentBytes ?? SEGMENT_BYTES,
    async onSegment(segment, odd) {
      const path = join(workFolder, `segment-${segments++}.csv`);
      if (segment.rows > 0) await writeFile(path, segment.bytes);
      await loadNext(() => load(segment, odd, path));
    },
    typed: {
      writer,
      async onRows(bytes, rows) {
        if (!typed) {
          const path = join(workFolder, `segment-${segments++}.csv`);
          typed = { path, handle: await open(path, 'w'), bytes: 0, rows: 0 };
        }
        await typed.handle.write(bytes);
        typed.bytes += bytes.length;
        typed.rows += rows;
        if (typed.bytes < typedBytes) return;
        typedBytes = file.segmentBytes ?? TYPED_BYTES;
        await endTyped();
      },
    },
  });
  const source = readUtf8(file.path, file.encoding, file.bomBytes, file.signal);
  try {
    for await (const chunk of source.chunks()) {
      await scanner.push(chunk);
      file.onProgress({ bytes: source.bytesRead, rows: scanner.rows });
    }
    await scanner.end();
    await endTyped();
    await loading;
  } catch (error) {
    throw error instanceof LineTooLong ? lineTooLong(error.lineNo) : error;
  } finally {
    await typed?.handle.close();
    await loading.catch(() => undefined);
  }
  if (source.unreadable > Math.max(3, source.wide / 100)) {
    throw encodingWrong(file.encoding, undefined);
  }
  const judged = judge.result();
  const { loaded } = await tx.one(
    countSchema,
    'SELECT count(*) AS "loaded" FROM loan WHERE snapshot_id = $1',
    [snapshotId],
  );
  if (loaded !== inserted + judged.repaired) {
    throw new Error(`${inserted + judged.repaired} rows were inserted and ${loaded} are there`);
  }
  const usual = writer.counted();
  cells.addUsual(usual.rows, usual.cells);
  if (cells.rows !== loaded + judged.rejected) {
    throw new Error(`cells of ${cells.rows} rows, not of ${loaded + judged.rejected}`);
  }
  return { ...judged, read: scanner.rows, unreadableCharacters: source.unreadable, cells };
}
