import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import { RISK_CLASSES } from './codes.ts';
import { type ImportWarning, WARNINGS } from './import-warnings.ts';
import type { LoadPlan } from './plan-load.ts';
import { plain } from './read-words.ts';
import { asOfTooEarly, balanceAbsurd } from './refuse-file.ts';

export const snapshotTotals = z.object({
  loans: z.int(),
  balanceFen: z.int(),
  nplLoans: z.int(),
  nplBalanceFen: z.int(),
  offBookLoans: z.int(),
  offBookBalanceFen: z.int(),
});
export type SnapshotTotals = z.infer<typeof snapshotTotals>;

const MAX_SAFE = String(Number.MAX_SAFE_INTEGER);

/** A snapshot's own sums, from its loans. Refuses with 'balance-absurd'. */
export async function getTotals(tx: Transaction, snapshotId: number): Promise<SnapshotTotals> {
  const { absurd } = await tx.one(
    z.object({ absurd: z.boolean().nullable() }),
    `SELECT sum(abs(balance_fen)) > ${MAX_SAFE} AS "absurd" FROM loan WHERE snapshot_id = $1`,
    [snapshotId],
  );
  if (absurd) throw balanceAbsurd();
  const sum = (when: string) =>
    `CAST(coalesce(sum(balance_fen) FILTER (WHERE ${when}), 0) AS BIGINT)`;
  return tx.one(
    snapshotTotals,
    `SELECT count(*) AS "loans", ${sum('TRUE')} AS "balanceFen",
       count(*) FILTER (WHERE npl_state = 'on_book') AS "nplLoans",
       ${sum(`npl_state = 'on_book'`)} AS "nplBalanceFen",
       count(*) FILTER (WHERE npl_state = 'off_book') AS "offBookLoans",
       ${sum(`npl_state = 'off_book'`)} AS "offBookBalanceFen"
     FROM loan WHERE snapshot_id = $1`,
    [snapshotId],
  );
}

const countAmount = z.object({ count: z.int(), amountFen: z.int() });
const CLASS_RANK = (column: string) =>
  `CASE ${column} ${Object.keys(RISK_CLASSES)
    .map((code, rank) => `WHEN '${code}' THEN ${rank}`)
    .join(' ')} END`;

const selfRow = z.object({
  future: z.int(),
  latest: z.string().nullable(),
  above: z.int(),
  aboveFen: z.int(),
  lag: z.int(),
  lagFen: z.int(),
  foreign: z.int(),
  unclassed: z.int(),
  unclassedFen: z.int(),
  unclassedLate: z.int(),
});

/** Looks at the snapshot by itself. Refuses with 'as-of-too-early' when most rows are later. */
async function checkItself(
  tx: Transaction,
  snapshotId: number,
  asOf: IsoDate,
  loans: number,
): Promise<ImportWarning[]> {
  const later = ['disbursed_on', 'last_paid_on', 'last_contact_on', 'defaulted_on']
    .map((column) => `${column} > CAST($2 AS DATE)`)
    .join(' OR ');
  const lag = `${CLASS_RANK('class_floor')} > ${CLASS_RANK('risk_class')}`;
  const unclassed = `risk_class IS NULL AND balance_fen > 0 AND coalesce(book_status, 'on') = 'on'`;
  const row = await tx.one(
    selfRow,
    `SELECT count(*) FILTER (WHERE ${later}) AS "future",
       max(greatest(disbursed_on, last_paid_on, last_contact_on, defaulted_on)) AS "latest",
       count(*) FILTER (WHERE balance_fen > principal_original_fen) AS "above",
       CAST(least(coalesce(sum(balance_fen - principal_original_fen)
         FILTER (WHERE balance_fen > principal_original_fen), 0), ${MAX_SAFE}) AS BIGINT) AS "aboveFen",
       count(*) FILTER (WHERE ${lag}) AS "lag",
       CAST(coalesce(sum(balance_fen) FILTER (WHERE ${lag}), 0) AS BIGINT) AS "lagFen",
       count(*) FILTER (WHERE currency <> 'CNY') AS "foreign",
       count(*) FILTER (WHERE ${unclassed}) AS "unclassed",
       CAST(coalesce(sum(balance_fen) FILTER (WHERE ${unclassed}), 0) AS BIGINT) AS "unclassedFen",
       count(*) FILTER (WHERE ${unclassed} AND days_past_due > 90) AS "unclassedLate"
     FROM loan WHERE snapshot_id = $1`,
    [snapshotId, asOf],
  );
  if (row.future * 2 > loans) throw asOfTooEarly(asOf, row.future, row.latest ?? '');
  const warnings: ImportWarning[] = [];
  if (row.future > 0) warnings.push(WARNINGS.futureDates(row.future, asOf));
  if (row.above > 0) warnings.push(WARNINGS.balanceAboveOriginal(row.above, row.aboveFen));
  if (row.unclassed > 0) {
    const { unclassed: count, unclassedFen, unclassedLate } = row;
    warnings.push(WARNINGS.classUnknown(count, unclassedFen, unclassedLate));
  }
  if (row.lag > 0) warnings.push(WARNINGS.classLag(row.lag, row.lagFen));
  if (row.foreign > 0) warnings.push(WARNINGS.foreignCurrency(row.foreign));
  return warnings;
}

const before = z.object({ id: z.int(), asOf: z.string(), balanceFen: z.int() });

/** Compares with the latest snapshot of an earlier day. */
async function checkAgainstLast(
  tx: Transaction,
  snapshotId: number,
  asOf: IsoDate,
  balanceFen: Fen,
): Promise<ImportWarning[]> {
  const [last] = await tx.rows(
    before,
    `SELECT id, as_of AS "asOf", balance_fen AS "balanceFen" FROM snapshot
     WHERE status = 'current' AND as_of < CAST($1 AS DATE) ORDER BY as_of DESC LIMIT 1`,
    [asOf],
  );
  if (last === undefined) return [];
  const warnings: ImportWarning[] = [];
  if (Math.abs(balanceFen - last.balanceFen) * 5 > Math.abs(last.balanceFen)) {
    warnings.push(WARNINGS.balanceChanged(last.balanceFen, balanceFen, last.asOf));
  }
  const vanished = await tx.one(
    countAmount,
    `SELECT count(*) AS "count", CAST(coalesce(sum(balance_fen), 0) AS BIGINT) AS "amountFen"
     FROM loan old WHERE snapshot_id = $1 AND balance_fen > 0 AND NOT EXISTS
       (SELECT 1 FROM loan new WHERE new.snapshot_id = $2 AND new.loan_id = old.loan_id)`,
    [last.id, snapshotId],
  );
  if (vanished.count > 0) {
    warnings.push(WARNINGS.loansVanished(vanished.count, vanished.amountFen, last.asOf));
  }
  const fell = await tx.one(
    countAmount,
    `SELECT count(*) AS "count", CAST(coalesce(sum(new.balance_fen), 0) AS BIGINT) AS "amountFen"
     FROM loan new JOIN loan old ON old.loan_id = new.loan_id
     WHERE new.snapshot_id = $1 AND old.snapshot_id = $2
       AND new.days_past_due < old.days_past_due AND new.balance_fen >= old.balance_fen
       AND coalesce(new.paid_this_period_fen, 0) = 0
       AND (new.last_paid_on IS NULL OR new.last_paid_on <= CAST($3 AS DATE))`,
    [snapshotId, last.id, last.asOf],
  );
  if (fell.count > 0) warnings.push(WARNINGS.dpdFell(fell.count, fell.amountFen, last.asOf));
  return warnings;
}

const unreadRow = z.object({ unread: z.string(), count: z.int() });
const unreadPairs = z.array(z.object({ field: z.string(), raw: z.string() }));

/** Words of code and flag columns that no list knows, by field. */
async function checkWords(tx: Transaction, snapshotId: number): Promise<ImportWarning[]> {
  const rows = await tx.rows(
    unreadRow,
    `SELECT unread, count(*) AS "count" FROM loan
     WHERE snapshot_id = $1 AND unread IS NOT NULL GROUP BY unread`,
    [snapshotId],
  );
  const counts = new Map<string, Map<string, number>>();
  for (const { unread, count } of rows) {
    for (const { field, raw } of unreadPairs.parse(JSON.parse(unread))) {
      const words = counts.get(field) ?? new Map<string, number>();
      counts.set(field, words.set(raw, (words.get(raw) ?? 0) + count));
    }
  }
  return [...counts].map(([field, words]) => {
    const sorted = [...words].sort((a, b) => b[1] - a[1]);
    const total = sorted.reduce((sum, [, count]) => sum + count, 0);
    return WARNINGS.unknownWords(
      field,
      total,
      sorted.slice(0, 5).map(([word]) => word),
    );
  });
}

function checkMonthOnly(plan: LoadPlan): ImportWarning[] {
  return plan.columns.flatMap(({ field, column }) => {
    if (field.kind !== 'date') return [];
    const samples = plan.layout.sample
      .map((cells) => plain(cells[column] ?? ''))
      .filter((cell) => /^[A-Za-z]{3}-\d{4}$/.test(cell));
    return samples.length === 0
      ? []
      : [WARNINGS.monthOnly(field.id, [...new Set(samples)].slice(0, 3))];
  });
}

/**
 * Everything that looks wrong about a snapshot that has just been loaded, before it is committed.
 * Refuses with 'as-of-too-early'.
 */
export async function checkSnapshot(
  tx: Transaction,
  plan: LoadPlan,
  snapshot: { id: number; asOf: IsoDate; totals: SnapshotTotals },
): Promise<ImportWarning[]> {
  const { id, asOf, totals } = snapshot;
  return [
    ...(await checkItself(tx, id, asOf, totals.loans)),
    ...(await checkAgainstLast(tx, id, asOf, totals.balanceFen)),
    ...(await checkWords(tx, id)),
    ...checkMonthOnly(plan),
  ];
}
