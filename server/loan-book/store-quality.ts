import { z } from 'zod';
import type { Reader, Warehouse } from '../warehouse/warehouse.ts';
import { importWarning } from './import-warnings.ts';
import { findBefore, measureQuality, type QualityFacts } from './measure-quality.ts';
import { pairRows } from './pair-rows.ts';
import { EXIT_RULES, findLine, QUALITY_RULES, type QualityScope } from './quality-lines.ts';

const snapshotRow = z.object({ id: z.int(), asOf: z.string(), warnings: z.string() });
type Snapshot = z.infer<typeof snapshotRow>;

/** Fields with words that were not known, as the load found them. */
const unknownWords = (warnings: string): string[] =>
  z
    .array(importWarning)
    .parse(JSON.parse(warnings))
    .flatMap(({ code, field }) => (code === 'unknown-words' && field ? [field] : []));

/**
 * Snapshot `id`, if its report is not there, is of older rules or compares with a snapshot that is no
 * longer the one before; and those of earlier days of which it is not known so what was silently gone,
 * because a report knows a return by that. The oldest first.
 */
async function findUnmade(reader: Reader, id: number): Promise<Snapshot[]> {
  return reader.rows(
    snapshotRow,
    `SELECT s.id, s.as_of AS "asOf", s.warnings FROM snapshot s
     WHERE (s.id = $1 OR (s.status = 'current'
         AND s.as_of < (SELECT as_of FROM snapshot WHERE id = $1)))
       AND NOT EXISTS (SELECT 1 FROM quality_report q
         WHERE q.snapshot_id = s.id
           AND CASE WHEN s.id = $1 THEN q.rules = ${QUALITY_RULES} AND q.facts <> ''
                 ELSE q.rules >= ${EXIT_RULES} END
           AND q.before_id IS NOT DISTINCT FROM (SELECT b.id FROM snapshot b
             WHERE b.status = 'current' AND b.as_of < s.as_of ORDER BY b.as_of DESC LIMIT 1))
     ORDER BY s.as_of, s.id`,
    [id],
  );
}

const gone = z.object({ loanId: z.string() });

/** The claims of the book before that are gone without a word. */
async function findExits(reader: Reader, scope: QualityScope): Promise<string[]> {
  const line = findLine('silent-exit');
  if (scope.before === null || line === undefined) return [];
  const rows = await reader.rows(
    gone,
    `SELECT loan_id AS "loanId" FROM ${pairRows(scope, 'claims-before')} WHERE ${line.where(scope)}`,
  );
  return rows.map(({ loanId }) => loanId);
}

async function store(
  warehouse: Warehouse,
  scope: QualityScope,
  facts: QualityFacts | null,
): Promise<void> {
  const { id, before } = scope;
  const exits = await findExits(warehouse, scope);
  await warehouse.write(async (tx) => {
    await tx.run('DELETE FROM quality_report WHERE snapshot_id = $1', [id]);
    await tx.run('DELETE FROM quality_exit WHERE snapshot_id = $1', [id]);
    await tx.run('INSERT INTO quality_report VALUES ($1, $2, $3, $4)', [
      id,
      before?.id ?? null,
      QUALITY_RULES,
      facts === null ? '' : JSON.stringify(facts),
    ]);
    // Never an INSERT of no rows: see `EmptyInsert`.
    if (exits.length === 0) return;
    await tx.run(`INSERT INTO quality_exit SELECT ${id}, unnest($1)`, [exits]);
  });
}

const said = z.object({ knowsPaid: z.boolean() });

/** Whether a book says of any claim what was paid on it, as a report of it would find. */
async function getKnowsPaid(reader: Reader, id: number): Promise<boolean> {
  const { knowsPaid } = await reader.one(
    said,
    `SELECT count(paid_this_period_fen) + count(paid_this_year_fen) > 0 AS "knowsPaid"
     FROM loan WHERE snapshot_id = $1 AND npl_state IS NOT NULL`,
    [id],
  );
  return knowsPaid;
}

const underWay = new WeakMap<Warehouse, Promise<void>>();

async function make(warehouse: Warehouse, id: number): Promise<void> {
  for (const snapshot of await findUnmade(warehouse, id)) {
    const before = await findBefore(warehouse, snapshot.asOf);
    const scope = { id: snapshot.id, asOf: snapshot.asOf, before };
    if (snapshot.id !== id) {
      const knowsPaid = await getKnowsPaid(warehouse, snapshot.id);
      await store(warehouse, { ...scope, knowsPaid }, null);
      continue;
    }
    const words = unknownWords(snapshot.warnings);
    const facts = await measureQuality(warehouse, scope, before, words);
    await store(warehouse, { ...scope, knowsPaid: facts.knowsPaid }, facts);
  }
}

/**
 * Makes the quality report of a snapshot where it is not there yet or no longer true, and of those
 * before it as much as it needs: what was silently gone. Called directly after a load, and whenever
 * a report is read: a snapshot never changes, so it does not matter when. Measured outside of any
 * write, one report at a time.
 */
export async function ensureQuality(warehouse: Warehouse, id: number): Promise<void> {
  const before = underWay.get(warehouse) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(() => make(warehouse, id));
  underWay.set(warehouse, mine);
  await mine;
}
