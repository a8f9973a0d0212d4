import { z } from 'zod';
import { csvLine } from '../loan-book/csv-line.ts';
import { yuanText } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import {
  COMPARED_FIELDS,
  type ComparedPair,
  comparedPair,
  compareSnapshots,
  IS_CHANGED,
  PAIR_ROWS,
} from './compare-snapshots.ts';
import { type SaidValue, sayValue } from './say-field.ts';

/** Loans that only the later has, that only the earlier has, or whose field differs. */
export const comparedLoansQuery = comparedPair.extend({
  change: z.enum(['added', 'gone', ...COMPARED_FIELDS.map(({ id }) => id)]),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(20_000).default(100),
});
type ComparedLoansQuery = z.infer<typeof comparedLoansQuery>;

/** Flags, numbers and texts; dates are cast, for a union of types has no one type. */
const cell = z.union([z.string(), z.int(), z.boolean(), z.null()]);
const loanRow = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  kindBefore: z.string().nullable(),
  kindAfter: z.string().nullable(),
  balanceBeforeFen: z.int().nullable(),
  balanceAfterFen: z.int().nullable(),
  before: cell,
  after: cell,
});

/** One loan that differs; `before` and `after` are of the field asked for, else of the balance. */
export interface ComparedLoan {
  loanId: string;
  branch: string | null;
  officer: string | null;
  balanceBeforeFen: number | null;
  balanceAfterFen: number | null;
  before: SaidValue;
  after: SaidValue;
}

const [BALANCE] = COMPARED_FIELDS.filter(({ id }) => id === 'balance');

function changeOf(change: string) {
  const field = COMPARED_FIELDS.find(({ id }) => id === change) ?? BALANCE;
  if (field === undefined) throw new Error('there is no balance field');
  if (change === 'added') return { field, when: 'b.loan_id IS NULL' };
  if (change === 'gone') return { field, when: 'a.loan_id IS NULL' };
  return { field, when: IS_CHANGED(field.column) };
}

/** A page of the loans that differ in one way, the largest difference (else balance) first. */
export async function getComparedLoans(
  reader: Reader,
  { from, to, change, offset, limit }: ComparedLoansQuery,
): Promise<{ total: number; rows: ComparedLoan[] }> {
  const { field, when } = changeOf(change);
  const size =
    field.kind === 'amount'
      ? `abs(coalesce(a.${field.column}, 0) - coalesce(b.${field.column}, 0))`
      : 'greatest(coalesce(a.balance_fen, 0), coalesce(b.balance_fen, 0))';
  const { total } = await reader.one(
    z.object({ total: z.int() }),
    `SELECT count(*) AS "total" FROM ${PAIR_ROWS} WHERE ${when}`,
    [from, to],
  );
  const rows = await reader.rows(
    loanRow,
    `SELECT coalesce(a.loan_id, b.loan_id) AS "loanId", coalesce(a.branch, b.branch) AS "branch",
       coalesce(a.officer, b.officer) AS "officer", b.borrower_kind AS "kindBefore",
       a.borrower_kind AS "kindAfter", b.balance_fen AS "balanceBeforeFen",
       a.balance_fen AS "balanceAfterFen", b.${field.column} AS "before",
       a.${field.column} AS "after"
     FROM ${PAIR_ROWS} WHERE ${when}
     ORDER BY ${size} DESC, coalesce(a.loan_id, b.loan_id) LIMIT $3 OFFSET $4`,
    [from, to, limit, offset],
  );
  return {
    total,
    rows: rows.map(({ kindBefore, kindAfter, before, after, ...loan }) => ({
      ...loan,
      before: sayValue(field, before, kindBefore),
      after: sayValue(field, after, kindAfter),
    })),
  };
}

const PAGE = 20_000;
const HEAD = {
  zh: ['变化', '字段', '借据号', '机构', '管户人', '前', '后', '前余额(元)', '后余额(元)'],
  en: [
    ...['Change', 'Field', 'Loan', 'Branch', 'Officer', 'Before', 'After'],
    ...['Balance before (CNY)', 'Balance after (CNY)'],
  ],
};
const CHANGES = {
  added: { zh: '新增', en: 'added' },
  gone: { zh: '消失', en: 'gone' },
  changed: { zh: '变化', en: 'changed' },
};
const FLAGS = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } };

function cellText({ value, text }: SaidValue, isAmount: boolean, language: 'zh' | 'en'): string {
  if (text !== null) return text[language];
  if (value === null) return '';
  if (isAmount && typeof value === 'number') return yuanText(value);
  return typeof value === 'boolean' ? FLAGS[`${value}`][language] : String(value);
}

/** Every difference between two snapshots, a line each, as a CSV for Excel. In parts. */
export async function* comparisonCsv(
  reader: Reader,
  pair: ComparedPair,
  language: 'zh' | 'en',
): AsyncGenerator<string, void, undefined> {
  const { fields } = await compareSnapshots(reader, pair);
  yield `\ufeff${csvLine(HEAD[language])}`;
  const yuan = (fen: number | null) => (fen === null ? '' : yuanText(fen));
  for (const change of ['added', 'gone', ...fields.map(({ field }) => field)]) {
    const { field } = changeOf(change);
    const kind = change === 'added' || change === 'gone' ? CHANGES[change] : CHANGES.changed;
    for (let offset = 0; ; offset += PAGE) {
      const { rows } = await getComparedLoans(reader, { ...pair, change, offset, limit: PAGE });
      const isAmount = field.kind === 'amount';
      yield rows
        .map((row) =>
          csvLine([
            ...[kind[language], field.label[language], row.loanId],
            ...[row.branch ?? '', row.officer ?? ''],
            cellText(row.before, isAmount, language),
            cellText(row.after, isAmount, language),
            ...[yuan(row.balanceBeforeFen), yuan(row.balanceAfterFen)],
          ]),
        )
        .join('');
      if (rows.length < PAGE) break;
    }
  }
}
