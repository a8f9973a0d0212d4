import type { IsoDate } from '../calendar.ts';
import type { DateOrder } from '../loan-book/clean-sql.ts';
import { isEmptyCell, plain } from '../loan-book/read-words.ts';
import type { Fen } from '../money.ts';
import { readAmount, readDay } from './read-cells.ts';
import type { SideReason } from './say-reason.ts';

/** How the rows of one file are read. */
export interface RowPlan {
  /** Field to the column that has it. */
  columns: ReadonlyMap<string, number>;
  /** Decimals that make a fen, by column. */
  decimals: readonly number[];
  /** How dates with the year last are read; undefined: not at all. */
  dateOrder?: DateOrder | undefined;
  today: IsoDate;
}

/** One row on its way: cells by field, and everything that is wrong with them. */
export class SideRow {
  readonly reasons: SideReason[] = [];
  readonly today: IsoDate;
  private readonly cells: readonly string[];
  private readonly plan: RowPlan;

  constructor(cells: readonly string[], plan: RowPlan) {
    this.cells = cells;
    this.plan = plan;
    this.today = plan.today;
  }

  refuse(field: string | null, code: string, raw = ''): void {
    this.reasons.push({ field, code, raw: raw.slice(0, 200) });
  }

  /** The cell as it stands; empty where the file has no such column. */
  cell(field: string): string {
    return this.cells[this.plan.columns.get(field) ?? -1] ?? '';
  }

  has(field: string): boolean {
    return this.plan.columns.has(field);
  }

  /** Text; NULL for an empty cell. */
  text(field: string): string | null {
    const cell = this.cell(field);
    return isEmptyCell(cell) ? null : plain(cell);
  }

  /** Text that the row cannot do without. */
  needed(field: string): string {
    const text = this.text(field) ?? '';
    if (text === '') this.refuse(field, 'missing');
    return text;
  }

  /** A number that names something, freed from a spreadsheet's guards; refused when damaged. */
  identifier(field: string): string | null {
    const value = this.text(field)?.replace(/^['`]|^="?|"$/g, '') ?? '';
    if (/^\d(\.\d+)?E\+?\d+$/i.test(value)) this.refuse(field, 'excel-damaged', value);
    return value === '' ? null : value;
  }

  /** A calendar day; NULL for an empty cell or, refused, for one that is none. */
  day(field: string): IsoDate | null {
    const cell = this.cell(field);
    const day = readDay(cell, this.plan.dateOrder);
    if (day === undefined) this.refuse(field, 'date-unreadable', cell);
    return day ?? null;
  }

  /** Whole fen; NULL for an empty cell or, refused, for one that is no amount. */
  amount(field: string): Fen | null {
    const decimals = this.plan.decimals[this.plan.columns.get(field) ?? -1] ?? 2;
    const amount = readAmount(this.cell(field), decimals);
    if (amount === undefined) this.refuse(field, 'amount-unreadable', this.cell(field));
    return amount ?? null;
  }
}
