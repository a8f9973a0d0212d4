import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { LoadStep } from '../warehouse/room-deps.ts';
import type { Transaction, Warehouse } from '../warehouse/warehouse.ts';
import { getBooks, getWatched, pathOf, type Watched } from './get-watched.ts';
import { watchedPairs } from './roll-pairs.ts';
import { LABELS, passageRows } from './transition-rows.ts';

async function writeSums(
  tx: Transaction,
  { from, to }: { from: SnapshotRef; to: SnapshotRef },
  books: readonly SnapshotRef[],
): Promise<void> {
  const path = pathOf(books, from, to);
  const table = books.map(({ id, asOf }) => `(CAST(${id} AS BIGINT), CAST('${asOf}' AS DATE))`);
  const listed = `(SELECT * FROM (VALUES ${table.join(', ')}) v(id, as_of))`;
  const { sql, binds } = passageRows({ from, to }, {}, { books: listed });
  const keys = [...LABELS, 'row_class', 'row_days', 'col_class', 'col_days', 'exit'].join(', ');
  await tx.run(
    `INSERT INTO transition_sum
     WITH ${sql}, known AS (
       SELECT ${keys}, CASE WHEN exit = 'gone' THEN loan_id END AS loan_id,
              CASE WHEN exit = 'gone' THEN exit_fen END AS exit_fen, before_fen, after_fen
       FROM passage
     )
     SELECT $1, $2, ${keys}, loan_id, exit_fen, count(*), CAST(sum(before_fen) AS BIGINT),
            CAST(sum(after_fen) AS BIGINT)
     FROM known GROUP BY ${keys}, loan_id, exit_fen`,
    binds,
  );
  await tx.run('INSERT INTO transition_pair VALUES ($1, $2, $3)', [from.id, to.id, path]);
}

async function drop(tx: Transaction, { fromId, toId }: Watched): Promise<void> {
  for (const table of ['transition_pair', 'transition_sum']) {
    await tx.run(`DELETE FROM ${table} WHERE from_id = $1 AND to_id = $2`, [fromId, toId]);
  }
}

const keyOf = ({ fromId, toId, path }: Watched) => `${fromId} ${toId} ${path}`;

/** What is written of `books` and no longer true, and what is missing. */
function compare(books: readonly SnapshotRef[], written: readonly Watched[]) {
  const wanted = watchedPairs(books).map((pair) => ({
    pair,
    key: keyOf({
      fromId: pair.from.id,
      toId: pair.to.id,
      path: pathOf(books, pair.from, pair.to),
    }),
  }));
  const keys = new Set(wanted.map(({ key }) => key));
  const have = new Set(written.map(keyOf));
  return {
    stale: written.filter((one) => !keys.has(keyOf(one))),
    missing: wanted.filter(({ key }) => !have.has(key)).map(({ pair }) => pair),
  };
}

const writeAround: LoadStep['run'] = async (tx, { id, asOf }) => {
  const others = (await getBooks(tx)).filter((book) => book.asOf !== asOf);
  const books = [...others, { id, asOf }].sort((a, b) => (a.asOf < b.asOf ? -1 : 1));
  const { stale, missing } = compare(books, await getWatched(tx));
  for (const pair of stale) await drop(tx, pair);
  for (const pair of missing) await writeSums(tx, pair, books);
};

/**
 * Adds up, in the load of a snapshot, where the claims of earlier books stand in it, and does again
 * what an older, corrected or restored book changes. What is no longer asked for is dropped.
 */
export const transitionStep: LoadStep = {
  name: 'movements',
  run: writeAround,
  restore: writeAround,
};

/** The same for every book there is, two books a transaction; nothing when all is there. */
export async function ensureTransitions(
  warehouse: Warehouse,
  tell: (done: number, of: number) => void,
): Promise<void> {
  const books = await getBooks(warehouse);
  const { missing } = compare(books, await getWatched(warehouse));
  for (const [done, pair] of missing.entries()) {
    tell(done, missing.length);
    await warehouse.write(async (tx) => {
      await drop(tx, { fromId: pair.from.id, toId: pair.to.id, path: '' });
      await writeSums(tx, pair, books);
    });
  }
}
