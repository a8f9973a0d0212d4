import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeGb18030 } from '../../sample-data/encode-gb18030.ts';
import { Refusal } from '../../server/errors.ts';
import { getCleaning } from '../../server/loan-book/get-cleaning.ts';
import { importTestFile } from './import-test-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

/** More of them at night: RECOUP_MUTATIONS=2000. */
const RUNS = Number(process.env['RECOUP_MUTATIONS'] ?? 80);

const HEADER = [
  '借据号',
  '客户名称',
  '机构名称',
  '客户经理',
  '本金余额',
  '发放日期',
  '五级分类',
  '备注',
];
const ROWS = Array.from({ length: 40 }, (_, i) => [
  ...[`J${1000 + i}`, `借款人${i}`, `第${i % 3}支行`, `经理${i % 5}`, `"${i + 1},234.50"`],
  ...[
    i % 2 === 0 ? '2024-01-31' : '20240131',
    ['正常', '次级', '可疑'][i % 3] ?? '',
    `"注 ""${i}"""`,
  ],
]);

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
});
afterAll(() => test.close());

type Mutation = (bytes: Buffer) => Buffer;

const lines = (change: (list: string[]) => string[]): Mutation => {
  return (bytes) => Buffer.from(change(bytes.toString('latin1').split('\n')).join('\n'), 'latin1');
};
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const at = (share: number, size: number) => Math.floor(share * size);

const cut = place.map(
  (share): Mutation =>
    (bytes) =>
      bytes.subarray(0, at(share, bytes.length)),
);
const flipped = fc
  .array(fc.tuple(place, fc.integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 20 })
  .map(
    (flips): Mutation =>
      (bytes) => {
        const copy = Buffer.from(bytes);
        for (const [share, bit] of flips) {
          const index = at(share, copy.length);
          copy[index] = (copy[index] ?? 0) ^ (1 << bit);
        }
        return copy;
      },
  );
const injected = fc
  .array(
    fc.tuple(place, fc.constantFrom('"', '""', ',', '\n', '\r', '\0', '\t', ';', '\ufeff', '="')),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map(
    (inserts): Mutation =>
      (bytes) =>
        inserts.reduce((text, [share, piece]) => {
          const index = at(share, text.length);
          return Buffer.concat([text.subarray(0, index), Buffer.from(piece), text.subarray(index)]);
        }, bytes),
  );
const doubled = fc
  .array(place, { minLength: 1, maxLength: 4 })
  .map(
    (rows): Mutation =>
      lines((list) => [...list, ...rows.map((row) => list[at(row, list.length)] ?? '')]),
  );
const dropped = place.map(
  (row): Mutation => lines((list) => list.toSpliced(at(row, list.length), 1)),
);
const mutation = fc.oneof(cut, flipped, injected, doubled, dropped);

const file = fc.record({
  /** The columns in any order, some of them perhaps gone. */
  columns: fc.shuffledSubarray([...HEADER.keys()], { minLength: 5 }),
  encoding: fc.constantFrom('utf-8', 'gb18030', 'utf-16le'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  mutations: fc.array(mutation, { minLength: 1, maxLength: 3 }),
});

type Shape = typeof file extends fc.Arbitrary<infer Value> ? Value : never;

function bytesOf({ columns, encoding, lineEnd, mutations }: Shape): Buffer {
  const text = [HEADER, ...ROWS]
    .map((cells) => columns.map((column) => cells[column]).join(','))
    .join(lineEnd);
  const whole =
    encoding === 'gb18030'
      ? Buffer.from(encodeGb18030(text))
      : encoding === 'utf-16le'
        ? Buffer.from(`\ufeff${text}`, 'utf16le')
        : Buffer.from(text);
  return mutations.reduce<Buffer>((bytes, mutate) => mutate(bytes), whole);
}

const counts = z.object({
  snapshots: z.int(),
  loans: z.int(),
  rejects: z.int(),
  skipped: z.int(),
});
const countOf = (id: number) =>
  test.desk.warehouse.one(
    counts,
    `SELECT (SELECT count(*) FROM snapshot) AS snapshots,
       (SELECT count(*) FROM loan WHERE snapshot_id = ${id}) AS loans,
       (SELECT count(*) FROM reject WHERE snapshot_id = ${id}) AS rejects,
       (SELECT count(*) FROM skipped_row WHERE snapshot_id = ${id}) AS skipped`,
  );

describe('a file that was cut, flipped, shuffled, doubled or quoted', {
  timeout: 120_000 + RUNS * 1000,
}, () => {
  it('loads with every row and cell accounted for, or is refused with sentences and changes nothing', async () => {
    let loaded = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(file, async (shape) => {
        const before = await countOf(0);
        const bytes = bytesOf(shape);
        const outcome = await importTestFile(test.desk, bytes).catch((error: unknown) => error);
        if (outcome instanceof Refusal) {
          refused++;
          const { happened, kept, next } = outcome.says;
          for (const { zh, en } of [happened, kept, next]) {
            expect(zh).toMatch(/[\u4e00-\u9fff].*[。)]$/s);
            expect(en).toMatch(/[A-Za-z].*[.)]$/s);
          }
          expect(await countOf(0)).toEqual(before);
          return;
        }
        if (outcome instanceof Error) throw outcome;
        loaded++;
        const { snapshot, rows } = outcome as Awaited<ReturnType<typeof importTestFile>>;
        expect(rows.read).toBe(rows.loaded + rows.rejected + rows.skipped);
        expect(await countOf(snapshot.id)).toMatchObject({
          loans: rows.loaded,
          rejects: rows.rejected,
          skipped: rows.skipped,
        });
        const cleaning = await getCleaning(test.desk.warehouse, snapshot.id);
        expect(cleaning).toMatchObject({ rows: rows.loaded + rows.rejected, isWhole: true });
        for (const { plain, changed, empty, unread } of cleaning?.fields.values() ?? []) {
          expect(plain + changed + empty + unread).toBe(rows.loaded + rows.rejected);
          expect(Math.min(plain, changed, empty, unread)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: RUNS },
    );
    // A property that only ever met one of the two would hold nothing.
    expect(loaded).toBeGreaterThan(0);
    expect(refused).toBeGreaterThan(0);
  });
});
