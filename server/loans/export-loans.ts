import { z } from 'zod';
import { CODES_BY_FIELD } from '../loan-book/codes.ts';
import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import { maskBorrower } from '../loan-book/mask-personal.ts';
import { yuanText } from '../money.ts';
import { getFilterOptions } from '../triage/get-filter-options.ts';
import { loanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { LOAN_SELECT, type LoanRow, loanRow } from './loan-columns.ts';
import { loansFrom } from './loan-list-sql.ts';

export const exportQuery = loanFilter.extend({
  search: z.string().max(60).optional(),
  lang: z.enum(['zh', 'en']).default('zh'),
});
type ExportQuery = z.infer<typeof exportQuery>;
type Lang = ExportQuery['lang'];

const PAGE = 2000;
const BOM = '\uFEFF';

interface ExportColumn {
  zh: string;
  en: string;
  /** A plain number or date is written as it is; text is escaped against formulas. */
  cell: (row: LoanRow, label: (list: string, code: string | null) => string) => string;
}

const text = (zh: string, en: string, id: keyof LoanRow): ExportColumn => ({
  zh,
  en,
  cell: (row) => safe(String(row[id] ?? '')),
});
const code = (zh: string, en: string, id: keyof LoanRow, list: string): ExportColumn => ({
  zh,
  en,
  cell: (row, label) => safe(label(list, row[id] === null ? null : String(row[id]))),
});
const money = (zh: string, en: string, id: keyof LoanRow): ExportColumn => ({
  zh: `${zh}(元)`,
  en: `${en} (CNY)`,
  cell: (row) => (typeof row[id] === 'number' ? yuanText(row[id]) : ''),
});
const plain = (zh: string, en: string, id: keyof LoanRow): ExportColumn => ({
  zh,
  en,
  cell: (row) => String(row[id] ?? ''),
});

const COLUMNS: readonly ExportColumn[] = [
  text('借据号', 'Loan', 'loanId'),
  {
    zh: '户名(脱敏)',
    en: 'Borrower (masked)',
    cell: (row) => safe(maskBorrower(row.borrowerName, row.borrowerKind) ?? ''),
  },
  text('机构', 'Branch', 'branch'),
  text('管户人', 'Officer', 'officer'),
  code('产品', 'Product', 'product', 'product'),
  code('五级分类', 'Class', 'riskClass', 'risk_class'),
  code('逾期对应分类', 'Class by days past due', 'classFloor', 'risk_class'),
  code('表内/表外', 'Book status', 'bookStatus', 'book_status'),
  code('担保方式', 'Guarantee', 'guaranteeKind', 'guarantee_kind'),
  money('贷款金额', 'Original principal', 'principalOriginalFen'),
  money('本金余额', 'Balance', 'balanceFen'),
  money('逾期本金', 'Overdue principal', 'overduePrincipalFen'),
  money('欠息与罚息', 'Interest and penalty', 'interestFen'),
  money('押品估值', 'Collateral value', 'collateralValueFen'),
  money('本年收回', 'Recovered this year', 'paidThisYearFen'),
  plain('逾期天数', 'Days past due', 'daysPastDue'),
  plain('发放日', 'Disbursed on', 'disbursedOn'),
  plain('到期日', 'Matures on', 'maturesOn'),
  plain('形成不良日期', 'Non-performing since', 'defaultedOn'),
  plain('最近还款日', 'Last paid on', 'lastPaidOn'),
  code('联系状态', 'Contact', 'contactState', 'contact_state'),
  code('诉讼阶段', 'Court stage', 'courtStage', 'court_stage'),
  code('成因', 'Default type', 'defaultType', 'default_type'),
  code('痛点', 'Pain point', 'painPoint', 'pain_point'),
  plain('时效届满日', 'Limitation ends on', 'limitationEndsOn'),
  plain('保证期间届满日', 'Guarantee lapses on', 'guaranteeLapsesOn'),
];

/** Text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP CSV injection). */
function safe(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

const quote = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
const line = (cells: string[]): string => `${cells.map(quote).join(',')}\r\n`;

async function labeller(reader: Reader, lang: Lang) {
  const { defaultTypes, painPoints } = await getFilterOptions(reader);
  const own = new Map(
    [...defaultTypes, ...painPoints].map((option) => [option.code, option.label[lang]]),
  );
  return (list: string, wanted: string | null): string => {
    if (wanted === null) return '';
    return CODES_BY_FIELD[list]?.[wanted]?.[lang] ?? own.get(wanted) ?? wanted;
  };
}

/**
 * The loans under a filter as CSV for a spreadsheet: UTF-8 with BOM, amounts in yuan to the fen,
 * names masked, no other personal data. Read and sent in pages, so any number of rows fits.
 */
export async function* exportLoans(
  reader: Reader,
  snapshot: SnapshotRef,
  { lang, search, ...filter }: ExportQuery,
): AsyncGenerator<string> {
  const from = loansFrom(filter, search);
  const label = await labeller(reader, lang);
  yield BOM + line(COLUMNS.map((column) => column[lang]));
  let last = -1;
  for (;;) {
    const rows = await reader.rows(
      loanRow.extend({ rowNo: z.int() }),
      `SELECT ${LOAN_SELECT}, l.row_no AS "rowNo"
       ${from.sql} AND l.row_no > $${from.binds.length + 2} ORDER BY l.row_no LIMIT ${PAGE}`,
      [snapshot.id, ...from.binds, last],
    );
    const end = rows.at(-1);
    if (end === undefined) return;
    yield rows.map((row) => line(COLUMNS.map((column) => column.cell(row, label)))).join('');
    if (rows.length < PAGE) return;
    last = end.rowNo;
  }
}
