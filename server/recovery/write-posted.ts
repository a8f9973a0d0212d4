import { z } from 'zod';
import type { Transaction } from '../warehouse/warehouse.ts';
import { bookOf, sidesOf, type WrittenPair } from './pair-sides.ts';

const listedState = (side: 'a' | 'b') =>
  `CASE WHEN ${side}.loan_id IS NULL THEN 'absent' ELSE coalesce(${side}.npl_state, 'performing') END`;

/**
 * Puts the ledger's lines within the days of a pair beside its movements: what was posted on each
 * that moved, and every loan that was posted on, as both books have it. What was there is replaced.
 */
export async function postPair(tx: Transaction, pair: WrittenPair): Promise<void> {
  const { fromId, toId, fromOn, toOn } = pair;
  const lines = `
    SELECT loan_id, CAST(coalesce(sum(principal_fen) FILTER (WHERE book_side = 'on'), 0) AS BIGINT)
             AS posted_fen
    FROM posting WHERE posted_on > CAST('${fromOn}' AS DATE) AND posted_on <= CAST('${toOn}' AS DATE)
    GROUP BY loan_id`;
  const among = `l.loan_id IN (SELECT loan_id FROM posting
    WHERE posted_on > CAST('${fromOn}' AS DATE) AND posted_on <= CAST('${toOn}' AS DATE))`;
  await tx.run('DELETE FROM posted_loan WHERE from_id = $1 AND to_id = $2', [fromId, toId]);
  await tx.run(
    `INSERT INTO posted_loan
     SELECT s.*, x.posted_fen,
            EXISTS (SELECT 1 FROM movement m
                    WHERE m.from_id = $1 AND m.to_id = $2 AND m.loan_id = s.loan_id)
     FROM (SELECT ${sidesOf(listedState, 'a.paid_this_period_fen')}
           FROM ${bookOf('$1', among)} b
           FULL JOIN ${bookOf('$2', among)} a ON a.loan_id = b.loan_id) s
     JOIN (${lines}) x ON x.loan_id = s.loan_id`,
    [fromId, toId],
  );
  await tx.run(
    `UPDATE movement SET posted_fen = x.posted_fen
     FROM posted_loan x
     WHERE movement.from_id = $1 AND movement.to_id = $2 AND x.from_id = $1 AND x.to_id = $2
       AND x.loan_id = movement.loan_id`,
    [fromId, toId],
  );
}

const written = z.object({
  fromId: z.int(),
  toId: z.int(),
  fromOn: z.string(),
  toOn: z.string(),
});

/** Does so for every written pair, of superseded snapshots too, that a posting file speaks of. */
export async function postFile(tx: Transaction, fileId: number): Promise<void> {
  const pairs = await tx.rows(
    written,
    `SELECT w.from_id AS "fromId", w.to_id AS "toId", f.as_of AS "fromOn", t.as_of AS "toOn"
     FROM posting_file x
     JOIN movement_pair w ON TRUE
     JOIN snapshot f ON f.id = w.from_id AND f.as_of < x.last_on
     JOIN snapshot t ON t.id = w.to_id AND t.as_of >= x.first_on
     WHERE x.file_id = $1`,
    [fileId],
  );
  for (const pair of pairs) await postPair(tx, pair);
}
