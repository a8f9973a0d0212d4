import { z } from 'zod';
import { daysBetween } from '../calendar.ts';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import { yuanText } from '../money.ts';
import type { Bind, Warehouse } from '../warehouse/warehouse.ts';
import { RISK_CLASSES } from './codes.ts';
import { csvLine } from './csv-line.ts';
import type { Page } from './get-rejects.ts';
import { qualityFacts } from './measure-quality.ts';
import { pairRows } from './pair-rows.ts';
import { amountOf, findLine, type QualityLine, type QualityScope } from './quality-lines.ts';
import { snapshotMissing } from './refuse-file.ts';
import { ensureQuality } from './store-quality.ts';

const loanRow = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  riskClass: z.string().nullable(),
  daysBefore: z.int().nullable(),
  days: z.int().nullable(),
  balanceBeforeFen: z.int().nullable(),
  balanceFen: z.int().nullable(),
  amountFen: z.int(),
  detail: z.string().nullable(),
  /** Still in the later book, so that its page there can be opened. */
  isListed: z.boolean(),
  /** A rejected row of the later file names this loan. */
  isRejected: z.boolean(),
});
/** One loan behind a line of the report. */
export type QualityLoan = z.infer<typeof loanRow>;

const lineMissing = (line: string) =>
  new Refusal('quality-line-missing', 404, {
    happened: {
      zh: `没有「${line}」这项检查,或没有可比的上一份台账。`,
      en: `There is no check "${line}", or no earlier book to compare with.`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请从数据质量报告里点开。', en: 'Open it from the quality report.' },
  });

const scopeRow = z.object({
  asOf: z.string(),
  facts: z.string(),
  beforeId: z.int().nullable(),
  beforeOn: z.string().nullable(),
});

async function getScope(warehouse: Warehouse, id: number): Promise<QualityScope> {
  await ensureQuality(warehouse, id);
  const [row] = await warehouse.rows(
    scopeRow,
    `SELECT s.as_of AS "asOf", q.facts, q.before_id AS "beforeId", b.as_of AS "beforeOn"
     FROM snapshot s JOIN quality_report q ON q.snapshot_id = s.id
     LEFT JOIN snapshot b ON b.id = q.before_id WHERE s.id = $1`,
    [id],
  );
  if (row === undefined) throw snapshotMissing(id);
  const { asOf, beforeId, beforeOn } = row;
  const { knowsPaid } = qualityFacts.parse(JSON.parse(row.facts));
  const before =
    beforeId === null || beforeOn === null
      ? null
      : { id: beforeId, asOf: beforeOn, days: daysBetween(beforeOn, asOf) };
  return { id, asOf, before, knowsPaid };
}

interface Source {
  from: string;
  where: string;
  amount: string;
  binds: Bind[];
}

/** A branch's part of the change is what it holds now less what it held: loans that moved are both. */
function sourceOf(line: QualityLine, scope: QualityScope, branch: string | undefined): Source {
  const amount = amountOf(line);
  const where = line.where(scope);
  if (line.over === 'loan') {
    const from = `(SELECT * FROM loan WHERE snapshot_id = ${scope.id}) l`;
    return branch === undefined
      ? { from, where, amount, binds: [] }
      : { from, where: `${where} AND branch = $1`, amount, binds: [branch] };
  }
  const from = pairRows(scope);
  if (branch === undefined) return { from, where, amount, binds: [] };
  if (line.id !== 'balance-change') {
    return { from, where: `${where} AND branch = $1`, amount, binds: [branch] };
  }
  const part = `(CASE WHEN after_branch = $1 THEN after_fen ELSE 0 END
    - CASE WHEN before_branch = $1 THEN before_fen ELSE 0 END)`;
  return { from, where: `${part} <> 0`, amount: part, binds: [branch] };
}

const COLUMNS = {
  loan: `branch, officer, risk_class AS "riskClass", CAST(NULL AS BIGINT) AS "daysBefore",
    days_past_due AS "days", CAST(NULL AS BIGINT) AS "balanceBeforeFen",
    balance_fen AS "balanceFen", TRUE AS "isListed"`,
  pair: `branch, officer, risk_class AS "riskClass", before_days AS "daysBefore",
    after_days AS "days", CASE WHEN has_before THEN before_fen END AS "balanceBeforeFen",
    CASE WHEN has_after THEN after_fen END AS "balanceFen", has_after AS "isListed"`,
};

/**
 * The loans behind a line of a snapshot's report, a page at a time, the largest amount first, with
 * the sum over all of them: the line's own. `branch` keeps one branch's. Refuses with
 * 'snapshot-missing' or 'quality-line-missing'.
 */
export async function getQualityLoans(
  warehouse: Warehouse,
  id: number,
  lineId: string,
  { offset, limit, branch }: Page & { branch?: string | undefined },
) {
  const scope = await getScope(warehouse, id);
  const line = findLine(lineId);
  if (line === undefined || (line.over === 'pair' && scope.before === null)) {
    throw lineMissing(lineId);
  }
  const { from, where, amount, binds } = sourceOf(line, scope, branch);
  const total = await warehouse.one(
    z.object({ loans: z.int(), amountFen: z.int() }),
    `SELECT count(*) AS "loans", CAST(coalesce(sum(${amount}), 0) AS BIGINT) AS "amountFen"
     FROM ${from} WHERE ${where}`,
    binds,
  );
  const page = `SELECT loan_id AS "loanId", ${COLUMNS[line.over]}, ${amount} AS "amountFen",
      ${line.detail?.(scope) ?? 'CAST(NULL AS VARCHAR)'} AS "detail"
    FROM ${from} WHERE ${where}
    ORDER BY ${line.order ?? `${amount} DESC`}, loan_id
    LIMIT $${binds.length + 1} OFFSET $${binds.length + 2}`;
  const isRejected =
    line.id === 'silent-exit'
      ? `EXISTS (SELECT 1 FROM reject r WHERE r.snapshot_id = ${id} AND strpos(r.raw, p."loanId") > 0)`
      : 'FALSE';
  const rows = await warehouse.rows(
    loanRow,
    `SELECT p.*, ${isRejected} AS "isRejected" FROM (${page}) p`,
    [...binds, limit, offset],
  );
  const { finding, over, amountIs = null } = line;
  return { asOf: scope.asOf, before: scope.before, over, finding, amountIs, total, rows };
}

const CSV_HEAD = {
  zh: [
    '借据号',
    '机构',
    '管户人',
    '五级分类',
    '上次逾期天数',
    '逾期天数',
    '上次余额(元)',
    '余额(元)',
    '金额(元)',
    '依据',
  ],
  en: [
    'Loan',
    'Branch',
    'Officer',
    'Class',
    'Days past due before',
    'Days past due',
    'Balance before (CNY)',
    'Balance (CNY)',
    'Amount (CNY)',
    'Evidence',
  ],
};

const CSV_PAGE = 2000;

/** The loans behind a line as a CSV for Excel, in the order of the list. In parts. */
export async function* qualityLoansCsv(
  warehouse: Warehouse,
  id: number,
  lineId: string,
  { language, branch }: { language: 'zh' | 'en'; branch?: string | undefined },
): AsyncGenerator<string, void, undefined> {
  const classes = new Map(Object.entries(RISK_CLASSES));
  const yuan = (fen: number | null) => (fen === null ? '' : yuanText(fen));
  for (let offset = 0; ; offset += CSV_PAGE) {
    const { rows } = await getQualityLoans(warehouse, id, lineId, {
      offset,
      limit: CSV_PAGE,
      branch,
    });
    if (offset === 0) yield `\ufeff${csvLine(CSV_HEAD[language])}`;
    yield rows
      .map((row) =>
        csvLine([
          row.loanId,
          row.branch ?? '',
          row.officer ?? '',
          classes.get(row.riskClass ?? '')?.[language] ?? '',
          String(row.daysBefore ?? ''),
          String(row.days ?? ''),
          yuan(row.balanceBeforeFen),
          yuan(row.balanceFen),
          yuan(row.amountFen),
          row.detail ?? '',
        ]),
      )
      .join('');
    if (rows.length < CSV_PAGE) return;
  }
}
