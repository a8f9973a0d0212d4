import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fen } from '../money.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import { classifyRow, readTotalWord, rowContext, type SkippedKind } from './classify-row.ts';
import { type CellCounts, cellRow } from './count-cells.ts';
import type { LoadSql } from './load-sql.ts';
import type { LoadPlan } from './plan-load.ts';
import { plain } from './read-words.ts';
import { type RejectReason, reasonForCell } from './reject-reasons.ts';
import type { OddReason } from './scan-records.ts';
import { joinCells, splitCells } from './split-cells.ts';
import { storeRejects, storeSkipped } from './store-rows.ts';

/** A row that did not go the fast way; without a reason it is the engine that left it out. */
export interface RowToJudge {
  rowNo: number;
  lineNo: number;
  raw: string;
  reason?: OddReason;
}

interface CutRow extends RowToJudge {
  cells: string[];
}

/** A total row of the file: what it calls itself and the balance it states. */
export interface FileTotal {
  kind: 'total' | 'subtotal' | 'grand';
  balanceFen: Fen;
}

export interface JudgedRows {
  /** Rows that were right after all, and are loaded. */
  repaired: number;
  rejected: number;
  skipped: number;
  /** Sum of the rejected rows' balances, where they could be read. */
  rejectedBalanceFen: Fen;
  totals: FileTotal[];
  /** The most frequent first reason, for a file of which nothing can be loaded. */
  firstReasons: Map<string, { reason: RejectReason; count: number }>;
}

export interface RejectedRow {
  rowNo: number;
  lineNo: number;
  raw: string;
  reasons: RejectReason[];
}

export interface SkippedRow {
  lineNo: number;
  kind: SkippedKind;
  raw: string;
}

const explained = z.object({
  rowNo: z.int(),
  balanceFen: z.int().nullable(),
  missing: z.array(z.string()),
  unread: z.string(),
});
const unreadPairs = z.array(z.object({ field: z.string(), raw: z.string() }));

/**
 * Decides on rows one by one: recognised as no data (skipped), repaired and loaded, or rejected
 * with every reason. Values are cleaned by the same SQL as all others, and cells are counted.
 */
export class RowJudge {
  private readonly tx: Transaction;
  private readonly plan: LoadPlan;
  private readonly sql: LoadSql;
  private readonly snapshotId: number;
  private readonly workFolder: string;
  private readonly cells: CellCounts;
  private readonly seen: JudgedRows = {
    repaired: 0,
    rejected: 0,
    skipped: 0,
    rejectedBalanceFen: 0,
    totals: [],
    firstReasons: new Map(),
  };

  constructor(
    tx: Transaction,
    plan: LoadPlan,
    sql: LoadSql,
    snapshotId: number,
    workFolder: string,
    cells: CellCounts,
  ) {
    this.tx = tx;
    this.plan = plan;
    this.sql = sql;
    this.snapshotId = snapshotId;
    this.workFolder = workFolder;
    this.cells = cells;
  }

  result(): JudgedRows {
    return this.seen;
  }

  async judge(rows: readonly RowToJudge[]): Promise<void> {
    const { layout } = this.plan;
    const context = rowContext(this.plan);
    const skipped: SkippedRow[] = [];
    const rejected: RejectedRow[] = [];
    const again: CutRow[] = [];
    const totals: CutRow[] = [];
    for (const row of rows) {
      if (row.rowNo === 0) continue;
      const cells = row.raw === '' ? [''] : splitCells(row.raw, layout.delimiter);
      const kind = row.reason === 'blank' ? 'blank' : classifyRow(cells, context);
      if (row.reason === 'preamble' || kind !== undefined) {
        skipped.push({ lineNo: row.lineNo, kind: kind ?? 'title', raw: row.raw });
        if (kind === 'total') totals.push({ ...row, cells });
        continue;
      }
      const repaired = this.repair(cells, row.reason);
      if (repaired) again.push({ ...row, cells: repaired });
      else {
        rejected.push({ ...row, reasons: [this.shapeReason(cells, row.reason)] });
        this.cells.refuse(1);
      }
    }
    for (const row of await this.tryAgain(again)) rejected.push(row);
    await this.readTotals(totals);
    await this.store(rejected, skipped);
  }

  private async store(rejected: RejectedRow[], skipped: SkippedRow[]): Promise<void> {
    this.seen.rejected += rejected.length;
    this.seen.skipped += skipped.length;
    for (const { reasons } of rejected) {
      const [reason] = reasons;
      if (!reason) continue;
      const key = `${reason.field} ${reason.code}`;
      const known = this.seen.firstReasons.get(key);
      if (known) known.count++;
      else this.seen.firstReasons.set(key, { reason, count: 1 });
    }
    await storeRejects(this.tx, this.snapshotId, rejected, this.workFolder);
    await storeSkipped(this.tx, this.snapshotId, skipped, this.workFolder);
  }

  /** Cells of the width a row should have, when nothing but blank cells or stray quotes is wrong. */
  private repair(cells: string[], reason: OddReason | undefined): string[] | undefined {
    const { width } = this.plan.layout;
    if (reason === undefined) return cells;
    if (reason === 'nul-byte' || reason === 'cut-off' || reason === 'too-long') return undefined;
    const surplus = cells.slice(width);
    if (cells.length < width || surplus.some((cell) => plain(cell) !== '')) return undefined;
    return cells.slice(0, width);
  }

  private shapeReason(cells: readonly string[], reason: OddReason | undefined): RejectReason {
    const { width } = this.plan.layout;
    const wrong = cells.length !== width && (reason === 'quote' || reason === 'cell-count');
    const code = wrong ? 'cell-count' : (reason ?? 'cell-count');
    return { field: null, code, raw: code === 'cell-count' ? `${cells.length}/${width}` : '' };
  }

  private async write(name: string, rows: readonly CutRow[]) {
    const path = join(this.workFolder, name);
    const { delimiter } = this.plan.layout;
    const lines = rows.map(({ rowNo, lineNo, cells }) =>
      joinCells([String(rowNo), String(lineNo), ...cells], delimiter),
    );
    await writeFile(path, `${lines.join('\n')}\n`);
    return path;
  }

  /**
   * Explains what is wrong, and loads what is right after all. The INSERT is run only for rows that
   * are known to be right: see `EmptyInsert`.
   */
  private async tryAgain(rows: readonly CutRow[]): Promise<RejectedRow[]> {
    if (rows.length === 0) return [];
    const path = await this.write('again.csv', rows);
    const byNumber = new Map(rows.map((row) => [row.rowNo, row]));
    const rejected: RejectedRow[] = [];
    for (const verdict of await this.tx.rows(explained, this.sql.explain(path))) {
      const pairs = unreadPairs.parse(JSON.parse(verdict.unread));
      const unread = new Set(pairs.map(({ field }) => field));
      const reasons = [
        ...verdict.missing
          .filter((field) => !unread.has(field))
          .map((field): RejectReason => ({ field, code: 'missing', raw: '' })),
        ...pairs.map(({ field, raw }) => reasonForCell(field, raw)),
      ];
      const row = byNumber.get(verdict.rowNo);
      if (reasons.length === 0 || !row) continue;
      byNumber.delete(verdict.rowNo);
      this.seen.rejectedBalanceFen += verdict.balanceFen ?? 0;
      rejected.push({ rowNo: row.rowNo, lineNo: row.lineNo, raw: row.raw, reasons });
    }
    this.cells.add(rows.length, await this.tx.rows(cellRow, this.sql.cells(path)));
    await rm(path, { force: true });
    if (byNumber.size > 0) await this.load([...byNumber.values()]);
    return rejected;
  }

  private async load(rows: readonly CutRow[]): Promise<void> {
    const path = await this.write('right.csv', rows);
    const how = { parallel: false, trusting: true };
    const loaded = await this.tx.load(this.sql.insert(path, this.snapshotId, how));
    if (loaded !== rows.length) throw new Error(`${rows.length} right rows, ${loaded} loaded`);
    this.seen.repaired += loaded;
    await rm(path, { force: true });
  }

  private async readTotals(rows: readonly CutRow[]): Promise<void> {
    const { width } = this.plan.layout;
    const whole = rows.filter(({ cells }) => cells.length >= width);
    if (whole.length === 0) return;
    const cut = whole.map((row) => ({ ...row, cells: row.cells.slice(0, width) }));
    const path = await this.write('totals.csv', cut);
    for (const { rowNo, balanceFen } of await this.tx.rows(explained, this.sql.explain(path))) {
      const row = whole.find((one) => one.rowNo === rowNo);
      const first = row?.cells.find((cell) => plain(cell) !== '') ?? '';
      const kind = readTotalWord(first);
      if (kind && balanceFen !== null) this.seen.totals.push({ kind, balanceFen });
    }
    await rm(path, { force: true });
  }
}

/**
 * The balance that the file itself states: 总计 when there is one, else its only 合计, else the
 * last 合计 when it sums the ones before, else their sum. 小计 never. Null when nothing is stated.
 */
export function fileTotal(totals: readonly FileTotal[]): Fen | null {
  const grand = totals.findLast(({ kind }) => kind === 'grand');
  if (grand) return grand.balanceFen;
  const sums = totals.filter(({ kind }) => kind === 'total').map(({ balanceFen }) => balanceFen);
  const last = sums.at(-1);
  if (last === undefined) return null;
  const before = sums.slice(0, -1).reduce((sum, one) => sum + one, 0);
  return sums.length === 1 || last === before ? last : before + last;
}
