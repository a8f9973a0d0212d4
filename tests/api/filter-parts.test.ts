import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateBank } from '../../sample-data/generate-bank.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { COLUMNS, NOT_GIVEN } from '../../server/triage/loan-filter.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const KEYS = Object.keys(COLUMNS);
const ofPath = (path: string, key: string, values: readonly string[]) =>
  values.reduce(
    (own, value) => `${own}${own.includes('?') ? '&' : '?'}${key}=${encodeURIComponent(value)}`,
    path,
  );

// Three of the books: one four weeks before the last, so that rates and standstill are known.
const bank = generateBank({ loans: 200 });
const books = bank.files.filter((file) => file.kind === 'loan-book');
const loaded = [books.at(-5), books.at(-2), books.at(-1)];

let test: TestApp;
/** What the books hold of each key, the most frequent among claims first. */
const values = new Map<string, readonly string[]>();

beforeAll(async () => {
  test = await openTestApp();
  for (const { kind, name, bytes } of bank.files) {
    if (kind === 'postings') await loadSide(test.desk, kind, bytes(), { fileName: name });
  }
  for (const book of loaded) {
    if (book?.asOf === undefined) throw new Error('no such book');
    const path = join(test.desk.warehouse.incoming, 'book.csv');
    await writeFile(path, book.bytes());
    await importLoanBook(test.desk, { path, fileName: book.name, asOf: book.asOf });
  }
  for (const [key, column] of Object.entries(COLUMNS)) {
    const rows = await test.desk.warehouse.rows(
      z.object({ value: z.string() }),
      `SELECT ${column} AS value
       FROM loan l LEFT JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
       WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY count(l.npl_state) DESC, 1`,
    );
    values.set(
      key,
      rows.map(({ value }) => value),
    );
  }
}, 120_000);
afterAll(() => test.close());

async function ask<Answer>(path: string, schema: z.ZodType<Answer>): Promise<Answer> {
  const answer = await test.request(path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return schema.parse(await answer.json());
}

const loans = z.object({ loans: z.int() });
const sumOf = <Row>(rows: readonly Row[], of: (row: Row) => number) =>
  rows.reduce((sum, row) => sum + of(row), 0);

/** Figures of an answer that claims add to once each, by what they are of. */
const FIGURES: readonly (readonly [string, (path: string) => Promise<Record<string, number>>])[] = [
  [
    'recovery/bridge',
    async (path) => {
      const term = z.object({ term: z.string(), fen: z.int() });
      const bridge = z.object({
        ...{ openingFen: z.int(), closingFen: z.int(), differenceFen: z.literal(0) },
        bars: z.array(term),
      });
      const { openingFen, closingFen, bars } = await ask(path, bridge);
      // What moves from one value to another is in neither's other bars.
      const own = bars.filter((bar) => bar.term !== 'scope');
      return {
        ...{ openingFen, closingFen },
        ...Object.fromEntries(own.map((bar) => [bar.term, bar.fen])),
      };
    },
  ],
  [
    'recovery/outcomes/loans?by=default_type',
    async (path) => {
      const { total, baseFen } = await ask(path, z.object({ total: z.int(), baseFen: z.int() }));
      return { cases: total, baseFen };
    },
  ],
  [
    'recovery/transitions?kind=class',
    async (path) => {
      const { total, worse } = await ask(path, z.object({ total: loans, worse: loans }));
      return { loans: total.loans, worse: worse.loans };
    },
  ],
  [
    'recovery/dormancy?weeks=4',
    async (path) => {
      const row = loans.extend({ dormantLoans: z.int() });
      const { rows } = await ask(path, z.object({ rows: z.array(row) }));
      return {
        loans: sumOf(rows, (one) => one.loans),
        dormant: sumOf(rows, (one) => one.dormantLoans),
      };
    },
  ],
  [
    'recovery/concentration',
    async (path) => {
      const { pool } = await ask(path, z.object({ pool: loans }));
      return { loans: pool.loans };
    },
  ],
  [
    'triage/evidence',
    async (path) => {
      const found = await ask(path, z.object({ loans: z.int(), undetermined: loans }));
      return { loans: found.loans, undetermined: found.undetermined.loans };
    },
  ],
];

describe('the values of a key and what is not given', () => {
  it.each(
    FIGURES.flatMap(([question, figures]) => KEYS.map((key) => [key, question, figures] as const)),
  )('%s: add to all of %s', async (key, question, figures) => {
    const path = `/api/${question}`;
    const all = await figures(path);
    expect(Object.values(all).some((figure) => figure !== 0)).toBe(true);
    const added: Record<string, number> = {};
    // In two parts: the first value, and whatever else.
    const [first = '', ...others] = values.get(key) ?? [];
    for (const some of [[first], [...others, NOT_GIVEN]]) {
      for (const [name, figure] of Object.entries(await figures(ofPath(path, key, some)))) {
        added[name] = (added[name] ?? 0) + figure;
      }
    }
    const names = new Set([...Object.keys(all), ...Object.keys(added)]);
    for (const name of names) expect(added[name] ?? 0, name).toBe(all[name] ?? 0);
  });
});
