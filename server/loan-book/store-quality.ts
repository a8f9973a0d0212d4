import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader, Warehouse } from '../warehouse/warehouse.ts';
import { importWarning } from './import-warnings.ts';
import { findBefore, measureQuality, type QualityFacts } from './measure-quality.ts';
import { pairRows } from './pair-rows.ts';
import { findLine, QUALITY_RULES, type QualityScope } from './quality-lines.ts';

const snapshotRow = z.object({ id: z.int(), asOf: z.string(), warnings: z.string() });
type Snapshot = z.infer<typeof snapshotRow>;

/** Fields with words that were not known, as the load found them. */
const unknownWords = (warnings: string): string[] =>
  z
    .array(importWarning)
    .parse(JSON.parse(warnings))
    .flatMap(({ code, field }) => (code === 'unknown-words' && field ? [field] : []));

/**
 * Snapshots up to that day, and `id` itself, whose report is not there, is of older rules or
 * compares with a snapshot that is no longer the one before; the oldest first, because a report
 * knows a return by the exits that earlier ones found.
 */
async function findUnmade(reader: Reader, id: number): Promise<Snapshot[]> {
  return reader.rows(
    snapshotRow,
    `SELECT s.id, s.as_of AS "asOf", s.warnings FROM snapshot s
     WHERE (s.id = $1 OR (s.status = 'current'
         AND s.as_of < (SELECT as_of FROM snapshot WHERE id = $1)))
       AND NOT EXISTS (SELECT 1 FROM quality_report q
         WHERE q.snapshot_id = s.id AND q.rules = ${QUALITY_RULES}
           AND q.before_id IS NOT DISTINCT FROM (SELECT b.id FROM snapshot b
             WHERE b.status = 'current' AND b.as_of < s.as_of ORDER BY b.as_of DESC LIMIT 1))
     ORDER BY s.as_of, s.id`,
    [id],
  );
}

async function store(
  warehouse: Warehouse,
  { id, asOf }: Snapshot,
  before: QualityScope['before'],
  facts: QualityFacts,
): Promise<void> {
  const exits = facts.lines.find((line) => line.id === 'silent-exit')?.loans ?? 0;
  const line = findLine('silent-exit');
  const scope = { id, asOf, before, knowsPaid: facts.knowsPaid };
  await warehouse.write(async (tx) => {
    await tx.run('DELETE FROM quality_report WHERE snapshot_id = $1', [id]);
    await tx.run('DELETE FROM quality_exit WHERE snapshot_id = $1', [id]);
    await tx.run('INSERT INTO quality_report VALUES ($1, $2, $3, $4)', [
      id,
      before?.id ?? null,
      QUALITY_RULES,
      JSON.stringify(facts),
    ]);
    // Never an INSERT of no rows: see `EmptyInsert`.
    if (exits === 0 || line === undefined) return;
    await tx.run(
      `INSERT INTO quality_exit SELECT ${id}, loan_id FROM ${pairRows(scope)} WHERE ${line.where(scope)}`,
    );
  });
}

const underWay = new WeakMap<Warehouse, Promise<void>>();

async function make(warehouse: Warehouse, id: number): Promise<void> {
  for (const snapshot of await findUnmade(warehouse, id)) {
    const day: IsoDate = snapshot.asOf;
    const before = await findBefore(warehouse, day);
    const words = unknownWords(snapshot.warnings);
    await store(
      warehouse,
      snapshot,
      before,
      await measureQuality(warehouse, snapshot, before, words),
    );
  }
}

/**
 * Makes the quality report of a snapshot, and of those before it, where it is not there yet or no
 * longer true. Called directly after a load, and whenever a report is read: a snapshot never
 * changes, so it does not matter when. Measured outside of any write, one report at a time.
 */
export async function ensureQuality(warehouse: Warehouse, id: number): Promise<void> {
  const before = underWay.get(warehouse) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(() => make(warehouse, id));
  underWay.set(warehouse, mine);
  await mine;
}
