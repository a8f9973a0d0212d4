/** The files beside the loan book: receipts, roster, targets. All plain UTF-8 with a BOM. */
import { BANK, BRANCHES, type Officer } from './branches.ts';
import { toIso } from './days.ts';
import { quoted, yuan } from './format-cells.ts';
import type { Posting } from './simulation.ts';

function csv(rows: readonly (readonly string[])[]): Uint8Array {
  return new TextEncoder().encode(
    `\uFEFF${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`,
  );
}

export const POSTING_HEADERS = [
  '流水号',
  '借据号',
  '入账日期',
  '收回本金',
  '收回利息',
  '罚息',
  '费用',
  '收回方式',
  '表内外',
  '机构名称',
  '清收人',
  '分成比例',
  '凭证号',
];

/** The system takes what is on an account: nobody collected it, and the ledger names nobody. */
const FIRST_UNNAMED = '2026-01-01';

const namedIn = ({ method, day, collectors }: Posting) =>
  method === '扣划' && toIso(day) >= FIRST_UNNAMED ? [] : collectors;

/** Collectors and their shares in percent are separated by `;` in the same order. */
export function exportPostings(ledger: readonly Posting[]): Uint8Array {
  return csv([
    POSTING_HEADERS,
    ...ledger.map((posting) => [
      posting.id,
      posting.loanId,
      toIso(posting.day),
      yuan(posting.principal),
      yuan(posting.interest),
      yuan(posting.penalty),
      yuan(posting.cost),
      posting.method,
      posting.onBook ? '表内' : '表外',
      posting.branch,
      namedIn(posting)
        .map(({ name }) => name)
        .join(';'),
      namedIn(posting)
        .map(({ share }) => share)
        .join(';'),
      posting.voucher,
    ]),
  ]);
}

export function exportBranches(): Uint8Array {
  const head = `${BANK}总行`;
  return csv([
    ['机构号', '机构名称', '上级机构', '机构类型'],
    ['990100', head, '', '总行'],
    ...BRANCHES.map((branch) => [branch.code, branch.name, head, '支行']),
  ]);
}

export function exportOfficers(officers: readonly Officer[]): Uint8Array {
  return csv([
    ['工号', '姓名', '机构名称', '岗位', '启用日期', '停用日期', '产能系数'],
    ...officers.map((officer) => [
      officer.code,
      officer.name,
      officer.branch,
      officer.role,
      toIso(officer.from),
      officer.to === null ? '' : toIso(officer.to),
      yuan(officer.capacity),
    ]),
  ]);
}

export type TargetLine = { year: number; category: string; kind: '任务' | '实际'; fen: number };

/** Amounts in 万元 with two decimals. */
export function exportTargets(lines: readonly TargetLine[]): Uint8Array {
  return csv([
    ['年度', '类别', '口径', '单位', '金额'],
    ...lines.map((line) => [
      String(line.year),
      line.category,
      line.kind,
      '万元',
      yuan(Math.round(line.fen / 10_000)),
    ]),
  ]);
}
