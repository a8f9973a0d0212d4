import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { LoadDeps } from '../warehouse/room-deps.ts';
import { snapshotMissing } from './refuse-file.ts';

const stateRow = z.object({ id: z.int(), asOf: z.string(), status: z.string() });
const idRow = z.object({ id: z.int() });

function alreadyCurrent(id: number): Refusal {
  return new Refusal(
    'snapshot-current',
    409,
    {
      happened: {
        zh: `快照 ${id} 就是那一天现在有效的快照。`,
        en: `Snapshot ${id} is the current one of its day already.`,
      },
      kept: NOTHING_CHANGED,
      next: { zh: '请选一份被取代的快照来恢复。', en: 'Choose a superseded snapshot to restore.' },
    },
    { id },
  );
}

/**
 * Makes a superseded snapshot the current one of its day again; the one that was current is
 * superseded and stays readable. What the rooms downstream keep between snapshots is completed in
 * the same transaction (`LoadStep.restore`). Refuses with 'snapshot-missing' and 'snapshot-current'.
 */
export async function restoreSnapshot(
  { warehouse, clock, loadSteps }: LoadDeps,
  id: number,
  restoredBy: string | undefined,
): Promise<{ id: number; replaced: number }> {
  return warehouse.write(async (tx) => {
    const [found] = await tx.rows(
      stateRow,
      'SELECT id, as_of AS "asOf", status FROM snapshot WHERE id = $1',
      [id],
    );
    if (found === undefined) throw snapshotMissing(id);
    if (found.status === 'current') throw alreadyCurrent(id);
    const { asOf } = found;
    const current = await tx.one(
      idRow,
      `SELECT id FROM snapshot WHERE status = 'current' AND as_of = CAST($1 AS DATE)`,
      [asOf],
    );
    await tx.run(`UPDATE snapshot SET status = 'superseded' WHERE id = $1`, [current.id]);
    await tx.run(`UPDATE snapshot SET status = 'current' WHERE id = $1`, [id]);
    await tx.run('INSERT INTO restoration VALUES ($1, $2, $3, CAST($4 AS TIMESTAMP))', [
      id,
      current.id,
      restoredBy ?? null,
      clock.now(),
    ]);
    for (const step of loadSteps) await step.restore?.(tx, { id, asOf });
    return { id, replaced: current.id };
  });
}
