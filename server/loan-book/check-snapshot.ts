import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { countUnread } from './count-unread.ts';
import { type ImportWarning, WARNINGS } from './import-warnings.ts';
import { findBefore, type MeasuredLine, measureWarnings } from './measure-quality.ts';
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

const latestRow = z.object({ latest: z.string().nullable() });

/** Looks at the snapshot by itself. Refuses with 'as-of-too-early' when most rows are later. */
async function checkItself(
  tx: Transaction,
  snapshotId: number,
  asOf: IsoDate,
  { loans, counts }: { loans: number; counts: ReadonlyMap<string, MeasuredLine> },
): Promise<ImportWarning[]> {
  const of = (line: string) => counts.get(line) ?? { loans: 0, amountFen: 0 };
  const future = of('future-dates').loans;
  if (future * 2 > loans) {
    const { latest } = await tx.one(
      latestRow,
      `SELECT max(greatest(disbursed_on, last_paid_on, last_contact_on, defaulted_on)) AS "latest"
       FROM loan WHERE snapshot_id = $1`,
      [snapshotId],
    );
    throw asOfTooEarly(asOf, future, latest ?? '');
  }
  const warnings: ImportWarning[] = [];
  const above = of('balance-above-original');
  const unclassed = of('class-unknown');
  const lag = of('class-lag');
  const foreign = of('foreign-currency');
  if (future > 0) warnings.push(WARNINGS.futureDates(future, asOf));
  if (above.loans > 0) warnings.push(WARNINGS.balanceAboveOriginal(above.loans, above.amountFen));
  if (unclassed.loans > 0) {
    const late = of('unclassed-late').loans;
    warnings.push(WARNINGS.classUnknown(unclassed.loans, unclassed.amountFen, late));
  }
  if (lag.loans > 0) warnings.push(WARNINGS.classLag(lag.loans, lag.amountFen));
  if (foreign.loans > 0) warnings.push(WARNINGS.foreignCurrency(foreign.loans));
  return warnings;
}

/** Compares with the latest snapshot of an earlier day. */
function checkAgainstLast(
  balanceFen: Fen,
  last: { asOf: IsoDate; balanceFen: Fen },
  counts: ReadonlyMap<string, MeasuredLine>,
): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  if (Math.abs(balanceFen - last.balanceFen) * 5 > Math.abs(last.balanceFen)) {
    warnings.push(WARNINGS.balanceChanged(last.balanceFen, balanceFen, last.asOf));
  }
  const vanished = counts.get('loans-vanished');
  if (vanished && vanished.loans > 0) {
    warnings.push(WARNINGS.loansVanished(vanished.loans, vanished.amountFen, last.asOf));
  }
  const fell = counts.get('dpd-fell');
  if (fell && fell.loans > 0) {
    warnings.push(WARNINGS.dpdFell(fell.loans, fell.amountFen, last.asOf));
  }
  return warnings;
}

/** Words of code and flag columns that no list knows, by field. */
async function checkWords(tx: Transaction, snapshotId: number): Promise<ImportWarning[]> {
  const counts = await countUnread(tx, snapshotId);
  return [...counts].map(([field, words]) => {
    const sorted = [...words].sort((a, b) => b[1] - a[1]);
    const total = sorted.reduce((sum, [, count]) => sum + count, 0);
    const kind = CANONICAL_FIELDS.find(({ id }) => id === field)?.kind;
    const isWord = kind === 'code' || kind === 'flag';
    return WARNINGS[isWord ? 'unknownWords' : 'unreadCells'](
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
 * The quality report is made after (`store-quality.ts`). Refuses with 'as-of-too-early'.
 */
export async function checkSnapshot(
  tx: Transaction,
  plan: LoadPlan,
  snapshot: { id: number; asOf: IsoDate; totals: SnapshotTotals },
): Promise<ImportWarning[]> {
  const { id, asOf, totals } = snapshot;
  const before = await findBefore(tx, asOf);
  const counts = await measureWarnings(tx, { id, asOf }, before);
  return [
    ...(await checkItself(tx, id, asOf, { loans: totals.loans, counts })),
    ...(before === null ? [] : checkAgainstLast(totals.balanceFen, before, counts)),
    ...(await checkWords(tx, id)),
    ...checkMonthOnly(plan),
  ];
}
