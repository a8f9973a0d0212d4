import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CellCounts, cellRow } from '../../server/loan-book/count-cells.ts';
import { buildLoadSql } from '../../server/loan-book/load-sql.ts';
import { openFile } from '../../server/loan-book/open-file.ts';
import { RecordScanner, type TypedRows } from '../../server/loan-book/scan-records.ts';
import { RowTyper } from '../../server/loan-book/type-rows.ts';
import { withText } from '../../server/loan-book/unpack-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await openTestApp();
});
afterAll(() => test.close());

const [TYPED, CLEANED] = [900_001, 900_002];
const anyRow = z.record(z.string(), z.unknown());
const CHUNK = 777;

interface Book {
  header: readonly string[];
  /** A good row's cells before the ones that are tried. */
  good(row: number): readonly string[];
  /** Raw cells, quotes and all: one list a row. */
  tried: readonly (readonly string[])[];
  delimiter?: string;
  lineEnd?: string;
}

/** Every row as one text, the first twenty good so that the layout is found. */
function textOf({ header, good, tried, delimiter = ',', lineEnd = '\n' }: Book): string {
  const spare = header.map(() => '');
  const rows = [...Array.from({ length: 20 }, () => spare), ...tried].map((cells, row) =>
    [...good(row), ...cells].slice(0, header.length).join(delimiter),
  );
  return `${[header.join(delimiter), ...rows].join(lineEnd)}${lineEnd}`;
}

/**
 * Loads a book both ways: the rows that `RowTyper` takes by their types, and all rows by the full
 * cleaning SQL. Answers how many were taken and those of them that the full rules read otherwise.
 */
async function compare(book: Book) {
  const { incoming } = test.desk.warehouse;
  const path = join(incoming, 'book.csv');
  const text = Buffer.from(textOf(book));
  writeFileSync(path, text);
  const request = { path, fileName: 'book.csv', asOf: '2026-11-20', dateOrder: 'dmy' as const };
  const { warehouse } = test.desk;
  const { plan } = await withText(warehouse, request, (text) => openFile(warehouse, request, text));
  const { delimiter, width, headerIndex } = plan.layout;
  expect(width).toBe(book.header.length);

  async function scan(typed?: TypedRows): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    const scanner = new RecordScanner({
      delimiter,
      width,
      headerIndex,
      segmentBytes: 1_000_000_000,
      async onSegment({ bytes }) {
        parts.push(bytes);
      },
      ...(typed ? { typed } : {}),
    });
    for (let at = 0; at < text.length; at += CHUNK) {
      await scanner.push(text.subarray(at, at + CHUNK));
    }
    await scanner.end();
    return Buffer.concat(parts);
  }
  let taken = 0;
  const parts: Uint8Array[] = [];
  const writer = new RowTyper(plan);
  await scan({
    writer,
    async onRows(bytes, rows) {
      taken += rows;
      parts.push(new Uint8Array(bytes));
    },
  });
  const [typedPath, cleanedPath] = [join(incoming, 'typed.csv'), join(incoming, 'cleaned.csv')];
  writeFileSync(typedPath, Buffer.concat(parts));
  writeFileSync(cleanedPath, await scan());
  const columns = plan.columns.map((column) => ({ ...column, isPlain: false }));
  const sql = buildLoadSql({ ...plan, columns });
  const undo = new Error('undo');
  let differing: unknown[] = [];
  const usual = writer.counted();
  expect(usual.rows).toBe(taken);
  const [counted, expected] = [new CellCounts(plan), new CellCounts(plan)];
  counted.addUsual(usual.rows, usual.cells);
  await test.desk.warehouse
    .write(async (tx) => {
      expect(await tx.load(buildLoadSql(plan).insertTyped(typedPath, TYPED))).toBe(taken);
      await tx.load(sql.insert(cleanedPath, CLEANED, { parallel: false, trusting: false }));
      const rows = (id: number) =>
        `SELECT * EXCLUDE (snapshot_id) FROM loan WHERE snapshot_id = ${id}`;
      differing = await tx.rows(
        anyRow,
        `${rows(TYPED)} EXCEPT ${rows(CLEANED)} ORDER BY row_no LIMIT 5`,
      );
      // The cells of the rows that were taken, as the full rules see them.
      await tx.run(`DELETE FROM loan WHERE snapshot_id = ${CLEANED}`);
      expected.add(taken, await tx.rows(cellRow, sql.cells(cleanedPath, TYPED)));
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  for (const file of [path, typedPath, cleanedPath]) rmSync(file);
  const states = (counts: CellCounts) =>
    counts.result().map(({ field, plain, changed, empty, unread }) => ({
      ...{ field, plain, changed, empty, unread },
    }));
  expect(states(counted)).toEqual(states(expected));
  return { taken, differing };
}

const REQUIRED = ['借据号', '机构', '管户人', '贷款余额(元)'] as const;
const good = (row: number) => [`R${row}`, '城关', '李', '1.00'];
const sample = (cell: fc.Arbitrary<string>, count = 3000) =>
  fc.sample(cell, { numRuns: count, seed: 17 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const maybeQuoted = (cell: fc.Arbitrary<string>) =>
  fc
    .tuple(cell, fc.integer({ min: 0, max: 3 }))
    .map(([text, way]) => (way === 0 ? quoted(text) : text.replaceAll(',', '')));
/** Up to `most` of the texts in `list`, which `|` separates, one after the other. */
const parts = (most: number, list: string) =>
  fc
    .array(fc.constantFrom(...list.split('|')), { minLength: 0, maxLength: most })
    .map((found) => found.join(''));

const digits = (most: number) => parts(most, '0|1|2|3|4|5|6|7|8|9');
const of = (list: string) => fc.constantFrom(...list.split('|'));
const joined = (...texts: fc.Arbitrary<string>[]) =>
  fc.tuple(...texts).map((found) => found.join(''));

const AMOUNTS = fc.oneof(
  joined(of('|-|+| '), digits(13), of('|.'), digits(4), of('||| |  ')),
  fc
    .integer({ min: -1e14, max: 1e14 })
    .map((fen) => (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })),
  parts(5, '1|23|456|,|,000|.|.00|-|e|E3|_|元|万|¥|（|)| |　|０|-|无'),
);
const TIMES = parts(5, ' |T|1|00|:|:00|:5|12:30|:30|Z|AM|+08:00|.5');
const DATES = fc.oneof(
  joined(
    of('1899|1900|1901|1999|2000|2024|2100|2199|2200|2999|9999|24|0001'),
    of('-|/||.|年'),
    of('0|00|01|1|02|2|04|9|10|11|12|13'),
    of('-|/||.|月'),
    of('0|00|01|1|8|08|28|29|30|31|32|001'),
    of('||| |日| 00:00:00|0|T| T|  '),
  ),
  joined(of('2024-02-29|20240229|2024/2/29| 2024-02-29'), TIMES),
  parts(6, '20|24|01|1|-|/|.| |45000|Mar|0'),
);
const WORDS = parts(
  3,
  '次级|正常|可疑|损失|关注|类|1|2|01|(|逾期| |　|是|否|Y|n|无|-|pass|PASS|农户贷款|信用卡',
);
const TEXTS = parts(
  3,
  "张|三| |　|\u00a0|\u2003|\ufeff|-|--|—|/|\\N|null|NULL|N/A|(null)|#N/A|é|か|、|\t|a|𠮷|\u0085|\u200b|'",
);
const IDENTIFIERS = parts(
  4,
  "HT|0|001|7|e|E|+|.|6.21E+18|6.21E18|5e7|null|N/A|n|-|/|\\N| |'|`|=|\t|　|０|张|计|total|To|TAL|#|(|_",
);
const IDS = fc.oneof(IDENTIFIERS, joined(digits(8), of('19|20|18|'), digits(11), of('X|x||Y')));

const one = (header: string, cell: fc.Arbitrary<string>, atLeast: number) =>
  [header, maybeQuoted(cell), atLeast] as const;

describe('a row that is taken by its types has the values that the full rules give it', () => {
  it.each([
    one('贷款金额', AMOUNTS, 300),
    one('贷款金额(千元)', AMOUNTS, 300),
    one('贷款金额(万元)', AMOUNTS, 300),
    one('贷款金额(亿元)', AMOUNTS, 300),
    one('发放日期', DATES, 200),
    one('逾期天数', AMOUNTS, 150),
    one('五级分类', WORDS, 300),
    one('产品名称', WORDS, 300),
    one('是否死亡', WORDS, 300),
    one('客户名称', TEXTS, 300),
    one('证件号码', IDS, 300),
    one('币种', of('CNY|USD|usd|156|人民币||RMB| CNY'), 300),
    one('本行自有备注', TEXTS, 300),
  ])('in a column %s', async (header, cell, atLeast) => {
    const tried = sample(cell).map((text) => [text]);
    const { taken, differing } = await compare({ header: [...REQUIRED, header], good, tried });
    expect(differing).toEqual([]);
    expect(taken).toBeGreaterThan(atLeast + 20);
  });

  it('in the columns that every row needs', async () => {
    const usually = (usual: string, cell: fc.Arbitrary<string>) =>
      fc.oneof({ arbitrary: fc.constant(usual), weight: 2 }, maybeQuoted(cell));
    const tried = fc.sample(
      fc.tuple(
        usually('A1', IDENTIFIERS),
        usually('城关', TEXTS),
        usually('李', TEXTS),
        usually('1.50', AMOUNTS),
      ),
      { numRuns: 4000, seed: 5 },
    );
    const first = (row: number) => (row < 20 ? good(row) : []);
    const { taken, differing } = await compare({ header: REQUIRED, good: first, tried });
    expect(differing).toEqual([]);
    expect(taken).toBeGreaterThan(1000);
    expect(taken).toBeLessThan(3500);
  });

  it('whatever follows from several cells: class floor, non-performing, year of birth', async () => {
    const cells = fc.sample(
      fc.tuple(
        fc.constantFrom(
          '0',
          '1',
          '90',
          '91',
          '120',
          '121',
          '180',
          '181',
          '270',
          '271',
          '360',
          '361',
          '',
        ),
        fc.constantFrom('正常', '关注', '次级', '可疑', '损失', ''),
        fc.constantFrom('信用卡', '农户贷款', ''),
        fc.constantFrom('0.00', '5.00', ''),
        fc.constantFrom('510000199001010011', '51000019900101001X', '12', ''),
      ),
      { numRuns: 3000, seed: 3 },
    );
    const { taken, differing } = await compare({
      header: [...REQUIRED, '逾期天数', '五级分类', '产品名称', '表内欠息', '证件号码'],
      good: (row) => [`R${row}`, '城关', '李', row % 3 === 0 ? '0.00' : '7.50'],
      tried: cells,
    });
    expect(differing).toEqual([]);
    expect(taken).toBeGreaterThan(2900);
  });

  it.each([
    ['\t', '\r\n'],
    [';', '\n'],
    ['|', '\r\n'],
  ])('between %j with lines that end in %j', async (delimiter, lineEnd) => {
    const tried = sample(AMOUNTS).map((text) => [text.replaceAll(/[\t;|"]/g, '')]);
    const header = [...REQUIRED, '贷款金额'];
    const { taken, differing } = await compare({ header, good, tried, delimiter, lineEnd });
    expect(differing).toEqual([]);
    expect(taken).toBeGreaterThan(500);
  });

  it('among rows with quotes, breaks, NULs and too many or too few cells', async () => {
    const cell = parts(4, 'a|"|""|"x"|\n|\r\n|\r|\0|,|,,|1|张|"a,b"|"a\nb"| |　');
    const tried = sample(cell, 6000).map((text) => [text]);
    const { taken, differing } = await compare({ header: [...REQUIRED, '客户名称'], good, tried });
    expect(differing).toEqual([]);
    expect(taken).toBeGreaterThan(100);
  });
});
