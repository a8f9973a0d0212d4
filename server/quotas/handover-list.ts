import { csvLine } from '../loan-book/csv-line.ts';
import { yuanText } from '../money.ts';
import { writeXlsx, type XlsxCell } from '../xlsx.ts';
import type { MoveReason } from './assign-loans.ts';
import type { SavedAssignment } from './keep-assignment.ts';
import type { ShownMove } from './make-assignment.ts';

type Language = 'zh' | 'en';

const REASONS: Readonly<Record<MoveReason, Readonly<Record<Language, string>>>> = {
  none: { zh: '无人管户', en: 'Nobody held it' },
  left: { zh: '原管户人不再管户', en: 'Its officer no longer collects' },
  together: { zh: '同一借款人合并管户', en: "With the borrower's other loans" },
  balance: { zh: '均衡工作量', en: 'Balance of loads' },
  kind: { zh: '成因类型不在原管户人可接范围', en: 'Not of a kind its officer takes' },
  amount: { zh: '超过原管户人单户上限', en: 'Above the largest claim its officer takes' },
  conflict: { zh: '回避', en: 'Conflict of interest' },
  origin: { zh: '原经办回避', en: 'Its officer granted it' },
};

const HEADER: Readonly<Record<Language, readonly string[]>> = {
  zh: [
    '序号',
    '机构',
    '借据号',
    '客户号',
    '户名(脱敏)',
    '乡镇',
    '债权金额(元)',
    '预计可收(元)',
    '移出人',
    '接收机构',
    '接收人',
    '移交原因',
    '数据日期',
    '生效日',
    '移交人签字',
    '接收人签字',
    '签字日期',
  ],
  en: [
    'No.',
    'Branch',
    'Loan',
    'Borrower no.',
    'Borrower (masked)',
    'Township',
    'Claim (CNY)',
    'Collectable (CNY)',
    'From',
    'To branch',
    'To',
    'Reason',
    'As of',
    'Effective on',
    'Signed by giver',
    'Signed by taker',
    'Signed on',
  ],
};
const WIDTHS = [6, 14, 20, 16, 16, 14, 16, 16, 12, 14, 12, 24, 12, 12, 14, 14, 12];

const byTaker = (a: ShownMove, b: ShownMove) => {
  const key = ({ from, to }: ShownMove) =>
    JSON.stringify([from?.branch, from?.officer, to.branch, to.officer]);
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.loanId < b.loanId ? -1 : 1;
};

function* linesOf(saved: SavedAssignment, language: Language): Generator<string[]> {
  const day = saved.effectiveOn ?? '';
  for (const [index, move] of [...saved.answer.moves].sort(byTaker).entries()) {
    yield [
      String(index + 1),
      move.branch,
      move.loanId,
      move.borrower === move.loanId ? '' : move.borrower,
      move.borrowerName ?? '',
      move.township ?? '',
      yuanText(move.amountFen),
      yuanText(move.collectableFen),
      move.from?.officer ?? '',
      move.to.branch,
      move.to.officer,
      REASONS[move.reason][language],
      saved.asOf,
      day,
      '',
      '',
      '',
    ];
  }
}

/** 移交清单: the loans that change hands, by giver and taker, with room for signatures. */
export function handoverCsv(saved: SavedAssignment, language: Language): string {
  const lines = [...linesOf(saved, language)].map(csvLine);
  return `\uFEFF${csvLine(HEADER[language])}${lines.join('')}`;
}

/** The same list as a workbook; amounts are numbers. */
export function handoverXlsx(saved: SavedAssignment, language: Language) {
  async function* rows(): AsyncGenerator<XlsxCell[]> {
    for (const line of linesOf(saved, language)) {
      yield line.map((cell, column) =>
        column === 6 || column === 7 || column === 0 ? Number(cell) : cell,
      );
    }
  }
  const name = language === 'zh' ? '移交清单' : 'Handover';
  return writeXlsx({ name, header: HEADER[language], widths: WIDTHS }, rows());
}
