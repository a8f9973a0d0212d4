import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
let asked = 0;

beforeAll(async () => {
  test = await openTestApp();
  const { rows } = test.desk.warehouse;
  test.desk.warehouse.rows = (...question) => {
    asked += 1;
    return rows(...question);
  };
});
afterAll(() => test.close());

async function targets(): Promise<{ questions: number; answer: unknown }> {
  const before = asked;
  const answer = await (await test.request('/api/quotas/targets?year=2027')).json();
  return { questions: asked - before, answer };
}

describe('answers are remembered', () => {
  it('so that the same question asks the database once, until what it reads is written', async () => {
    const first = await targets();
    const second = await targets();
    expect(first.questions).toBeGreaterThan(0);
    expect(second).toEqual({ questions: 0, answer: first.answer });

    const body = JSON.stringify({ year: 2027, amountFen: 12_000_000_000 });
    const headers = { 'content-type': 'application/json' };
    await test.request('/api/quotas/targets', { method: 'PUT', body, headers });
    const third = await targets();
    expect(third.questions).toBeGreaterThan(0);
    expect(third.answer).toMatchObject([{ year: 2027, amountFen: 12_000_000_000 }]);
  });

  it('apart for every query string, and refusals never', async () => {
    const other = await test.request('/api/quotas/targets?year=2028');
    expect(await other.json()).toEqual([]);
    const before = asked;
    expect((await test.request('/api/triage/matrix')).status).toBe(404);
    const once = asked;
    expect((await test.request('/api/triage/matrix')).status).toBe(404);
    expect(asked - once).toBe(once - before);
  });
});
