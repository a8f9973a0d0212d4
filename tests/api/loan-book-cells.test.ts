import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { generateBank } from '../../sample-data/generate-bank.ts';
import { cleanIdentifier, cleanPlainIdentifier } from '../../server/loan-book/clean-sql.ts';
import { joinCells } from '../../server/loan-book/split-cells.ts';
import { DATE_FORMS, DATE_FORMS_MDY } from '../date-forms.ts';
import { importTestFile } from './import-test-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
let month = 0;
beforeAll(async () => {
  test = await openTestApp();
});
afterAll(() => test.close());

const anyRow = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const FIELD = { reasons: z.string(), rowNo: z.int() };

/** Loads one column of cells beside good rows; answers each cell's stored value, or its reason. */
async function readColumn(header: string, column: string, cells: readonly string[], options = {}) {
  const asOf = `${2020 + Math.floor(month / 12)}-${String((month++ % 12) + 1).padStart(2, '0')}-28`;
  const rows = cells.map((cell, i) => joinCells([`R${i}`, '城关', '李', '1', cell], ','));
  const text = `借据号,机构,管户人,贷款余额(元),${header}\n${['GOOD,城关,李,1,', ...rows].join('\n')}\n`;
  const { snapshot } = await importTestFile(test.desk, text, { asOf, ...options });
  const loaded = await test.desk.warehouse.rows(
    anyRow,
    `SELECT row_no AS "rowNo", ${column} AS "value" FROM loan WHERE snapshot_id = $1`,
    [snapshot.id],
  );
  const refused = await test.desk.warehouse.rows(
    z.object(FIELD),
    `SELECT row_no AS "rowNo", reasons FROM reject WHERE snapshot_id = $1`,
    [snapshot.id],
  );
  return cells.map((_, i) => {
    const row = loaded.find(({ rowNo }) => rowNo === i + 2);
    if (row) return row['value'];
    const reasons = refused.find(({ rowNo }) => rowNo === i + 2)?.reasons ?? '[]';
    return JSON.parse(reasons)[0]?.code;
  });
}

const table = async (
  header: string,
  column: string,
  expected: Readonly<Record<string, unknown>>,
  options = {},
) => {
  const cells = Object.keys(expected);
  const values = await readColumn(header, column, cells, options);
  expect(Object.fromEntries(cells.map((cell, i) => [cell, values[i]]))).toEqual(expected);
};

describe('amounts become whole fen, exactly', () => {
  it('in 元', () =>
    table('贷款金额', 'principal_original_fen', {
      '1234.56': 123_456,
      '0': 0,
      '0.1': 10,
      '007.10': 710,
      '-5': -500,
      '1,234.56': 123_456,
      '1,234': 123_400,
      '￥1,234.56': 123_456,
      '¥12': 1200,
      '1234.56元': 123_456,
      '12.35万': 12_350_000,
      '12.35万元': 12_350_000,
      '1.5亿': 15_000_000_000,
      '(1,234.56)': -123_456,
      '（12）': -1200,
      '１２３．５': 12_350,
      ' 12 ': 1200,
      '12.340': 1234,
      '999999999999.99': 99_999_999_999_999,
      '12.30000': 1230,
      '+7': 700,
      '90071992547409.91': 'amount-too-large',
      '': null,
      '-': null,
      '—': null,
      无: null,
      'N/A': null,
      '1e3': 'amount-unreadable',
      '1_000': 'amount-unreadable',
      '12.345': 'amount-too-fine',
      '1,23': 'amount-unreadable',
      '1.234,56': 'amount-unreadable',
      很多: 'amount-unreadable',
      '12.3.4': 'amount-unreadable',
      'NaN%': 'amount-unreadable',
      '0x10': 'amount-unreadable',
    }));

  it('in 万元, where the sixth decimal is one fen', () =>
    table('贷款金额(万元)', 'principal_original_fen', {
      '12.345678': 12_345_678,
      '1,234.5': 1_234_500_000,
      '0.000001': 1,
      '-0.000001': -1,
      '5000000': 5_000_000_000_000,
      '9999999.999999': 9_999_999_999_999,
      '3': 3_000_000,
      '12.3456789': 'amount-too-fine',
      '12.34567800': 12_345_678,
      '500元': 50_000,
      '(2)': -2_000_000,
    }));

  it('in 千元 and 亿元', async () => {
    await table('贷款金额(千元)', 'principal_original_fen', { '1.23456': 123_456, '2': 200_000 });
    await table('贷款金额(亿元)', 'principal_original_fen', { '1.0000000001': 10_000_000_001 });
  });

  it('whatever the amount, written with or without grouping', async () => {
    const amounts = fc.sample(fc.integer({ min: -9e13, max: 9e13 }), { numRuns: 400, seed: 7 });
    const plain = amounts.map((fen) => {
      const digits = String(Math.abs(fen)).padStart(3, '0');
      return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    });
    const grouped = plain.map((text) => text.replace(/\B(?=(\d{3})+\.)/g, ','));
    expect(await readColumn('贷款金额', 'principal_original_fen', plain)).toEqual(amounts);
    expect(await readColumn('贷款金额', 'principal_original_fen', grouped)).toEqual(amounts);
  });
});

describe('dates become days', () => {
  it('from every form that is not ambiguous', () =>
    table('到期日', 'matures_on', DATE_FORMS, { dateOrder: undefined, mapping: undefined }));

  it('with the year last as the order says', () =>
    table(
      '到期日',
      'matures_on',
      { ...DATE_FORMS_MDY, '31/1/2024': 'date-order' },
      { dateOrder: 'mdy' },
    ));
});

describe('numbers, words and identifiers', () => {
  it('whole numbers only', () =>
    table('逾期天数', 'days_past_due', {
      '15': 15,
      '15天': 15,
      '15.0': 15,
      '1,234': 1234,
      '-3': -3,
      '': null,
      '-': null,
      '5.7': 'integer-unreadable',
      '1e3': 'integer-unreadable',
      '1_000': 'integer-unreadable',
      '0x10': 'integer-unreadable',
      十: 'integer-unreadable',
    }));

  it('classes in every usual spelling; an unknown word is unknown, never a guess', () =>
    table('五级分类', 'risk_class', {
      正常: 'pass',
      正常类: 'pass',
      正常2: 'pass',
      关注: 'special_mention',
      '五级-次级': 'substandard',
      次级类: 'substandard',
      次级1: 'substandard',
      '3': 'substandard',
      '03': 'substandard',
      '3-次级': 'substandard',
      可疑类贷款: 'doubtful',
      Loss: 'loss',
      '5': 'loss',
      逾期: null,
      '': null,
      '9': null,
    }));

  it('flags in every usual spelling', () =>
    table('婚姻状况', 'is_divorced', {
      离异: true,
      离婚: true,
      是: true,
      已婚: false,
      未婚: false,
      否: false,
      不详: null,
      '': null,
      其他: null,
    }));

  it('a yes under a header that asks means what the header asks', async () => {
    await table('是否核销', 'book_status', { 是: 'written_off', 否: 'on', Y: 'written_off' });
    await table('是否失联', 'contact_state', { 是: 'lost', 否: 'reachable' });
    await table('诉讼与否', 'court_stage', { 是: 'filed', 否: 'none' });
  });

  it('identifiers stay text, without what spreadsheets put around them', () =>
    table('证件号码', 'id_number', {
      "'110101199001011237": '110101199001011237',
      '\t00123': '00123',
      '="00123"': '00123',
      '11010119900101123x': '11010119900101123x',
      '110101900101123': '110101900101123',
      '1.1E+17': 'excel-damaged',
      '1.10101E+17': 'excel-damaged',
      '-': null,
    }));

  it('the year of birth comes from a whole ID number', () =>
    table('证件号码', 'birth_year', { '110101198503011237': 1985, '123': null, '': null }));
});

describe('an unusual cell far behind the first rows', () => {
  it('is read as it would be among them, in every kind of column', async () => {
    const header = '借据号,机构,管户人,余额,到期日,逾期天数,五级分类,是否死亡';
    const usual = Array.from({ length: 1000 }, (_, i) => `U${i},a,b,1.00,2024-01-31,5,正常,否`);
    const late = [
      'X1,a,b,1.5万,2024年1月31日,15天,五级-次级,Y',
      'X2,a,b,(3),31-Jan-24,-,次级类,不详',
      'X3,a,b,￥4,99991231,,奇怪,',
      'X4,a,b,5,无,1.5,正常,否',
      'X5,a,b,x,2024-02-30,5,正常,否',
    ];
    const text = `${header}\n${[...usual, ...late].join('\n')}\n`;
    const { snapshot, rows } = await importTestFile(test.desk, text, { asOf: '2019-11-30' });
    expect(rows).toEqual({ read: 1005, loaded: 1003, rejected: 2, skipped: 0 });
    const found = await test.desk.warehouse.rows(
      anyRow,
      `SELECT loan_id AS "id", balance_fen AS "balance", matures_on AS "day", days_past_due AS "dpd",
         risk_class AS "class", is_deceased AS "dead", unread AS "unread"
       FROM loan WHERE snapshot_id = $1 AND loan_id LIKE 'X%' ORDER BY loan_id`,
      [snapshot.id],
    );
    const jan = '2024-01-31';
    expect(found).toEqual([
      {
        id: 'X1',
        balance: 1_500_000,
        day: jan,
        dpd: 15,
        class: 'substandard',
        dead: true,
        unread: null,
      },
      {
        id: 'X2',
        balance: -300,
        day: jan,
        dpd: null,
        class: 'substandard',
        dead: null,
        unread: null,
      },
      {
        id: 'X3',
        balance: 400,
        day: null,
        dpd: null,
        class: null,
        dead: null,
        unread: '[{"field":"risk_class","raw":"奇怪"}]',
      },
    ]);
  });
});

describe('what follows from the cells', () => {
  const derived = async (rows: readonly string[]) => {
    const text = `借据号,机构,管户人,余额,产品名称,逾期天数,五级分类,表内外标志\n${rows.join('\n')}\n`;
    const { snapshot } = await importTestFile(test.desk, text, { asOf: '2019-12-31' });
    const found = await test.desk.warehouse.rows(
      z.object({ floor: z.string().nullable(), state: z.string().nullable() }),
      `SELECT class_floor AS "floor", npl_state AS "state" FROM loan WHERE snapshot_id = $1 ORDER BY row_no`,
      [snapshot.id],
    );
    return found.map(({ floor, state }) => [floor, state]);
  };

  it('the class floor steps at 1, 91, 271, 361 days, and for cards at 1, 91, 121, 181', async () => {
    const days = [0, 1, 90, 91, 270, 271, 360, 361];
    const cards = [0, 1, 90, 91, 120, 121, 180, 181];
    const rows = [
      ...days.map((d) => `A${d},a,b,1,农户贷款,${d},,`),
      ...cards.map((d) => `B${d},a,b,1,信用卡,${d},,`),
    ];
    const steps = [
      'pass',
      'special_mention',
      'special_mention',
      'substandard',
      'substandard',
      'doubtful',
      'doubtful',
      'loss',
    ];
    expect((await derived(rows)).map(([floor]) => floor)).toEqual([...steps, ...steps]);
  });

  it('non-performing follows the recorded class and the book, never the days', async () => {
    const rows = [
      'C1,a,b,1,,400,正常,表内',
      'C2,a,b,1,,0,次级,',
      'C3,a,b,1,,,损失,已核销',
      'C4,a,b,1,,,正常,已置换',
      'C5,a,b,1,,,损失,已转让',
      'C6,a,b,1,,400,,',
    ];
    expect(await derived(rows)).toEqual([
      ['loss', null],
      ['pass', 'on_book'],
      [null, 'off_book'],
      [null, 'off_book'],
      [null, null],
      ['loss', null],
    ]);
  });
});

describe('the sample bank', () => {
  it('loads without a reject, and each book sums to the simulation’s own account', async () => {
    const { files, truth } = generateBank({ loans: 300 });
    const books = files.filter(({ kind }) => kind === 'loan-book');
    for (const { asOf = '', bytes } of [...books.slice(0, 2), ...books.slice(24, 28)]) {
      const result = await importTestFile(test.desk, bytes(), { asOf });
      expect(result.rows.rejected).toBe(0);
      expect(result.warnings.map(({ code }) => code)).not.toContain('unknown-words');
      expect(result.warnings.map(({ code }) => code)).not.toContain('total-differs');
      const expected = truth.snapshots.find((one) => one.asOf === asOf);
      expect(result.npl.balanceFen).toBe(expected?.nplBalance);
      expect(result.balanceFen).toBe(expected?.balance);
    }
  });
});

describe('columns of usual cells only', () => {
  it.each([
    ['贷款金额(千元)', 5],
    ['贷款金额(万元)', 6],
    ['贷款金额(百万元)', 8],
    ['贷款金额(亿元)', 10],
  ])('in %s hold every fen', async (header, decimals) => {
    const most = 10 ** Math.min(13, 7 + decimals) - 1;
    const amounts = fc.sample(fc.integer({ min: -most, max: most }), { numRuns: 350, seed: 3 });
    const cells = [0, 1, -1, most, ...amounts].map((fen) => {
      const digits = String(Math.abs(fen)).padStart(decimals + 1, '0');
      return `${fen < 0 ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
    });
    expect(await readColumn(header, 'principal_original_fen', cells)).toEqual([
      0,
      1,
      -1,
      most,
      ...amounts,
    ]);
  });

  it('of identifiers are read as the whole rule reads them, or left to it', async () => {
    const part = fc.constantFrom(
      ...['HT', '0', '001', 'e', 'E', '+', '.', '6.21E+18', 'null', 'N/A', '-', '/', '\\N', ' '],
      ...["'", '"', '`', '=', '\t', '\u00a0', '\u3000', '\u200b', '０', '张', '合计', '#N/A', '('],
    );
    const cells = fc.sample(
      fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
      { numRuns: 4000, seed: 11 },
    );
    const [plain, whole] = [cleanPlainIdentifier(0), cleanIdentifier(0)];
    const differing = await test.desk.warehouse.rows(
      z.object({ cell: z.string() }),
      `SELECT c0 AS "cell" FROM (SELECT c0, ${whole.n} AS n0 FROM (SELECT unnest($1::VARCHAR[]) AS c0))
       WHERE NOT (${plain.bad('v')}) AND (${whole.bad('v')} OR ${plain.value} IS DISTINCT FROM ${whole.value})`,
      [cells],
    );
    expect(differing).toEqual([]);
    const taken = await test.desk.warehouse.rows(
      z.object({ n: z.int() }),
      `SELECT count(*)::INTEGER AS "n" FROM (SELECT unnest($1::VARCHAR[]) AS c0) WHERE NOT (${plain.bad('v')})`,
      [cells],
    );
    expect(taken[0]?.n).toBeGreaterThan(200);
  });
});
