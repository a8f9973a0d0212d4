import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openTestApp, type TestApp } from './open-test-app.ts';

const BOOK = `示范农商银行贷款台账,,,,,,
单位:万元,,数据日期:2026年11月20日,,,,
借据号,客户名称,机构名称,客户经理,本金余额,发放日期,逾期天数,五级分类,备注
J001,甲,城关支行,李一,12.3456,2024-01-31,95,关注,x
,,,,,,,,
J002,乙,城关支行,李一,"1,234.5",20240131,0,正常类,=1+1
J003,丙,城北支行,钱二,1.23456789,2024/1/31,十,五级-可疑,-2.5
合计,,,,1248,,,,
`;

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
});
afterAll(() => test.close());

async function send(method: string, path: string, body?: string | object) {
  const isJson = typeof body === 'object';
  const response = await test.request(`/api/loan-book${path}`, {
    method,
    ...(body === undefined
      ? {}
      : isJson
        ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
        : { body }),
  });
  return { status: response.status, body: await response.json() };
}

const upload = async (text: string, name = '台账.csv') =>
  z
    .object({ uploadId: z.string(), sha256: z.string(), byteSize: z.int() })
    .parse((await send('PUT', `/uploads?fileName=${encodeURIComponent(name)}`, text)).body);

async function finish(importId: string) {
  for (;;) {
    const { body } = await send('GET', `/imports/${importId}`);
    if (body.result || body.problem) return body;
    await new Promise((go) => setTimeout(go, 20));
  }
}

async function importBook(text: string, choices: object = {}) {
  const { uploadId } = await upload(text);
  const { body } = await send('POST', '/imports', { uploadId, asOf: '2026-11-20', ...choices });
  return finish(body.importId);
}

describe('uploading and looking', () => {
  it('stores the bytes and answers their hash and size', async () => {
    const answer = await upload('a,b\n');
    expect(answer.byteSize).toBe(4);
    expect(answer.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shows encoding, unit, stated day, samples and a field for every column it knows', async () => {
    const { uploadId } = await upload(BOOK);
    const { body } = await send('POST', `/uploads/${uploadId}/inspect`, {});
    expect(body).toMatchObject({
      encoding: { used: 'utf-8', detected: 'utf-8', sure: true },
      delimiter: ',',
      unit: 'wan',
      unitStated: true,
      statedDay: '2026-11-20',
      headerIndex: 2,
      missing: [],
    });
    expect(body.columns[4]).toMatchObject({ name: '本金余额', field: 'balance', source: 'header' });
    expect(body.columns[8]).toMatchObject({ name: '备注', field: null });
  });

  it('matches records that the browser has cut, before the file is sent', async () => {
    const records = [
      ['借据号', '贷款余额(万元)', '支行'],
      ['J1', '5', '城关'],
    ];
    const { body } = await send('POST', '/layouts', { records });
    expect(body.columns.map((column: { field: string }) => column.field)).toEqual([
      'loan_id',
      'balance',
      'branch',
    ]);
    expect(body.columns[1].unit).toBe('wan');
    expect(body.missing).toEqual(['officer']);
  });

  it('answers an unknown upload and an unknown import with a sentence', async () => {
    const none = '00000000-0000-0000-0000-000000000000';
    expect((await send('POST', `/uploads/${none}/inspect`, {})).body.code).toBe('upload-missing');
    expect((await send('GET', `/imports/${none}`)).body.says.happened.zh).toContain('找不到');
    expect((await send('GET', '/snapshots/99')).body.code).toBe('snapshot-missing');
  });
});

describe('an import in the background', () => {
  it('ends with the result, and the snapshot, its rejects and skipped rows can be read', async () => {
    const { result, state } = await importBook(BOOK);
    expect(state).toBe('done');
    expect(result.rows).toEqual({ read: 7, loaded: 2, rejected: 1, skipped: 4 });
    expect(result.balanceFen).toBe(1_246_845_600);
    const { id } = result.snapshot;
    const { body: list } = await send('GET', '/snapshots');
    expect(list[0]).toMatchObject({ id, asOf: '2026-11-20', status: 'current', unit: 'wan' });
    const { body: detail } = await send('GET', `/snapshots/${id}`);
    expect(detail.unmapped).toEqual(['备注']);
    expect(detail.fileTotalFen).toBe(1_248_000_000);
    expect(detail.warnings.map((one: { code: string }) => one.code)).toEqual([
      'total-differs',
      'class-lag',
    ]);
    const { body: rejects } = await send('GET', `/snapshots/${id}/rejects`);
    expect(rejects.total).toBe(1);
    expect(rejects.rows[0].lineNo).toBe(7);
    expect(rejects.rows[0].raw).toBe(
      'J003,丙,城北支行,钱二,1.23456789,2024/1/31,十,五级-可疑,-2.5',
    );
    expect(rejects.rows[0].reasons.map((one: { code: string }) => one.code)).toEqual([
      'amount-too-fine',
      'integer-unreadable',
    ]);
    const { body: skipped } = await send('GET', `/snapshots/${id}/skipped`);
    expect(skipped.rows.map((row: { kind: string }) => row.kind)).toEqual([
      'title',
      'title',
      'blank',
      'total',
    ]);
  });

  it('gives the rejects as a CSV that Excel opens and runs no formula of', async () => {
    const { result } = await importBook(BOOK.replace('1.23456789', '=HYPERLINK(1)'));
    const response = await test.request(
      `/api/loan-book/snapshots/${result.snapshot.id}/rejects.csv?language=en`,
    );
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain("'=HYPERLINK(1)");
    expect(text).toContain(',-2.5');
    expect(text).toContain('is not an amount');
  });

  it('reports a refusal with its sentences, and changes nothing', async () => {
    const before = (await send('GET', '/snapshots')).body.length;
    const { problem, state } = await importBook('a,b\n1,2\n');
    expect(state).toBe('failed');
    expect(problem.code).toBe('column-missing');
    expect(problem.says.happened.zh).toContain('本金余额');
    expect((await send('GET', '/snapshots')).body.length).toBe(before);
  });

  it('can be cancelled, and leaves nothing', async () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => `C${i},城关,李一,${i}.00`);
    const before = (await send('GET', '/snapshots')).body.length;
    const { uploadId } = await upload(`借据号,机构,管户人,余额\n${rows.join('\n')}\n`);
    const { body } = await send('POST', '/imports', { uploadId, asOf: '2026-11-19' });
    for (;;) {
      const { stage } = (await send('GET', `/imports/${body.importId}`)).body;
      if (stage === 'loading') break;
      await new Promise((go) => setTimeout(go, 2));
    }
    await send('DELETE', `/imports/${body.importId}`);
    const ended = await finish(body.importId);
    expect(ended.state).toBe('cancelled');
    expect(ended.problem.says.happened.zh).toContain('取消');
    expect((await send('GET', '/snapshots')).body.length).toBe(before);
  });

  it('lists running and recent imports, newest first', async () => {
    const { body } = await send('GET', '/imports');
    expect(body[0].state).toBe('cancelled');
    expect(body.length).toBeGreaterThan(2);
  });
});
