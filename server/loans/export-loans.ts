import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getBank } from '../desk/get-bank.ts';
import { Refusal } from '../errors.ts';
import { CODES_BY_FIELD } from '../loan-book/codes.ts';
import { csvLine } from '../loan-book/csv-line.ts';
import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import { maskBorrower } from '../loan-book/mask-personal.ts';
import { yuanText } from '../money.ts';
import { getFilterOptions } from '../triage/get-filter-options.ts';
import { loanFilter } from '../triage/loan-filter.ts';
import { sayFilter } from '../triage/say-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { writeXlsx, XLSX_MOST_ROWS, type XlsxCell } from '../xlsx.ts';
import { LOAN_SELECT, type LoanRow, loanRow } from './loan-columns.ts';
import { loanSums, loansFrom } from './loan-list-sql.ts';

export const exportQuery = loanFilter.extend({
  search: z.string().max(60).optional(),
  lang: z.enum(['zh', 'en']).default('zh'),
});
type ExportQuery = z.infer<typeof exportQuery>;
type Lang = ExportQuery['lang'];

const PAGE = 2000;
const BOM = '\uFEFF';
const TEXT = '@';

type Label = (list: string, code: string | null) => string | null;
/** Amounts are fen here; `format` says so. */
type Cell = string | number | null;

interface ExportColumn {
  zh: string;
  en: string;
  /** Excel's number format. */
  format: string;
  cell: (row: LoanRow, label: Label) => Cell;
}

const MONEY = '#,##0.00';
const DAY = 'yyyy-mm-dd';

const text = (zh: string, en: string, id: keyof LoanRow): ExportColumn => ({
  zh,
  en,
  format: TEXT,
  cell: (row) => (row[id] === null ? null : String(row[id])),
});
const code = (zh: string, en: string, id: keyof LoanRow, list: string): ExportColumn => ({
  zh,
  en,
  format: TEXT,
  cell: (row, label) => label(list, row[id] === null ? null : String(row[id])),
});
type FenField = Extract<keyof LoanRow, `${string}Fen`>;
const money = (zh: string, en: string, id: FenField): ExportColumn => ({
  zh: `${zh}(元)`,
  en: `${en} (CNY)`,
  format: MONEY,
  cell: (row) => row[id],
});
const count = (zh: string, en: string, id: 'daysPastDue'): ExportColumn => ({
  zh,
  en,
  format: '#,##0',
  cell: (row) => row[id],
});
type DayField = Extract<keyof LoanRow, `${string}On`>;
const day = (zh: string, en: string, id: DayField): ExportColumn => ({
  zh,
  en,
  format: DAY,
  cell: (row) => row[id],
});

const COLUMNS: readonly ExportColumn[] = [
  text('借据号', 'Loan', 'loanId'),
  {
    zh: '户名(脱敏)',
    en: 'Borrower (masked)',
    format: TEXT,
    cell: (row) => maskBorrower(row.borrowerName, row.borrowerKind),
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
  count('逾期天数', 'Days past due', 'daysPastDue'),
  day('发放日', 'Disbursed on', 'disbursedOn'),
  day('到期日', 'Matures on', 'maturesOn'),
  day('形成不良日期', 'Non-performing since', 'defaultedOn'),
  day('最近还款日', 'Last paid on', 'lastPaidOn'),
  code('联系状态', 'Contact', 'contactState', 'contact_state'),
  code('诉讼阶段', 'Court stage', 'courtStage', 'court_stage'),
  code('成因', 'Default type', 'defaultType', 'default_type'),
  code('痛点', 'Pain point', 'painPoint', 'pain_point'),
  day('时效届满日', 'Limitation ends on', 'limitationEndsOn'),
  day('保证期间届满日', 'Guarantee lapses on', 'guaranteeLapsesOn'),
];

async function labeller(reader: Reader, lang: Lang) {
  const { defaultTypes, painPoints } = await getFilterOptions(reader);
  const own = new Map(
    [...defaultTypes, ...painPoints].map((option) => [option.code, option.label[lang]]),
  );
  return (list: string, wanted: string | null): string | null => {
    if (wanted === null) return null;
    return CODES_BY_FIELD[list]?.[wanted]?.[lang] ?? own.get(wanted) ?? wanted;
  };
}

interface ExportDeps {
  reader: Reader;
  today: IsoDate;
}

const totalRow = z.object({ loans: z.int(), balanceFen: z.int(), paidThisYearFen: z.int() });
type Totals = z.infer<typeof totalRow>;

function getTotals(
  reader: Reader,
  snapshot: SnapshotRef,
  { lang: _, search, ...filter }: ExportQuery,
) {
  const { sql, binds, sum } = loanSums(filter, search);
  return reader.one(
    totalRow,
    `SELECT ${sum('loans')} AS "loans", ${sum('balance_fen')} AS "balanceFen",
       ${sum('paid_year_fen')} AS "paidThisYearFen" ${sql}`,
    [snapshot.id, ...binds],
  );
}

/** What the file is, line by line: finding, bank, filter, day, source, unit, day of export. */
async function headOf(
  { reader, today }: ExportDeps,
  snapshot: SnapshotRef,
  asked: ExportQuery,
  totals: Totals,
): Promise<[string, string][]> {
  const { lang, search, ...filter } = asked;
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const [isOwn, words] = [(await getBank(reader)) === 'own', await sayFilter(reader, filter, lang)];
  const balance = yuanText(totals.balanceFen);
  return [
    [
      say('标题', 'Title'),
      say(
        `${totals.loans} 笔贷款,余额 ${balance} 元`,
        `${totals.loans} loans, balance CNY ${balance}`,
      ),
    ],
    [
      say('银行', 'Bank'),
      isOwn ? say('本行', 'Own bank') : say('示范银行(虚构数据)', 'Sample bank (fictitious data)'),
    ],
    [say('筛选', 'Filter'), words],
    ...(search === undefined ? [] : ([[say('搜索', 'Search'), search]] as [string, string][])),
    [say('数据日期', 'As of'), snapshot.asOf],
    [say('来源', 'Source'), say('贷款台账', 'loan books')],
    [say('导出日期', 'Exported on'), today],
    [
      say('单位', 'Unit'),
      say('金额为元,到分;空白为未知', 'Amounts in CNY to the fen; blank is unknown'),
    ],
  ];
}

/** The rows in the order of the book, read in pages so that any number fits, then their totals. */
async function* linesOf(
  reader: Reader,
  snapshot: SnapshotRef,
  asked: ExportQuery,
  totals: Totals,
): AsyncGenerator<Cell[]> {
  const { lang, search, ...filter } = asked;
  const from = loansFrom(filter, search, LOAN_SELECT);
  const label = await labeller(reader, lang);
  let last = -1;
  for (;;) {
    const rows = await reader.rows(
      loanRow.extend({ rowNo: z.int() }),
      `SELECT ${LOAN_SELECT}, l.row_no AS "rowNo"
       ${from.sql} AND l.row_no > $${from.binds.length + 2} ORDER BY l.row_no LIMIT ${PAGE}`,
      [snapshot.id, ...from.binds, last],
    );
    for (const row of rows) yield COLUMNS.map((column) => column.cell(row, label));
    const end = rows.at(-1);
    if (end === undefined || rows.length < PAGE) break;
    last = end.rowNo;
  }
  const sums: Readonly<Record<string, Cell>> = {
    借据号: lang === 'zh' ? '合计' : 'Total',
    '本金余额(元)': totals.balanceFen,
    '本年收回(元)': totals.paidThisYearFen,
  };
  yield COLUMNS.map(({ zh }) => sums[zh] ?? null);
}

/**
 * The loans under a filter as CSV for a spreadsheet: UTF-8 with BOM, a head that says what it is,
 * amounts in yuan to the fen, names masked, no other personal data.
 */
export async function* loansCsv(
  deps: ExportDeps,
  snapshot: SnapshotRef,
  asked: ExportQuery,
): AsyncGenerator<string, void, undefined> {
  const totals = await getTotals(deps.reader, snapshot, asked);
  const head = await headOf(deps, snapshot, asked, totals);
  const header = csvLine(COLUMNS.map((column) => column[asked.lang]));
  yield BOM + head.map(csvLine).join('') + csvLine([]) + header;
  let part = '';
  for await (const cells of linesOf(deps.reader, snapshot, asked, totals)) {
    part += csvLine(
      cells.map((cell, place) => {
        if (cell === null) return '';
        const isMoney = COLUMNS[place]?.format === MONEY;
        return isMoney && typeof cell === 'number' ? yuanText(cell) : String(cell);
      }),
    );
    if (part.length < 65_536) continue;
    yield part;
    part = '';
  }
  yield part;
}

function typed(cell: Cell, format: string | undefined): XlsxCell {
  if (typeof cell === 'number' && format === MONEY) return cell / 100;
  return typeof cell === 'string' && format === DAY ? new Date(`${cell}T00:00:00Z`) : cell;
}

/** The same as a workbook; refuses with 'too-many-for-a-sheet' what Excel cannot hold. */
export async function loansXlsx(
  deps: ExportDeps,
  snapshot: SnapshotRef,
  asked: ExportQuery,
): Promise<ReadableStream<Uint8Array>> {
  const totals = await getTotals(deps.reader, snapshot, asked);
  if (totals.loans > XLSX_MOST_ROWS - 20) {
    throw new Refusal('too-many-for-a-sheet', 422, {
      happened: {
        zh: `${totals.loans} 笔贷款超过 Excel 一张工作表的行数。`,
        en: `${totals.loans} loans are more than a sheet of Excel holds.`,
      },
      kept: { zh: '没有数据变化。', en: 'Nothing was changed.' },
      next: { zh: '请加筛选,或下载 CSV。', en: 'Filter them first, or download the CSV.' },
    });
  }
  const head = await headOf(deps, snapshot, asked, totals);
  async function* cells(): AsyncGenerator<XlsxCell[]> {
    for await (const line of linesOf(deps.reader, snapshot, asked, totals)) {
      yield line.map((cell, place) => typed(cell, COLUMNS[place]?.format));
    }
  }
  const header = COLUMNS.map((column) => column[asked.lang]);
  const formats = COLUMNS.map(({ format }) => format);
  const name = asked.lang === 'zh' ? '贷款' : 'Loans';
  return writeXlsx({ name, head, header, formats, widths: [20] }, cells());
}
