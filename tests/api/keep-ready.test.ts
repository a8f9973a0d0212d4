import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateBank } from '../../sample-data/generate-bank.ts';
import { createApp } from '../../server/app.ts';
import { type KeptReady, keepReady } from '../../server/keep-ready.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { pageQuestions } from '../../server/page-questions.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const BOOKS = 3;
const BRANCH = '城关支行';
const QUESTIONS = pageQuestions('2026-11-23', [BRANCH]);
const bank = generateBank({ loans: 200 });
const books = bank.files.filter((file) => file.kind === 'loan-book').slice(-BOOKS);

let test: TestApp;
let ready: KeptReady;
let reads = 0;

async function load(book: (typeof books)[number] | undefined) {
  if (book?.asOf === undefined) throw new Error('no such book');
  const path = join(test.desk.warehouse.incoming, 'book.csv');
  await writeFile(path, book.bytes());
  await importLoanBook(test.desk, { path, fileName: book.name, asOf: book.asOf });
}

beforeAll(async () => {
  test = await openTestApp();
  for (const { kind, name, bytes } of bank.files) {
    if (kind === 'postings') await loadSide(test.desk, kind, bytes(), { fileName: name });
  }
  for (const book of books.slice(0, -1)) await load(book);
  const { warehouse } = test.desk;
  const { rows } = warehouse;
  warehouse.rows = (...question) => {
    reads += 1;
    return rows(...question);
  };
  warehouse.one = async (...question) => {
    reads += 1;
    const [row] = await rows(...question);
    if (row === undefined) throw new Error('expected one row');
    return row;
  };
  ready = keepReady(test.app, test.desk, 0);
  await ready.settled();
}, 120_000);
afterAll(async () => {
  await ready.stop();
  await test.close();
});

const ask = async (path: string) =>
  ready.fetch(new Request(`http://127.0.0.1:5180${path}`)) as Promise<Response>;
async function post(path: string, body: unknown, method = 'POST') {
  const headers = { 'content-type': 'application/json' };
  const answer = await test.request(path, { method, body: JSON.stringify(body), headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

async function readsOf(paths: readonly string[]): Promise<number> {
  const before = reads;
  for (const path of paths) await (await ask(path)).text();
  return reads - before;
}

/** Every page's answer made anew by the writer's own connection, where nothing is remembered. */
const madeAnew = (paths: readonly string[]) =>
  test.desk.warehouse.write(async ({ rows, one }) => {
    const app = createApp({ ...test.desk, warehouse: { ...test.desk.warehouse, rows, one } });
    const answers: string[] = [];
    for (const path of paths) {
      answers.push(await (await app.request(`http://127.0.0.1:5180${path}`)).text());
    }
    return answers;
  });

/** Without the order of lists, which some answers leave to the page. */
function unordered(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((one) => JSON.stringify(unordered(one))).sort();
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unordered(one)]));
}
const contentOf = (body: string | undefined) => unordered(JSON.parse(body ?? ''));

const WRITES: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    'an alert that somebody looked at',
    () => post('/api/recovery/alerts/idle-officer/notes', { by: '王', note: '已核' }),
  ],
  ['the bank’s name', () => post('/api/desk/name', { name: '示范农商行' }, 'PUT')],
  [
    'a plan, drafted and published',
    async () => {
      const draft = await post('/api/quotas/plans', { year: 2026, targetFen: 3_000_000_000 });
      const { id } = (await draft.json()) as { id: number };
      await post(`/api/quotas/plans/${id}/publish`, {});
    },
  ],
  ['another loan book', () => load(books.at(-1))],
];

describe('the answers of pages are made before somebody asks', () => {
  it('so that opening a page reads nothing', async () => {
    expect(await readsOf(QUESTIONS)).toBe(0);
  });

  it.each(WRITES)('and anew after a write: %s', async (_, write) => {
    await write();
    await ready.settled();
    expect(await readsOf(QUESTIONS)).toBe(0);
    const kept: string[] = [];
    for (const path of QUESTIONS) kept.push(await (await ask(path)).text());
    const anew = await madeAnew(QUESTIONS);
    for (const [place, path] of QUESTIONS.entries()) {
      expect(contentOf(kept[place]), path).toEqual(contentOf(anew[place]));
    }
  });

  it('and what was asked once is made again, whatever its filter', async () => {
    const path = '/api/recovery/bridge?product=mortgage';
    expect(await readsOf([path])).toBeGreaterThan(0);
    await post('/api/quotas/targets', { year: 2026, amountFen: 1_000_000_000 }, 'PUT');
    await ready.settled();
    expect(await readsOf([path])).toBe(0);
  });
});

describe('a write', () => {
  it('leaves what was read of other tables remembered', async () => {
    expect(await readsOf(QUESTIONS)).toBe(0);
    await post('/api/desk/name', { name: '另一家银行' }, 'PUT');
    expect(await readsOf(QUESTIONS)).toBe(0);
  });
});

describe('a desk that stops', () => {
  it('makes no more ready, and closes when the question under way is answered', async () => {
    await post('/api/quotas/targets', { year: 2026, amountFen: 2_000_000_000 }, 'PUT');
    await ready.stop();
    const answered = reads;
    await ready.settled();
    await post('/api/quotas/targets', { year: 2026, amountFen: 3_000_000_000 }, 'PUT');
    await ready.settled();
    expect(reads).toBe(answered);
  });
});
