import { z } from 'zod';
import { daysBetween, type IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { pairRows } from './pair-rows.ts';
import {
  amountOf,
  BALANCE_CHANGE,
  GROUP_LINES,
  type GroupLine,
  groupsSql,
  LOAN_LINES,
  PAIR_LINES,
  type QualityLine,
  type QualityScope,
  unknownWordsLine,
  WARNING_LINES,
} from './quality-lines.ts';

const measured = z.object({ id: z.string(), loans: z.int(), amountFen: z.int() });
/** How many loans a line found, and the sum of its amount over them in fen. */
export type MeasuredLine = z.infer<typeof measured>;

/** What a report keeps; `tables.ts` says where. Loans and fen. */
export const qualityFacts = z.object({
  lines: z.array(measured),
  knowsPaid: z.boolean(),
  /** Loans in all, and those non-performing or off book. */
  loans: z.int(),
  claims: z.int(),
  /** By field id: loans of which it is known, and among the claims. */
  known: z.record(z.string(), z.object({ loans: z.int(), claims: z.int() })),
  /** Balances by branch in both snapshots; empty when there is none before. */
  branches: z.array(z.object({ branch: z.string(), beforeFen: z.int(), afterFen: z.int() })),
});
export type QualityFacts = z.infer<typeof qualityFacts>;

const MAX_SAFE = Number.MAX_SAFE_INTEGER;
const numbers = z.record(z.string(), z.int());

async function count(
  reader: Reader,
  from: string,
  lines: readonly QualityLine[],
  scope: QualityScope,
): Promise<MeasuredLine[]> {
  if (lines.length === 0) return [];
  // Each condition is worked out once, in the inner SELECT: it is both counted and summed.
  const inner = lines.map(
    (line, i) => `(${line.where(scope)}) AS w${i}, ${amountOf(line)} AS a${i}`,
  );
  const outer = lines.map(
    (_, i) => `count(*) FILTER (WHERE w${i}) AS "n${i}",
      CAST(greatest(least(coalesce(sum(a${i}) FILTER (WHERE w${i}), 0), ${MAX_SAFE}), -${MAX_SAFE}) AS BIGINT) AS "a${i}"`,
  );
  const row = await reader.one(
    numbers,
    `SELECT ${outer.join(',\n')} FROM (SELECT ${inner.join(',\n')} FROM ${from}) m`,
  );
  return lines.map(({ id }, i) => ({
    id,
    loans: row[`n${i}`] ?? 0,
    amountFen: row[`a${i}`] ?? 0,
  }));
}

async function countGroups(
  reader: Reader,
  snapshotId: number,
  { id, group }: GroupLine,
): Promise<MeasuredLine> {
  const row = await reader.one(
    z.object({ loans: z.int(), amountFen: z.int() }),
    `SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS "loans",
       CAST(coalesce(sum(fen), 0) AS BIGINT) AS "amountFen"
     FROM (SELECT count(*) AS n, sum(balance_fen) AS fen ${groupsSql(group, snapshotId)}) g`,
  );
  return { id, ...row };
}

async function countKnown(reader: Reader, id: number) {
  const columns = CANONICAL_FIELDS.map(({ column }, i) => `count(${column}) AS "k${i}"`).join(', ');
  const of = (where: string) =>
    reader.one(
      numbers,
      `SELECT count(*) AS "all", ${columns} FROM loan WHERE snapshot_id = $1 ${where}`,
      [id],
    );
  const loans = await of('');
  const claims = await of('AND npl_state IS NOT NULL');
  const known = Object.fromEntries(
    CANONICAL_FIELDS.map((field, i) => [
      field.id,
      { loans: loans[`k${i}`] ?? 0, claims: claims[`k${i}`] ?? 0 },
    ]),
  );
  return { loans: loans['all'] ?? 0, claims: claims['all'] ?? 0, known };
}

const branchRow = z.object({ branch: z.string(), beforeFen: z.int(), afterFen: z.int() });

const sumsByBranch = (reader: Reader, id: number, beforeId: number) =>
  reader.rows(
    branchRow,
    `SELECT branch,
       CAST(coalesce(sum(balance_fen) FILTER (WHERE snapshot_id = $1), 0) AS BIGINT) AS "beforeFen",
       CAST(coalesce(sum(balance_fen) FILTER (WHERE snapshot_id = $2), 0) AS BIGINT) AS "afterFen"
     FROM loan WHERE snapshot_id IN ($1, $2) GROUP BY branch ORDER BY branch`,
    [beforeId, id],
  );

const beforeRow = z.object({ id: z.int(), asOf: z.string(), balanceFen: z.int() });

/** The latest current snapshot of an earlier day. */
export async function findBefore(reader: Reader, asOf: IsoDate) {
  const [last] = await reader.rows(
    beforeRow,
    `SELECT id, as_of AS "asOf", balance_fen AS "balanceFen" FROM snapshot
     WHERE status = 'current' AND as_of < CAST($1 AS DATE) ORDER BY as_of DESC LIMIT 1`,
    [asOf],
  );
  return last === undefined ? null : { ...last, days: daysBetween(last.asOf, asOf) };
}

const loansOf = (id: number) => `(SELECT * FROM loan WHERE snapshot_id = ${id}) l`;

/**
 * What the import's warnings are made from, by line: little enough to be counted within every load.
 * Reports have lines of the same ids.
 */
export async function measureWarnings(
  reader: Reader,
  snapshot: { id: number; asOf: IsoDate },
  before: QualityScope['before'],
): Promise<ReadonlyMap<string, MeasuredLine>> {
  const scope = { ...snapshot, before, knowsPaid: false };
  const own = WARNING_LINES.filter(({ over }) => over === 'loan');
  const found = await count(reader, loansOf(snapshot.id), own, scope);
  if (before !== null) {
    const pairs = WARNING_LINES.filter(({ over }) => over === 'pair');
    found.push(...(await count(reader, pairRows(scope), pairs, scope)));
  }
  return new Map(found.map((line) => [line.id, line]));
}

/**
 * Measures a snapshot by itself and against the one before it: a few aggregates over columns, two
 * groupings by borrower, one join of the two snapshots.
 */
export async function measureQuality(
  reader: Reader,
  snapshot: { id: number; asOf: IsoDate },
  before: QualityScope['before'],
  unknownWords: readonly string[],
): Promise<QualityFacts> {
  const completeness = await countKnown(reader, snapshot.id);
  const { known } = completeness;
  const has = (field: string) => (known[field]?.loans ?? 0) > 0;
  const knowsPaid = ['paid_this_period', 'paid_this_year'].some(
    (field) => (known[field]?.claims ?? 0) > 0,
  );
  const scope: QualityScope = { ...snapshot, before, knowsPaid };
  const own = [...LOAN_LINES, ...unknownWords.map(unknownWordsLine)];
  const lines = await count(reader, loansOf(snapshot.id), own, scope);
  for (const line of GROUP_LINES) {
    const isThere = has(line.group.key) && has(line.group.other);
    if (isThere) lines.push(await countGroups(reader, snapshot.id, line));
  }
  if (before !== null) {
    lines.push(...(await count(reader, pairRows(scope), [...PAIR_LINES, BALANCE_CHANGE], scope)));
  }
  const branches = before === null ? [] : await sumsByBranch(reader, snapshot.id, before.id);
  return { ...completeness, knowsPaid, lines, branches };
}
