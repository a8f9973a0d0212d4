import type { IsoDate } from '../calendar.ts';
import { isEmptyCell, plain } from '../loan-book/read-words.ts';
import type { Fen } from '../money.ts';
import type { PostingField } from './posting-columns.ts';
import { splitByPercent } from './ratio.ts';
import { readAmount, readBookSide, readDay, readShares, type Share } from './read-cells.ts';

/** Why a row of a posting file was rejected; `raw` is the cell, or the line of the other row. */
export interface PostingReason {
  field: PostingField | null;
  code:
    | 'missing'
    | 'excel-damaged'
    | 'date-unreadable'
    | 'date-future'
    | 'amount-unreadable'
    | 'nothing-received'
    | 'shares-unreadable'
    | 'duplicate'
    | 'already-loaded'
    | 'cell-count'
    | 'cut-off'
    | 'row-unreadable';
  raw: string;
}

const AMOUNTS = ['principal', 'interest', 'penalty', 'cost'] as const;

/** One line of the ledger as the file has it. */
export interface PostingLine {
  postingRef: string;
  loanId: string;
  postedOn: IsoDate;
  amounts: Readonly<Record<(typeof AMOUNTS)[number], Fen>>;
  method: string | null;
  /** NULL when the file does not say. */
  bookSide: 'on' | 'off' | null;
  branch: string | null;
  voucher: string | null;
  shares: Share[];
}

export interface PostingPlan {
  columns: ReadonlyMap<PostingField, number>;
  /** Decimals that make a fen, by column. */
  decimals: readonly number[];
  today: IsoDate;
}

/** Reads one row of cells: the posting, or every reason why it is none. */
export function readPostingRow(
  cells: readonly string[],
  { columns, decimals, today }: PostingPlan,
): PostingLine | PostingReason[] {
  const cell = (field: PostingField) => cells[columns.get(field) ?? -1] ?? '';
  const text = (field: PostingField) => (isEmptyCell(cell(field)) ? null : plain(cell(field)));
  const reasons: PostingReason[] = [];
  const refuse = (field: PostingField | null, code: PostingReason['code'], raw = '') => {
    reasons.push({ field, code, raw: raw.slice(0, 200) });
  };
  const identifier = (field: PostingField) => {
    const value = text(field)?.replace(/^['`]|^="?|"$/g, '') ?? '';
    if (value === '') refuse(field, 'missing');
    else if (/^\d(\.\d+)?E\+?\d+$/i.test(value)) refuse(field, 'excel-damaged', value);
    return value;
  };
  const postingRef = identifier('posting_ref');
  const loanId = identifier('loan_id');
  const postedOn = readDay(cell('posted_on'));
  if (isEmptyCell(cell('posted_on'))) refuse('posted_on', 'missing');
  else if (postedOn === undefined) refuse('posted_on', 'date-unreadable', cell('posted_on'));
  else if (postedOn > today) refuse('posted_on', 'date-future', postedOn);
  const amounts = { principal: 0, interest: 0, penalty: 0, cost: 0 };
  let filled = 0;
  for (const field of AMOUNTS) {
    const amount = readAmount(cell(field), decimals[columns.get(field) ?? -1] ?? 2);
    if (amount === undefined) refuse(field, 'amount-unreadable', cell(field));
    else if (amount !== null) {
      amounts[field] = amount;
      filled++;
    }
  }
  if (filled === 0 && reasons.length === 0) refuse('principal', 'nothing-received');
  const shares = readShares(cell('officer'), cell('share_percent'));
  if (shares === undefined) {
    refuse('share_percent', 'shares-unreadable', `${cell('officer')} ${cell('share_percent')}`);
  }
  if (reasons.length > 0 || postedOn === undefined || shares === undefined) return reasons;
  return {
    postingRef,
    loanId,
    postedOn,
    amounts,
    method: text('method'),
    bookSide: readBookSide(cell('book_side')),
    branch: text('branch'),
    voucher: text('voucher'),
    shares,
  };
}

/** The rows of table `posting` that a line becomes: one a share, amounts adding to the line's. */
export function shareRows(line: PostingLine) {
  const percents = line.shares.map((share) => share.percent);
  const parts = Object.fromEntries(
    AMOUNTS.map((field) => [field, splitByPercent(line.amounts[field], percents)]),
  );
  return line.shares.map(({ officer, percent }, index) => ({
    shareNo: index + 1,
    officer,
    percent,
    amounts: AMOUNTS.map((field) => parts[field]?.[index] ?? 0),
  }));
}
