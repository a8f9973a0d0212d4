import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../server/app.ts';
import { UsageError } from '../../server/cli/verb.ts';
import { VERBS } from '../../server/cli/verbs.ts';
import { sendTo } from '../../server/client/send.ts';
import { type Desk, openDesk } from '../../server/open-desk.ts';
import { importTestFile } from './import-test-file.ts';
import { clockOn } from './open-test-app.ts';

const BOOK = `借据号,机构名称,客户经理,本金余额,逾期天数,五级分类
J1,城关支行,李一,100.00,95,关注
J2,城关支行,李一,100.00,0,正常
`;

let folder: string;
let desk: Desk;
const open = async () => {
  desk = await openDesk(folder, clockOn('2026-11-23'));
};
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recoup-quality-'));
  await open();
});
afterAll(async () => {
  await desk.warehouse.close();
  rmSync(folder, { recursive: true });
});

const run = (...args: string[]) => {
  const verb = VERBS.find(({ name }) => name === 'quality');
  if (!verb) throw new Error('no verb quality');
  const send = sendTo(createApp(desk));
  return verb.run({ send, options: {}, args, progress: () => undefined });
};

describe('recoup quality', () => {
  it('asks for a loan book first', async () => {
    await expect(run()).rejects.toBeInstanceOf(UsageError);
  });

  it('answers the latest report, or that of a snapshot by its number', async () => {
    const { snapshot } = await importTestFile(desk, BOOK);
    const { json, lines } = await run();
    expect(json).toMatchObject({
      snapshotId: snapshot.id,
      open: 1,
      lines: expect.arrayContaining([
        expect.objectContaining({ id: 'class-lag', count: 1, amountFen: 10_000, isOpen: true }),
      ]),
    });
    expect(lines[0]).toContain('1 项要看');
    expect((await run(String(snapshot.id))).json).toEqual(json);
  });

  it('remembers after a restart who has looked', async () => {
    const path = '/api/loan-book/snapshots/1/quality/class-lag/notes';
    const response = await createApp(desk).request(`http://127.0.0.1:5180${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ by: '王敏' }),
    });
    expect(response.status).toBe(200);
    await desk.warehouse.close();
    await open();
    const { json, lines } = await run();
    expect(json).toMatchObject({
      open: 0,
      lines: expect.arrayContaining([expect.objectContaining({ id: 'class-lag', isOpen: false })]),
    });
    expect(lines.join('\n')).toContain('王敏 2026-11-23');
  });

  it('declines a snapshot that is not there', async () => {
    await expect(run('99')).rejects.toMatchObject({ code: 'snapshot-missing' });
  });
});
