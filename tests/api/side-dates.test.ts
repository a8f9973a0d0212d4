import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { uploadBytes } from '../../server/client/load-file.ts';
import { ask, jsonBody, sendTo } from '../../server/client/send.ts';
import type { Refusal } from '../../server/errors.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

const ledger = (...days: string[]) =>
  `流水号,借据号,入账日期,收回本金\n${days.map((day, i) => `P${day}-${i},L1,${day},10.00`).join('\n')}\n`;
const load = (text: string, options = {}) => loadSide(test.desk, 'postings', text, options);
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable(),
    (error: Refusal) => error,
  );
const days = async () =>
  (
    await test.desk.warehouse.rows(
      z.object({ day: z.string() }),
      'SELECT posted_on AS day FROM posting ORDER BY posted_on',
    )
  ).map(({ day }) => day);

describe('day and month of a file beside the loan book', () => {
  it('are asked for where nothing tells, nothing stored, then remembered with the source', async () => {
    const asked = await refusal(load(ledger('3/4/2026')));
    expect(asked.code).toBe('date-order-ambiguous');
    expect(await days()).toEqual([]);
    expect(await load(ledger('3/4/2026'), { dateOrder: 'dmy' })).toMatchObject({ rowsLoaded: 1 });
    expect(await load(ledger('5/6/2026'))).toMatchObject({ rowsLoaded: 1, rowsRejected: 0 });
    expect(await days()).toEqual(['2026-04-03', '2026-06-05']);
  });

  it('are what the file itself proves; last time’s order against it is refused by name', async () => {
    await load(ledger('3/4/2026', '13/4/2026'));
    expect(await days()).toEqual(['2026-04-03', '2026-04-13']);
    const error = await refusal(load(ledger('4/30/2026')));
    expect(error.code).toBe('date-order-contradicted');
    expect(error.says.happened.zh).toContain('4/30/2026');
    expect(await days()).toHaveLength(2);
  });

  it('read the other way make another file, not a repeat', async () => {
    const first = await load(ledger('3/4/2026'), { dateOrder: 'dmy' });
    const second = await load(ledger('3/4/2026'), { dateOrder: 'dmy' });
    expect(second).toMatchObject({ id: first.id, isRepeat: true });
    const other = await load(ledger('3/4/2026'), { dateOrder: 'mdy' });
    expect(other.id).not.toBe(first.id);
  });

  it('are said before the load by a look at the file, of its own date columns only', async () => {
    const send = sendTo(test.app);
    const uploadId = await uploadBytes(send, '流水.csv', Buffer.from(ledger('3/4/2026')));
    const body = jsonBody('POST', { kind: 'postings' });
    const seen = z.object({ dateOrder: z.string(), savedDateOrder: z.null() });
    const looked = await ask(send, seen, `/api/side-files/uploads/${uploadId}/inspect`, body);
    expect(looked.dateOrder).toBe('ambiguous');
  });
});
