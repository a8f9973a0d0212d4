import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { postingsVerb } from '../../server/cli/postings.ts';
import { rosterVerb } from '../../server/cli/roster.ts';
import { targetsVerb } from '../../server/cli/targets.ts';
import type { Options, Verb } from '../../server/cli/verb.ts';
import { sendTo } from '../../server/client/send.ts';
import { makeWorkbook } from './make-workbook.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const example = (name: string) =>
  fileURLToPath(new URL(`../../sample-data/examples/${name}.csv`, import.meta.url));

let test: TestApp;
beforeEach(async () => {
  test = await openTestApp();
});
afterEach(() => test.close());

const run = (verb: Verb, file: string, options: Options = {}) =>
  verb.run({ send: sendTo(test.app), options, args: [file], progress: () => undefined });

describe('recoup, on the files beside the loan book', () => {
  it('roster tells branches from officers by their header, and keeps the day it is told', async () => {
    const branches = await run(rosterVerb, example('机构名册'), { 'as-of': '2025-12-31' });
    expect(branches.json).toMatchObject({ kind: 'branches', asOf: '2025-12-31', rowsLoaded: 13 });
    const officers = await run(rosterVerb, example('人员名册'));
    expect(officers.json).toMatchObject({ kind: 'officers', rowsLoaded: 60, rowsRejected: 0 });
    await expect(run(rosterVerb, example('人员名册'), { kind: 'moon' })).rejects.toThrow('--kind');
  });

  it('targets sets what the bank asks and prints what is in force', async () => {
    const { json, lines } = await run(targetsVerb, example('清收任务_2026'));
    expect(json).toMatchObject({ rowsLoaded: 12, rowsRejected: 0 });
    expect(lines.join('\n')).toContain('570,000.00');
  });

  it('postings takes the sheet and the mapping it is given, and checks the total row', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recoup-side-'));
    const [book, mapping] = [join(folder, 'ledger.xlsx'), join(folder, 'mapping.json')];
    writeFileSync(mapping, JSON.stringify({ 凭单: 'posting_ref', 到账日: 'posted_on' }));
    const rows = [
      ['凭单', '借据号', '到账日', '收回本金'],
      ['P1', 'A', '2026-01-05', '10.00'],
      ['合计', '', '', '10.01'],
    ];
    writeFileSync(
      book,
      makeWorkbook([
        { name: '一', rows: [['空']] },
        { name: '二', rows },
      ]),
    );
    const { json, lines } = await run(postingsVerb, book, { sheet: '二', mapping });
    expect(json).toMatchObject({ rowsLoaded: 1, sheet: '二', principalFen: 1000 });
    expect(lines.join('\n')).toContain('10.01 ≠ 10.00');
    await expect(run(postingsVerb, book, { sheet: '三' })).rejects.toMatchObject({
      code: 'sheet-missing',
    });
  });
});
