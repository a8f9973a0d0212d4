import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { SideRow } from '../side-files/side-row.ts';
import { readBookSide, readShares, type Share } from './read-shares.ts';
import { splitSigned } from './split-signed.ts';

export const AMOUNTS = ['principal', 'interest', 'penalty', 'cost'] as const;

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

/** Reads one row: the posting; what is wrong with it is said to the row. */
export function readPostingRow(row: SideRow): PostingLine | undefined {
  const named = (field: string) => {
    const value = row.identifier(field);
    if (value === null) row.refuse(field, 'missing');
    return value ?? '';
  };
  const postingRef = named('posting_ref');
  const loanId = named('loan_id');
  const before = row.reasons.length;
  const postedOn = row.day('posted_on');
  if (postedOn === null && row.reasons.length === before) row.refuse('posted_on', 'missing');
  if (postedOn !== null && postedOn > row.today) row.refuse('posted_on', 'date-future', postedOn);
  const amounts = { principal: 0, interest: 0, penalty: 0, cost: 0 };
  let filled = 0;
  for (const field of AMOUNTS) {
    const amount = row.amount(field);
    if (amount === null) continue;
    amounts[field] = amount;
    filled++;
  }
  if (filled === 0 && row.reasons.length === 0) row.refuse('principal', 'nothing-received');
  const [names, percents] = [row.cell('officer'), row.cell('share_percent')];
  const shares = readShares(names, percents);
  if (shares === undefined)
    row.refuse('share_percent', 'shares-unreadable', `${names} ${percents}`);
  if (postedOn === null || shares === undefined) return undefined;
  return {
    ...{ postingRef, loanId, postedOn, amounts, shares },
    method: row.text('method'),
    bookSide: readBookSide(row.cell('book_side')),
    branch: row.text('branch'),
    voucher: row.text('voucher'),
  };
}

/** The rows of table `posting` that a line becomes: one a share, amounts adding to the line's. */
export function shareRows(line: PostingLine) {
  const percents = line.shares.map((share) => share.percent);
  const parts = Object.fromEntries(
    AMOUNTS.map((field) => [field, splitSigned(line.amounts[field], percents)]),
  );
  return line.shares.map(({ officer, percent }, index) => ({
    shareNo: index + 1,
    officer,
    percent,
    amounts: AMOUNTS.map((field) => parts[field]?.[index] ?? 0),
  }));
}
