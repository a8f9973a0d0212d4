import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { Transaction, Warehouse } from '../warehouse/warehouse.ts';
import { getBank } from './get-bank.ts';
import { SAMPLE_SOURCE } from './sample-source.ts';

const KEPT_TABLES = ['migration', 'desk_setting'];

async function refuseOwnData(tx: Transaction): Promise<void> {
  const { own } = await tx.one(
    z.object({ own: z.int() }),
    'SELECT count(*) AS own FROM snapshot WHERE source_name <> $1',
    [SAMPLE_SOURCE],
  );
  if ((await getBank(tx)) === 'sample' && own === 0) return;
  throw new Refusal('not-the-sample', 409, {
    happened: {
      zh: '这里有本行导入的数据,不能按示范银行清空。',
      en: "This desk holds a bank's own data, so it is not cleared as the sample bank.",
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '本行数据不会被清空;要重新开始,请用 RECOUP_DATA 指定新的数据目录后再启动。',
      en: "A bank's own data is never cleared; to start afresh, name a new folder with RECOUP_DATA.",
    },
  });
}

/** {@link clearSample} inside a transaction that goes on to do more, such as a load. */
export async function clearSampleIn(tx: Transaction): Promise<void> {
  await refuseOwnData(tx);
  const tables = await tx.rows(
    z.object({ name: z.string() }),
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'main' AND table_type = 'BASE TABLE'`,
  );
  for (const { name } of tables) {
    if (!KEPT_TABLES.includes(name)) await tx.run(`DELETE FROM "${name}"`);
  }
  await tx.run(`UPDATE desk_setting SET value = 'own' WHERE key = 'bank'`);
}

/**
 * Empties a desk that holds the sample bank and nothing else, so that a bank can start with its
 * own file. Refuses with 'not-the-sample' once anything of the bank's own has been loaded.
 */
export async function clearSample(warehouse: Warehouse): Promise<void> {
  await warehouse.write(clearSampleIn);
}
