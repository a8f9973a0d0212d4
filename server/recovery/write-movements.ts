import { z } from 'zod';
import type { LoadStep } from '../warehouse/room-deps.ts';
import type { Reader, Transaction, Warehouse } from '../warehouse/warehouse.ts';
import { getPairs } from './get-pairs.ts';
import { bookOf, sidesOf, type WrittenPair } from './pair-sides.ts';
import { postPair } from './write-posted.ts';

/** A loan that is listed once more with nothing left on it has left as much as one that is gone. */
const STATE = (side: 'a' | 'b') =>
  `CASE WHEN ${side}.loan_id IS NULL OR (${side}.balance_fen = 0 AND ${side}.npl_state IS NULL)
    THEN 'absent' ELSE coalesce(${side}.npl_state, 'performing') END`;

/**
 * What the book says was paid on the claim between its two snapshots: the growth of 本年收回 where
 * both know it, else 本期收回. NULL when neither is known.
 */
const PAID = `CASE
    WHEN a.paid_this_year_fen IS NOT NULL AND b.paid_this_year_fen IS NOT NULL AND $3
      THEN a.paid_this_year_fen - b.paid_this_year_fen
    ELSE a.paid_this_period_fen END`;

/** Nothing of the claims that moved says how: then it is for the whole later book to say. */
const SAYS_PAYMENT = '(last_paid_on IS NOT NULL OR decrease_reason IS NOT NULL)';

/**
 * Writes the movements of one pair of snapshots. Kept: claims non-performing or off book on either
 * side whose balance, state or holder changed, that the book says paid, or whose days past due
 * fell.
 */
async function writePair(tx: Transaction, pair: WrittenPair): Promise<void> {
  const sameYear = pair.fromOn.slice(0, 4) === pair.toOn.slice(0, 4);
  await tx.run(
    `INSERT INTO movement
     SELECT * FROM (
       SELECT ${sidesOf(STATE, PAID)}, CAST(0 AS BIGINT) AS posted_fen
       FROM ${bookOf('$1')} b
       FULL JOIN ${bookOf('$2')} a ON a.loan_id = b.loan_id
       WHERE a.npl_state IS NOT NULL OR b.npl_state IS NOT NULL
     ) m
     WHERE before_state <> after_state OR before_fen <> after_fen
        OR before_branch IS DISTINCT FROM after_branch
        OR before_officer IS DISTINCT FROM after_officer
        OR coalesce(paid_fen, 0) <> 0 OR after_days < before_days`,
    [pair.fromId, pair.toId, sameYear],
  );
  await tx.run(
    `INSERT INTO new_claim
     SELECT c.*, m.from_id
     FROM claim c JOIN movement m ON m.loan_id = c.loan_id
     WHERE c.snapshot_id = $2 AND m.from_id = $1 AND m.to_id = $2
       AND m.after_state = 'on_book' AND m.before_state <> 'on_book'`,
    [pair.fromId, pair.toId],
  );
  await tx.run(
    `INSERT INTO movement_pair (from_id, to_id, knows_paid, has_fall, says_payment)
     SELECT CAST($1 AS BIGINT), CAST($2 AS BIGINT), coalesce(m.knows_paid, FALSE),
            coalesce(m.has_fall, FALSE), coalesce(m.says_payment, FALSE) OR c.says_payment
     FROM (SELECT bool_or(paid_fen IS NOT NULL) AS knows_paid,
                  bool_or(before_fen > after_fen) AS has_fall, bool_or(${SAYS_PAYMENT}) AS says_payment
           FROM movement WHERE from_id = $1 AND to_id = $2) m,
          (SELECT count(*) > 0 AS says_payment FROM claim
           WHERE snapshot_id = $2 AND ${SAYS_PAYMENT}) c`,
    [pair.fromId, pair.toId],
  );
  await postPair(tx, pair);
}

const neighbour = z.object({ id: z.int(), asOf: z.string() });

async function nextTo(
  reader: Reader,
  asOf: string,
  side: 'before' | 'after',
): Promise<z.infer<typeof neighbour> | undefined> {
  const [sign, order] = side === 'before' ? ['<', 'DESC'] : ['>', 'ASC'];
  const [found] = await reader.rows(
    neighbour,
    `SELECT id, as_of AS "asOf" FROM snapshot
     WHERE status = 'current' AND as_of ${sign} CAST($1 AS DATE)
     ORDER BY as_of ${order} LIMIT 1`,
    [asOf],
  );
  return found;
}

const isWrittenRow = z.object({ isWritten: z.boolean() });

/** Writes a pair once: snapshots never change, so neither do the movements between two of them. */
async function ensurePair(tx: Transaction, pair: WrittenPair): Promise<void> {
  const { isWritten } = await tx.one(
    isWrittenRow,
    `SELECT count(*) > 0 AS "isWritten" FROM movement_pair WHERE from_id = $1 AND to_id = $2`,
    [pair.fromId, pair.toId],
  );
  if (!isWritten) await writePair(tx, pair);
}

const writeAround: LoadStep['run'] = async (tx, { id, asOf }) => {
  const before = await nextTo(tx, asOf, 'before');
  const after = await nextTo(tx, asOf, 'after');
  if (before) {
    await ensurePair(tx, { fromId: before.id, fromOn: before.asOf, toId: id, toOn: asOf });
  }
  if (after) {
    await ensurePair(tx, { fromId: id, fromOn: asOf, toId: after.id, toOn: after.asOf });
  }
};

/**
 * Writes, in the load of a snapshot, its movements against the snapshot before it and those of the
 * snapshot after it (when an older or corrected book is loaded), and what of these is missing when
 * a superseded snapshot is restored. Pairs of superseded snapshots stay and are simply not asked
 * for.
 */
export const movementStep: LoadStep = {
  name: 'movements',
  run: writeAround,
  restore: writeAround,
};

/**
 * Writes what the pairs of current snapshots still lack, a pair a transaction; nothing when all are
 * there. After an upgrade that is every pair: `tell` hears how many are done of how many.
 */
export async function ensureMovements(
  warehouse: Warehouse,
  tell: (done: number, of: number) => void = () => undefined,
): Promise<void> {
  const missing = (await getPairs(warehouse)).filter((pair) => !pair.isWritten);
  for (const [done, pair] of missing.entries()) {
    tell(done, missing.length);
    await warehouse.write((tx) => ensurePair(tx, pair));
  }
}
