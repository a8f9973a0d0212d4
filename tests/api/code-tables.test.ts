import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Refusal } from '../../server/errors.ts';
import type { ImportRequest } from '../../server/loan-book/import-request.ts';
import { rereadSnapshot } from '../../server/loan-book/reread-snapshot.ts';
import { importTestFile } from './import-test-file.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const HEADER = '借据号,机构号,客户经理,本金余额,五级分类,是否低保,减值准备,评估日期';
/** Three loans in the bank's own words; the last two columns are not known by any header. */
const BOOK = `${HEADER}
J1,0101,8001,100.00,Q3,甲类,1.50,2/1/2024
J2,0102,8002,200.00,Q4,乙类,壹元,3/1/2024
J3,0101,8001,300.00,正常,甲类,,
`;
const WORDS = [
  { field: 'risk_class', word: 'Q3', meaning: '次级' },
  { field: 'risk_class', word: 'Q4', meaning: null },
  { field: 'is_deceased', word: 'x', meaning: 'true' },
  { field: 'on_dibao', word: '甲类', meaning: '是' },
  { field: 'branch', word: '0101', meaning: '城关支行' },
  { field: 'branch', word: '0102', meaning: '城北支行' },
];

let test: TestApp;
beforeEach(async () => {
  await test?.close();
  test = await openTestApp();
});
afterAll(() => test.close());

const load = (text = BOOK, options: Partial<ImportRequest> = {}) =>
  importTestFile(test.desk, text, options).then(({ snapshot }) => snapshot.id);

const loanRow = z.looseObject({ loanId: z.string() });
/** What a snapshot holds, without what tells one version of it from another. */
const loans = (id: number) =>
  test.desk.warehouse.rows(
    loanRow,
    `SELECT * EXCLUDE (snapshot_id), loan_id AS "loanId" FROM loan WHERE snapshot_id = ${id} ORDER BY row_no`,
  );
const segments = (id: number) =>
  test.desk.warehouse.rows(
    loanRow,
    `SELECT * EXCLUDE (snapshot_id), loan_id AS "loanId" FROM segment WHERE snapshot_id = ${id} ORDER BY loan_id`,
  );

async function refusal(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('not refused');
}

async function send(method: string, path: string, body?: object) {
  const response = await test.request(`/api/loan-book${path}`, {
    method,
    ...(body && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  return { status: response.status, body: await response.json() };
}

async function reread(id: number, request: object) {
  const { body } = await send('POST', `/snapshots/${id}/readings`, request);
  for (;;) {
    const { body: job } = await send('GET', `/imports/${body.importId}`);
    if (job.problem) throw new Error(job.problem.code);
    if (job.result) return Number(job.result.snapshot.id);
    await new Promise((go) => setTimeout(go, 10));
  }
}

describe('a code table given with a load', () => {
  it('is what the file is read by, kept with the source, and next week nothing is asked', async () => {
    const id = await load(BOOK, { words: WORDS });
    expect(await loans(id)).toMatchObject([
      { risk_class: 'substandard', branch: '城关支行', on_dibao: true, npl_state: 'on_book' },
      { risk_class: null, branch: '城北支行', on_dibao: null },
      { risk_class: 'pass', branch: '城关支行', on_dibao: true },
    ]);
    const next = await load(BOOK.replace('100.00', '90.00'), { asOf: '2026-11-21' });
    expect(await loans(next)).toMatchObject([
      { risk_class: 'substandard', branch: '城关支行', on_dibao: true, balance_fen: 9000 },
      { risk_class: null, branch: '城北支行' },
      { branch: '城关支行' },
    ]);
    const { body } = await send('GET', '/words');
    expect(body).toMatchObject({ version: 1, versions: [{ version: 1, words: 6 }] });
    const { body: read } = await send('POST', '/words/readings', {
      sourceName: '贷款台账',
      columns: [
        { column: '五级分类', field: 'risk_class', words: ['Q3', 'Q4', '正常', 'Q9'] },
        { column: '机构号', field: 'branch', words: ['0101', '0109'] },
        { column: '客户经理', field: 'officer', words: ['8001', '8002'] },
        { column: '本金余额', field: 'balance', words: ['100.00'] },
      ],
    });
    const states = read.columns.map(({ words }: { words: { state: string }[] }) =>
      words.map(({ state }) => state),
    );
    expect(states).toEqual([
      ['own', 'kept', 'known', 'open'],
      ['own', 'open'],
      ['open', 'open'],
    ]);
  });

  it('keeps what the file said beside the name', async () => {
    const id = await load(BOOK, { words: WORDS });
    const [first] = await loans(id);
    expect(JSON.parse(String(first?.['extra']))).toEqual({
      减值准备: '1.50',
      评估日期: '2/1/2024',
      机构号: '0101',
    });
  });

  it('makes the same bytes another reading; without a change they are the snapshot that is there', async () => {
    const id = await load();
    const other = await load(BOOK, { words: WORDS });
    expect(other).not.toBe(id);
    expect(await load()).toBe(other);
    expect(await load(BOOK, { words: WORDS })).toBe(other);
  });

  it('that is wrong refuses the load, and nothing is kept of it', async () => {
    const twice = [...WORDS, { field: 'branch', word: ' 0101 ', meaning: '城南支行' }];
    expect((await refusal(load(BOOK, { words: twice }))).code).toBe('word-twice');
    const odd = [{ field: 'risk_class', word: 'Q3', meaning: '很差' }];
    expect((await refusal(load(BOOK, { words: odd }))).code).toBe('word-meaning-unknown');
    expect((await send('GET', '/words')).body).toMatchObject({ version: 0, words: [] });
    expect((await send('GET', '/snapshots')).body).toEqual([]);
  });

  it('reads words with formulas, quotes and line breaks as the text they are', async () => {
    const odd = ['=1+1', 'a"b', "o'k", '两\n行', '@x, y'];
    const cell = (word: string) => `"${word.replaceAll('"', '""')}"`;
    const rows = odd.map((word, i) => `J${i},0101,8001,1.00,${cell(word)},,,`);
    const words = odd.map((word) => ({ field: 'risk_class', word, meaning: 'loss' }));
    const id = await load(`${HEADER}\n${rows.join('\n')}\n`, { words });
    expect(new Set((await loans(id)).map((loan) => loan['risk_class']))).toEqual(new Set(['loss']));
    const { body } = await send('GET', '/words');
    expect(body.words.map(({ word }: { word: string }) => word).sort()).toEqual([...odd].sort());
  });

  it('of ten thousand branch codes names every one', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => `J${i},${10_000 + i},8001,1.00,正常,,,`);
    const words = rows.map((_, i) => ({
      field: 'branch',
      word: String(10_000 + i),
      meaning: `第${i}支行`,
    }));
    const id = await load(`${HEADER}\n${rows.join('\n')}\n`, { words });
    const { wrong } = await test.desk.warehouse.one(
      z.object({ wrong: z.int() }),
      `SELECT count(*) AS wrong FROM loan
       WHERE snapshot_id = ${id} AND branch <> '第' || (row_no - 1) || '支行'`,
    );
    expect(wrong).toBe(0);
  });
});

describe('words that a loaded book did not know', () => {
  it('are counted over the whole file and, given a meaning, make the snapshot that a load would have', async () => {
    const id = await load();
    const { body: found } = await send('GET', `/snapshots/${id}/words`);
    expect(found).toMatchObject({ readVersion: 0, version: 0 });
    expect(found.columns).toMatchObject([
      { field: 'branch', words: [{ word: '0101', count: 2, state: 'open' }, { word: '0102' }] },
      { field: 'officer' },
      {
        field: 'risk_class',
        words: [
          { word: 'Q3', count: 1 },
          { word: 'Q4', count: 1 },
        ],
      },
      {
        field: 'on_dibao',
        words: [
          { word: '甲类', count: 2 },
          { word: '乙类', count: 1 },
        ],
      },
    ]);
    const now = await reread(id, { words: WORDS, loadedBy: '王分析' });
    const { body: detail } = await send('GET', `/snapshots/${now}`);
    expect(detail).toMatchObject({
      supersedes: id,
      status: 'current',
      loadedBy: '王分析',
      rereads: id,
      nplLoans: 1,
    });
    expect((await send('GET', `/snapshots/${id}`)).body.status).toBe('superseded');
    const again = await loans(now);
    expect(again[0]).toMatchObject({ risk_class: 'substandard', branch: '城关支行', unread: null });
    const segmentsNow = await segments(now);
    await test.close();
    test = await openTestApp();
    const direct = await load(BOOK, { words: WORDS });
    expect(again).toEqual(await loans(direct));
    expect(segmentsNow).toEqual(await segments(direct));
  });

  it('leave the same file already loaded, and the old version readable and restorable', async () => {
    const id = await load();
    const before = await loans(id);
    const now = await reread(id, { words: WORDS });
    expect(await load()).toBe(now);
    expect(await loans(id)).toEqual(before);
    expect((await send('POST', `/snapshots/${id}/restore`, {})).status).toBe(200);
  });

  it('names can be corrected afterwards, from the codes that were kept', async () => {
    const id = await load(BOOK, { words: WORDS });
    const moved = [{ field: 'branch', word: '0101', meaning: '开发区支行' }];
    const now = await reread(id, { words: moved });
    expect((await loans(now)).map(({ branch }) => branch)).toEqual([
      '开发区支行',
      '城北支行',
      '开发区支行',
    ]);
    const forgotten = WORDS.filter(({ field }) => field === 'branch').map((line) => ({
      ...line,
      forget: true,
    }));
    const last = await reread(now, { words: forgotten });
    expect((await loans(last)).map(({ branch }) => branch)).toEqual(['0101', '0102', '0101']);
  });

  it('are refused with a sentence where nothing would change, and the table stays as it was', async () => {
    const id = await load();
    const words = [{ field: 'risk_class', word: 'Q8', meaning: 'loss' }];
    const error = await refusal(rereadSnapshot(test.desk, { snapshotId: id, words }));
    expect(error.code).toBe('nothing-to-reread');
    expect((await send('GET', '/words')).body.version).toBe(0);
    expect((await send('POST', '/words', { words })).body).toEqual({ version: 1 });
  });

  it('of a superseded snapshot are not read again', async () => {
    const id = await load();
    await reread(id, { words: WORDS });
    const error = await refusal(rereadSnapshot(test.desk, { snapshotId: id, words: WORDS }));
    expect(error.code).toBe('snapshot-superseded');
  });

  it('that a stop interrupts leave snapshot and table as they were', async () => {
    const id = await load();
    const stop = new AbortController();
    const onProgress = ({ stage }: { stage: string }) => {
      if (stage === 'triage') stop.abort(new Error('stopped'));
    };
    const work = rereadSnapshot(test.desk, {
      snapshotId: id,
      words: WORDS,
      signal: stop.signal,
      onProgress,
    });
    await expect(work).rejects.toThrow('stopped');
    expect((await send('GET', '/snapshots')).body).toMatchObject([{ id, status: 'current' }]);
    expect((await send('GET', '/words')).body.version).toBe(0);
    expect(
      (await test.desk.warehouse.rows(loanRow, 'SELECT loan_id AS "loanId" FROM loan')).length,
    ).toBe(3);
  });
});

describe('a column that was kept', () => {
  const columns = { 减值准备: 'collateral_value' };

  it('is mapped later without the file, by the rules of a load; what cannot be read is reported and costs no loan', async () => {
    const id = await load();
    const { body: kept } = await send('GET', `/snapshots/${id}/kept`);
    expect(kept).toMatchObject([
      { column: '减值准备', samples: ['1.50', '壹元'] },
      { column: '评估日期' },
    ]);
    const query = `column=${encodeURIComponent('减值准备')}&field=collateral_value`;
    const { body: trial } = await send('GET', `/snapshots/${id}/kept/trial?${query}`);
    expect(trial).toEqual({ filled: 2, read: 1, unread: 1, samples: ['壹元'] });
    const now = await reread(id, { columns });
    const { body: detail } = await send('GET', `/snapshots/${now}`);
    expect(detail).toMatchObject({ rowsLoaded: 3, rowsRejected: 0, unmapped: ['评估日期'] });
    expect(detail.mapping).toContainEqual(
      expect.objectContaining({ column: '减值准备', field: 'collateral_value' }),
    );
    expect(detail.warnings).toContainEqual(
      expect.objectContaining({ code: 'unread-cells', count: 1, samples: ['壹元'] }),
    );
    const [first, second] = await loans(now);
    expect(first).toMatchObject({ collateral_value_fen: 150, extra: '{"评估日期":"2/1/2024"}' });
    expect(second).toMatchObject({ collateral_value_fen: null });
    expect(JSON.parse(String(second?.['unread']))).toContainEqual({
      field: 'collateral_value',
      raw: '壹元',
    });
    // Next week it is mapped by itself; there a cell that is no amount rejects its row, as ever.
    const next = await load(BOOK.replace('300.00', '1.00'), { asOf: '2026-11-21' });
    expect((await send('GET', `/snapshots/${next}`)).body).toMatchObject({
      rowsLoaded: 2,
      rowsRejected: 1,
    });
  });

  it('is what a load with that mapping would have made, derived figures included', async () => {
    const book = `借据号,机构,客户经理,本金余额,拖了多久,等级,证件,备用/"列"'
J1,A支行,张,1万,100天,次级类,110101199001010015,x
J2,A支行,张,20.00,"1,000",Q4,,=1+1
J3,B支行,李,30.00,,正常,,
`;
    const mapped = {
      拖了多久: 'days_past_due',
      等级: 'risk_class',
      证件: 'id_number',
      '备用/"列"\'': 'occupation',
    };
    const id = await load(book);
    const now = await reread(id, { columns: mapped });
    const result = await loans(now);
    expect(result[0]).toMatchObject({
      days_past_due: 100,
      class_floor: 'substandard',
      npl_state: 'on_book',
      birth_year: 1990,
      extra: null,
    });
    await test.close();
    test = await openTestApp();
    expect(result).toEqual(await loans(await load(book, { mapping: mapped })));
  });

  it('of dates asks for day and month once, and remembers', async () => {
    const id = await load();
    const dates = { 评估日期: 'matures_on' };
    const ask = () => rereadSnapshot(test.desk, { snapshotId: id, columns: dates });
    expect((await refusal(ask())).code).toBe('date-order-ambiguous');
    const now = await reread(id, { columns: dates, dateOrder: 'dmy' });
    expect((await loans(now))[0]).toMatchObject({ matures_on: '2024-01-02' });
    const next = await load(BOOK.replace('100.00', '90.00'), { asOf: '2026-11-21' });
    expect((await loans(next))[0]).toMatchObject({ matures_on: '2024-01-02' });
    const usDates = BOOK.replace('3/1/2024', '3/31/2024');
    const error = await refusal(load(usDates, { asOf: '2026-11-22' }));
    expect(error.code).toBe('date-order-contradicted');
    expect(error.says.happened.zh).toContain('3/31/2024');
  });

  it('can be mapped in every snapshot of the source that kept it, each its own version', async () => {
    const ids = [];
    for (const [i, asOf] of ['2026-11-06', '2026-11-13', '2026-11-20'].entries()) {
      ids.push(await load(BOOK.replace('300.00', `${300 + i}.00`), { asOf }));
    }
    const other = await load(BOOK, { asOf: '2026-11-19', sourceName: '另一家' });
    await reread(ids[2] ?? 0, { columns, everySnapshot: true });
    const { body: list } = await send('GET', '/snapshots');
    const current = list.filter(({ status }: { status: string }) => status === 'current');
    expect(
      current.map(({ asOf, rereads }: { asOf: string; rereads: number }) => [asOf, rereads]),
    ).toEqual([
      ['2026-11-20', ids[2]],
      ['2026-11-19', null],
      ['2026-11-13', ids[1]],
      ['2026-11-06', ids[0]],
    ]);
    expect((await send('GET', `/snapshots/${other}`)).body.status).toBe('current');
  });

  it('that is not there, or a field that is taken, is refused with a sentence', async () => {
    const id = await load();
    const ask = (map: Record<string, string>) =>
      refusal(rereadSnapshot(test.desk, { snapshotId: id, columns: map }));
    expect((await ask({ 没有的列: 'occupation' })).code).toBe('column-not-kept');
    expect((await ask({ 减值准备: 'balance' })).code).toBe('field-taken');
    expect((await ask({ 减值准备: 'nonsense' })).code).toBe('mapping-invalid');
    expect((await ask({ 减值准备: 'calls', 评估日期: 'calls' })).code).toBe('field-taken');
  });
});

describe('whose export a file is', () => {
  const inspect = async (header: string, sourceName?: string) => {
    const records = [
      header.split(','),
      ['J1', '0101', '8001', '1.00', 'Q3', '甲类', '1', '2/1/2024'],
    ];
    return (await send('POST', '/layouts', { records, ...(sourceName && { sourceName }) })).body;
  };

  it('is found by its header, also when a column has come or gone; what is asked for counts first', async () => {
    await load(BOOK, { sourceName: '南乡支行导出', mapping: { 减值准备: 'collateral_value' } });
    expect(await inspect(HEADER)).toMatchObject({ sourceName: '南乡支行导出', savedVersion: 1 });
    const changed = HEADER.replace('减值准备', '新列');
    expect((await inspect(`${HEADER},新列`)).difference).toEqual({ added: ['新列'], removed: [] });
    expect((await inspect(changed, '贷款台账')).sourceName).toBe('贷款台账');
    expect((await inspect('a,b,c')).sourceName).toBe('贷款台账');
  });

  it('says how sure each suggestion is, and which words a column holds', async () => {
    const body = await inspect(HEADER);
    const of = (name: string) => body.columns.find((one: { name: string }) => one.name === name);
    expect(of('本金余额')).toMatchObject({ field: 'balance', share: 100 });
    expect(of('五级分类')).toMatchObject({ share: 0, words: [{ word: 'Q3', count: 1 }] });
    expect(body.dateOrder).toBe(null);
  });
});
