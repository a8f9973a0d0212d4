import type { Sentence } from '../errors.ts';
import type { ImportWarning } from './import-warnings.ts';
import type { Severity } from './quality-lines.ts';

/** What the report says of the file itself: rows and sums, not loans. Amounts in fen. */
export interface FileLine {
  id: string;
  severity: Severity;
  finding: Sentence;
  count: number | null;
  amountFen: number | null;
  /** Where its rows are listed, on the same page. */
  tab: 'rejects' | 'skipped' | null;
}

interface FileFacts {
  rowsRead: number;
  rowsLoaded: number;
  rowsRejected: number;
  rowsSkipped: number;
  balanceFen: number;
  fileTotalFen: number | null;
  warnings: readonly ImportWarning[];
}

const number = (count: number) => count.toLocaleString('en-US');

/** Warnings about the file that name no loans, by the severity they have in the report. */
const OF_FILE: Readonly<Record<string, Severity>> = {
  'total-differs': 'wrong',
  'unreadable-characters': 'look',
  'header-changed': 'look',
  'balance-changed': 'look',
  'month-only-dates': 'info',
};

/** Whether every row is accounted for, the file's own total, and what its reading found. */
export function fileLines(snapshot: FileFacts): FileLine[] {
  const { rowsRead, rowsLoaded, rowsRejected, rowsSkipped, balanceFen, fileTotalFen } = snapshot;
  const lines: FileLine[] = [];
  if (rowsRejected > 0) {
    lines.push({
      id: 'rejected',
      severity: 'wrong',
      finding: {
        zh: '拒收的行:没有进入快照,每行都有原因',
        en: 'Rejected rows: not in the snapshot, each with its reasons',
      },
      count: rowsRejected,
      amountFen: null,
      tab: 'rejects',
    });
  }
  for (const { code, field, says, count = null, amountFen = null } of snapshot.warnings) {
    const severity = OF_FILE[code];
    if (severity === undefined) continue;
    const id = field === undefined ? code : `${code}:${field}`;
    lines.push({ id, severity, finding: says, count, amountFen, tab: null });
  }
  lines.push({
    id: 'rows',
    severity: 'info',
    finding: {
      zh: `文件 ${number(rowsRead)} 行 = 导入 ${number(rowsLoaded)} + 拒收 ${number(rowsRejected)} + 跳过 ${number(rowsSkipped)},没有去向不明的行`,
      en: `${number(rowsRead)} rows of the file = ${number(rowsLoaded)} loaded + ${number(rowsRejected)} rejected + ${number(rowsSkipped)} skipped; none is unaccounted for`,
    },
    count: rowsRead,
    amountFen: null,
    tab: rowsSkipped > 0 ? 'skipped' : null,
  });
  if (fileTotalFen === null || fileTotalFen === balanceFen) {
    lines.push({
      id: 'file-total',
      severity: 'info',
      finding:
        fileTotalFen === null
          ? { zh: '文件没有合计行,无从核对合计', en: 'The file states no total to check against' }
          : {
              zh: '文件的合计行与导入的余额分毫不差',
              en: "The file's own total equals the loaded balances to the fen",
            },
      count: null,
      amountFen: fileTotalFen,
      tab: null,
    });
  }
  return lines;
}
