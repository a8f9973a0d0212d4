import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
});
afterAll(() => test.close());

describe('the local door', () => {
  it('answers a request of this machine', async () => {
    const response = await test.request('/api/health');
    expect(await response.json()).toEqual({ ok: true, today: '2026-11-23' });
  });

  it.each(['evil.example', '10.0.0.5:5180', '127.0.0.1.evil.example', ''])(
    'refuses the foreign Host %j with a sentence in both languages',
    async (host) => {
      const response = await test.request('/api/health', { headers: { host } });
      expect(response.status).toBe(403);
      const problem = await response.json();
      expect(problem.code).toBe('foreign-origin');
      expect(problem.says.happened.zh).not.toBe('');
      expect(problem.says.next.en).not.toBe('');
    },
  );

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:9999'])(
    'refuses the foreign Origin %s',
    async (origin) => {
      const response = await test.request('/api/health', { headers: { origin } });
      expect(response.status).toBe(403);
    },
  );

  it('answers an unknown address with problem details, not with a page', async () => {
    const response = await test.request('/api/nothing-here');
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
  });

  it('describes itself as OpenAPI 3.1', async () => {
    const document = await (await test.request('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/health');
  });
});
