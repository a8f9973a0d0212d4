import { z } from 'zod';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import type { CanonicalField } from './canonical-fields.ts';
import { maskName, maskNumber, maskPhone } from './mask-personal.ts';
import type { LoadPlan } from './plan-load.ts';
import { AMOUNT_UNITS } from './read-words.ts';

const EXAMPLES = 3;
/** Spellings kept of one column while it is counted: the few that are shown are among them. */
const SPELLINGS = 64;

const spelling = z.object({
  raw: z.string(),
  /** As text: fen, an ISO day, a code; null for text that means nothing. */
  value: z.string().nullable(),
  count: z.int(),
  /** The first row that has it. */
  row: z.int(),
});
type Spelling = z.infer<typeof spelling>;

/** What `LoadSql.cells` answers: cells of one column in one state, with their first spellings. */
export const cellRow = z.object({
  column: z.int(),
  state: z.enum(['blank', 'none', 'plain', 'changed', 'unread']),
  count: z.int(),
  spellings: z.array(spelling),
});
type CellRow = z.infer<typeof cellRow>;

/** Usual cells of one column that are not plain, as `RowTyper` counts them. */
export interface UsualCells {
  column: number;
  blank: number;
  changed: Spelling[];
}

/** Cells of one column in all data rows of a file, by what became of them. */
const columnCleaning = z.object({
  field: z.string(),
  /** Of an amount: the unit that its plain numbers are in. */
  unit: z.enum(AMOUNT_UNITS).nullable(),
  plain: z.int(),
  changed: z.int(),
  empty: z.int(),
  unread: z.int(),
  /** One a spelling. `after` as it is stored, as text; null for text that means nothing. */
  examples: z.array(z.object({ before: z.string(), after: z.string().nullable() })),
});
export type ColumnCleaning = z.infer<typeof columnCleaning>;
export const storedCleaning = z.array(columnCleaning);

/** A personal cell as it may be shown; undefined where only that it is there may be said. */
function maskCell({ id, kind, personal }: CanonicalField, text: string): string | undefined {
  // A yes or a no of nobody in particular says nothing of anybody.
  if (!personal || kind === 'flag') return text;
  switch (id) {
    case 'borrower_name':
    case 'guarantor':
    case 'legal_representative':
      return maskName(text);
    case 'id_number':
      return maskNumber(text);
    case 'phone':
      return maskPhone(text);
    default:
      return undefined;
  }
}

function readExample(
  field: CanonicalField,
  { raw, value }: Pick<Spelling, 'raw' | 'value'>,
): ColumnCleaning['examples'] {
  const cell = raw.trim();
  // A word that means nothing says nothing of anybody either.
  if (value === null) return [{ before: cell, after: null }];
  const [before, after] = [maskCell(field, cell), maskCell(field, value)];
  return before === undefined || after === undefined ? [] : [{ before, after }];
}

/** What cells of a column that are shown as one have in common; digits tell only codes apart. */
function spellingOf({ kind }: CanonicalField, { raw, value }: Spelling): string {
  const isWord = kind === 'code' || kind === 'flag';
  return `${value === null ? '-' : '+'}${isWord ? raw : raw.replaceAll(/[0-9０-９]+/g, '0')}`;
}

interface Column {
  plain: number;
  changed: number;
  empty: number;
  unread: number;
  spellings: Map<string, Spelling>;
}

const byFrequency = (a: Spelling, b: Spelling) => b.count - a.count || a.row - b.row;

/**
 * Counts what cleaning did to every cell of a file's data rows, loaded or rejected, whichever way a
 * row went. A row without its shape (cut off, a cell too many) has no cells: in every column it
 * counts as one that was not read. So the four states of each column add up to `rows`.
 */
export class CellCounts {
  /** Data rows so far. */
  rows = 0;
  private readonly plan: LoadPlan;
  private readonly columns: Map<number, Column>;

  constructor(plan: LoadPlan) {
    this.plan = plan;
    this.columns = new Map(
      plan.columns.map(({ column }) => [
        column,
        { plain: 0, changed: 0, empty: 0, unread: 0, spellings: new Map() },
      ]),
    );
  }

  /** Rows that `LoadSql.cells` looked at. */
  add(rows: number, found: readonly CellRow[]): void {
    this.rows += rows;
    for (const { column, state, count, spellings } of found) {
      const of = this.columns.get(column);
      if (of === undefined) continue;
      of[state === 'blank' || state === 'none' ? 'empty' : state] += count;
      this.keep(column, of, spellings);
    }
  }

  /** Rows that `RowTyper` took: what it does not speak of is plain. */
  addUsual(rows: number, found: readonly UsualCells[]): void {
    this.rows += rows;
    for (const { column, blank, changed } of found) {
      const of = this.columns.get(column);
      if (of === undefined) continue;
      const respelled = changed.reduce((sum, { count }) => sum + count, 0);
      of.empty += blank;
      of.changed += respelled;
      of.plain += rows - blank - respelled;
      this.keep(column, of, changed);
    }
  }

  /** Rows that could not be cut into cells. */
  refuse(rows: number): void {
    this.rows += rows;
    for (const of of this.columns.values()) of.unread += rows;
  }

  private keep(column: number, { spellings }: Column, found: readonly Spelling[]): void {
    const field = this.plan.columns.find((one) => one.column === column)?.field;
    if (field === undefined) return;
    for (const one of found) {
      const key = spellingOf(field, one);
      const known = spellings.get(key);
      if (known) known.count += one.count;
      else if (spellings.size < SPELLINGS) spellings.set(key, { ...one });
    }
  }

  result(): ColumnCleaning[] {
    return this.plan.columns.map(({ field, column, unit }) => {
      const { spellings, ...counts } = this.columns.get(column) as Column;
      const sorted = [...spellings.values()].sort(byFrequency);
      // What was changed says more than what was read as nothing.
      const telling = [
        ...sorted.filter(({ value }) => value !== null),
        ...sorted.filter(({ value }) => value === null),
      ];
      return {
        field: field.id,
        unit: field.kind === 'amount' ? unit : null,
        ...counts,
        examples: telling.slice(0, EXAMPLES).flatMap((one) => readExample(field, one)),
      };
    });
  }
}

async function store(
  tx: Transaction,
  snapshotId: number,
  rows: number,
  columns: readonly ColumnCleaning[],
): Promise<void> {
  await tx.run(
    'INSERT INTO cleaning (snapshot_id, first_rows, columns, whole) VALUES ($1, $2, $3, TRUE)',
    [snapshotId, rows, JSON.stringify(columns)],
  );
}

/** Keeps with a snapshot what cleaning did to the cells of its file, personal data masked. */
export const storeCleaning = (tx: Transaction, snapshotId: number, cells: CellCounts) =>
  store(tx, snapshotId, cells.rows, cells.result());

const wholeRow = z.object({ rows: z.int(), columns: z.string() });

/**
 * What was kept with `fromId`, with the corrected rows as they were (`before`) taken out and as they
 * are now (`after`) put in, kept with `toId`. Nothing where only a sample was kept, or nothing.
 */
export async function amendCleaning(
  tx: Transaction & Reader,
  { fromId, toId }: { fromId: number; toId: number },
  before: CellCounts,
  after: CellCounts,
): Promise<void> {
  const [found] = await tx.rows(
    wholeRow,
    'SELECT first_rows AS "rows", columns FROM cleaning WHERE snapshot_id = $1 AND whole',
    [fromId],
  );
  if (found === undefined) return;
  const [out, into] = [before.result(), after.result()];
  const columns = storedCleaning.parse(JSON.parse(found.columns)).map((of): ColumnCleaning => {
    const [less, more] = [out, into].map((list) => list.find(({ field }) => field === of.field));
    const seen = new Set(of.examples.map(({ before }) => before));
    const news = more?.examples.filter(({ before }) => !seen.has(before)) ?? [];
    const sum = (state: 'plain' | 'changed' | 'empty' | 'unread') =>
      of[state] - (less?.[state] ?? 0) + (more?.[state] ?? 0);
    return {
      ...of,
      plain: sum('plain'),
      changed: sum('changed'),
      empty: sum('empty'),
      unread: sum('unread'),
      examples: [...of.examples, ...news].slice(0, EXAMPLES),
    };
  });
  await store(tx, toId, found.rows - before.rows + after.rows, columns);
}
