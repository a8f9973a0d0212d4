import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Desk, openDesk } from '../../server/open-desk.ts';
import { importTestFile } from './import-test-file.ts';
import { clockOn } from './open-test-app.ts';

/** On disk, because the engine writes large inserts past its log there. */
let desk: Desk;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-large-'));
  desk = await openDesk(folder, clockOn('2026-11-23'));
});
afterAll(async () => {
  await desk.warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

const ROWS = 520_000;
const SEGMENT_BYTES = 8_000_000;

/** Row `i` has the balance i fen unless it is bad. Rows of about 60 bytes: three segments of more than a row group (122,880 rows) and a rest. */
function book(isBad: (i: number) => boolean) {
  let sum = 0;
  let bad = 0;
  const lines = ['借据号,机构,管户人,余额'];
  for (let i = 1; i <= ROWS; i++) {
    if (isBad(i)) bad++;
    else sum += i;
    const fen = String(i).padStart(3, '0');
    const balance = isBad(i) ? '不详额' : `${fen.slice(0, -2)}.${fen.slice(-2)}`;
    const surplus = i % 7000 === 0 ? ',,' : '';
    lines.push(
      `LOAN-${String(i).padStart(9, '0')},支行${i % 12},经理${i % 60},${balance}${surplus}`,
    );
  }
  return { text: `${lines.join('\n')}\n`, sum, bad };
}

const stored = z.object({ loans: z.int(), distinct: z.int(), sum: z.int() });

async function check(asOf: string, isBad: (i: number) => boolean) {
  const { text, sum, bad } = book(isBad);
  const result = await importTestFile(desk, text, { asOf, segmentBytes: SEGMENT_BYTES });
  expect(result.rows).toEqual({ read: ROWS, loaded: ROWS - bad, rejected: bad, skipped: 0 });
  expect(result.balanceFen).toBe(sum);
  const found = await desk.warehouse.one(
    stored,
    `SELECT count(*) AS "loans", count(DISTINCT loan_id) AS "distinct",
       CAST(sum(balance_fen) AS BIGINT) AS "sum" FROM loan WHERE snapshot_id = $1`,
    [result.snapshot.id],
  );
  expect(found).toEqual({ loans: ROWS - bad, distinct: ROWS - bad, sum });
}

describe('a file of several segments', { timeout: 300_000 }, () => {
  it('loses no row when each segment has a few bad ones', () =>
    check('2026-11-13', (i) => i % 5000 === 0));

  it('loses no row when a segment in the middle has no good one', () =>
    check('2026-11-20', (i) => i >= 130_000 && i < 420_000));
});
