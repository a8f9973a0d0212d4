import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { helpFor, helpOfAll } from '../../server/cli/help.ts';
import { type Options, UsageError } from '../../server/cli/verb.ts';
import { VERBS } from '../../server/cli/verbs.ts';
import { sendTo } from '../../server/client/send.ts';
import { Refusal } from '../../server/errors.ts';
import { makeWorkbook } from './make-workbook.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const examples = join(import.meta.dirname, '../../sample-data/examples');
let test: TestApp;
let folder: string;

beforeAll(async () => {
  test = await openTestApp();
  folder = mkdtempSync(join(tmpdir(), 'recoup-cli-'));
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true });
});

async function run(name: string, args: string[] = [], options: Options = {}) {
  const verb = VERBS.find((one) => one.name === name);
  if (!verb) throw new Error(`no verb ${name}`);
  return verb.run({ send: sendTo(test.app), options, args, progress: () => undefined });
}

const book = (day: string) => join(examples, `贷款台账_${day}.csv`);

describe('recoup, verb by verb, on a bank of 48 loans', () => {
  it('import answers the figures of issue order: read = loaded + rejected + skipped', async () => {
    const { json } = await run('import', [book('20251231')], { 'as-of': '2025-12-31' });
    expect(json).toMatchObject({
      snapshot: { asOf: '2025-12-31' },
      rows: { read: 48, loaded: 48, rejected: 0, skipped: 0 },
      alreadyLoaded: false,
    });
    const { rows } = json as { rows: Record<string, number> };
    expect(rows['read']).toBe(
      (rows['loaded'] ?? 0) + (rows['rejected'] ?? 0) + (rows['skipped'] ?? 0),
    );
  });

  it('import --codes reads by a code table and keeps it; codes shows it and adds to it', async () => {
    const source = '代码来源';
    const file = join(folder, 'coded.csv');
    writeFileSync(file, '借据号,机构号,客户经理,本金余额,五级分类\nC1,0101,李一,1.00,Q3\n');
    const codes = join(folder, 'codes.csv');
    writeFileSync(codes, '字段,代码,含义\nrisk_class,Q3,次级\nbranch,0101,"城关,支行"\n');
    const options = { 'as-of': '2024-01-31', source, codes };
    const { json } = await run('import', [file], options);
    expect(json).toMatchObject({ npl: { loans: 1 } });
    const more = join(folder, 'codes.json');
    writeFileSync(more, JSON.stringify({ risk_class: { Q4: null } }));
    const shown = await run('codes', [], { source, add: more, by: '王分析' });
    expect(shown.json).toMatchObject({ version: 2, versions: [{ savedBy: '王分析' }, {}] });
    expect(shown.lines.join('\n')).toMatch(/branch +0101 +城关,支行/);
    writeFileSync(codes, 'risk_class,Q3\n,,\nrisk_class,Q3,次级,x\n');
    await expect(run('import', [file], options)).rejects.toBeInstanceOf(UsageError);
  });

  it('the same bytes again are the same snapshot', async () => {
    const { json } = await run('import', [book('20251231')], { 'as-of': '2025-12-31' });
    expect(json).toMatchObject({ snapshot: { id: 1 }, alreadyLoaded: true });
  });

  it('a GB18030 book in 万元 with titles and a 合计 row loads to the fen, and says so to people', async () => {
    const { json, lines } = await run('import', [book('20260626')], { 'as-of': '2026-06-26' });
    expect(json).toMatchObject({ rows: { rejected: 0 } });
    expect(
      (json as { warnings: { code: string }[] }).warnings.map((one) => one.code),
    ).not.toContain('total-differs');
    expect(lines.join('\n')).toContain('2026-06-26');
  });

  it('a workbook loads from the sheet that is named, and says which there are when it is not there', async () => {
    const file = join(folder, 'books.xlsx');
    const rows = (id: string) => [
      ['借据号', '机构名称', '客户经理', '本金余额'],
      [id, '城关', '张三', 10],
    ];
    const sheets = [
      { name: '六月', rows: rows('1') },
      { name: '七月', rows: rows('2') },
    ];
    writeFileSync(file, makeWorkbook(sheets));
    const day = { 'as-of': '2025-01-10' };
    const { json } = await run('import', [file], { ...day, sheet: '七月' });
    expect(json).toMatchObject({ rows: { loaded: 1 }, alreadyLoaded: false });
    const missing = run('import', [file], { ...day, sheet: '八月' });
    await expect(missing).rejects.toMatchObject({
      code: 'sheet-missing',
      says: { happened: { zh: expect.stringContaining('六月、七月') } },
    });
  });

  it('snapshots lists what was loaded, segments adds up to its total', async () => {
    const { json: snapshots } = await run('snapshots');
    expect((snapshots as { asOf: string }[]).map((one) => one.asOf)).toEqual([
      '2026-06-26',
      '2025-12-31',
      '2025-01-10',
      '2024-01-31',
    ]);
    const { json } = await run('segments', [], { by: 'default_type,pain_point' });
    const { rows, total } = json as {
      rows: { loans: number; balanceFen: number }[];
      total: { loans: number; balanceFen: number };
    };
    expect(rows.reduce((sum, row) => sum + row.loans, 0)).toBe(total.loans);
    expect(rows.reduce((sum, row) => sum + row.balanceFen, 0)).toBe(total.balanceFen);
    expect(total.loans).toBeGreaterThan(0);
  });

  it('rejects gives every row that was not loaded, with its reasons', async () => {
    const file = join(folder, 'two.csv');
    writeFileSync(file, '借据号,机构名称,客户经理,本金余额\n1,城关,张三,见附件\n2,城关,张三,10\n');
    const { json } = await run('import', [file], { 'as-of': '2026-07-03' });
    const { snapshot } = json as { snapshot: { id: number } };
    const { json: rejects } = await run('rejects', [String(snapshot.id)]);
    expect(rejects).toMatchObject([{ lineNo: 2, raw: expect.stringContaining('见附件') }]);
  });

  it('rejects saves a file that amend takes back corrected, and restore undoes that', async () => {
    const book = join(folder, 'wrong.csv');
    writeFileSync(book, '借据号,机构名称,客户经理,本金余额\n1,城关,张三,见附件\n2,城关,张三,10\n');
    const { json } = await run('import', [book], { 'as-of': '2026-07-10', by: '王分析' });
    const id = String((json as { snapshot: { id: number } }).snapshot.id);
    const [csv, xlsx] = [join(folder, 'rejects.csv'), join(folder, 'rejects.xlsx')];
    expect((await run('rejects', [id], { csv, xlsx, lang: 'zh' })).json).toEqual({
      saved: [csv, xlsx],
    });
    expect(readFileSync(xlsx).subarray(0, 2).toString()).toBe('PK');
    writeFileSync(csv, readFileSync(csv, 'utf8').replace(',见附件', ',8.00'));
    const { json: amended, lines } = await run('amend', [id, csv], { by: '李复核' });
    expect(amended).toMatchObject({ rows: { read: 2, loaded: 2, rejected: 0, skipped: 0 } });
    expect(lines.join('\n')).toContain('18.00');
    const { json: list } = await run('snapshots');
    expect((list as { asOf: string }[]).filter(({ asOf }) => asOf === '2026-07-10')).toMatchObject([
      { status: 'current', loadedBy: '李复核', amends: Number(id) },
      { status: 'superseded', loadedBy: '王分析', id: Number(id) },
    ]);
    const { json: restored } = await run('restore', [id]);
    expect(restored).toMatchObject({ id: Number(id) });
  });

  it('postings, quota and progress go from a ledger and a target to a pace', async () => {
    const { json: ledger } = await run('postings', [join(examples, '收回流水_2026.csv')]);
    expect(ledger).toMatchObject({ rowsRejected: 0 });
    const { json: plan } = await run('quota', [], {
      year: '2026',
      target: '100000.00',
      unit: 'yuan',
      weights: 'collectable=50,npl=50',
      publish: true,
    });
    const made = plan as { status: string; plan: { officers: { quotaFen: number }[] } };
    expect(made.status).toBe('published');
    expect(made.plan.officers.reduce((sum, one) => sum + one.quotaFen, 0)).toBe(10_000_000);
    const { json: progress } = await run('progress', [], { by: 'officer' });
    expect(progress).toMatchObject({
      total: { targetFen: 10_000_000, source: expect.any(String) },
    });
  });
});

describe('recoup declines', () => {
  it('a file that is not there, in both languages', async () => {
    const failed = run('import', [join(folder, 'none.csv')], { 'as-of': '2026-07-03' });
    await expect(failed).rejects.toBeInstanceOf(Refusal);
    await expect(failed).rejects.toMatchObject({
      says: { happened: { zh: expect.stringContaining('没有找到') } },
    });
  });

  it.each([
    ['import', [], {}],
    ['import', ['x.csv'], {}],
    ['quota', [], { year: '2026' }],
    ['quota', [], { year: '2026', target: '1e3' }],
    ['quota', [], { year: '2026', target: '100', weights: 'luck=100' }],
    ['quota', [], { year: '2026', target: '100', unit: 'dollar' }],
    ['progress', [], { by: 'moon' }],
    ['rejects', [], {}],
  ])('%s with the words %j %j, as wrong usage', async (name, args, options) => {
    await expect(run(name, args, options)).rejects.toBeInstanceOf(UsageError);
  });

  it('a target of zero, and keeps what is in force', async () => {
    await expect(
      run('quota', [], { year: '2026', target: '0', publish: true }),
    ).rejects.toBeInstanceOf(Refusal);
    const { json } = await run('progress');
    expect(json).toMatchObject({ total: { targetFen: 10_000_000 } });
  });
});

describe('recoup --help', () => {
  it.each(['zh', 'en'] as const)('names every verb and option in %s', (language) => {
    const all = helpOfAll(VERBS, language);
    for (const verb of VERBS) {
      expect(all).toContain(verb.name);
      const own = helpFor(verb, language);
      for (const name of Object.keys(verb.options)) expect(own).toContain(`--${name}`);
    }
  });
});
