import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BankTruth, generateBank } from '../../sample-data/generate-bank.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const LAST = '2026-11-20';
let test: TestApp;
let truth: BankTruth;

beforeAll(async () => {
  test = await openTestApp();
  const bank = generateBank({ loans: 700 });
  truth = bank.truth;
  for (const { kind, name, asOf, bytes } of bank.files) {
    if (kind === 'postings') await loadSide(test.desk, kind, bytes(), { fileName: name });
    if (kind !== 'loan-book' || asOf === undefined) continue;
    const path = join(test.desk.warehouse.incoming, 'book.csv');
    await writeFile(path, bytes());
    await importLoanBook(test.desk, { path, fileName: name, asOf });
  }
}, 120_000);
afterAll(() => test.close());

const ask = async <Shape>(schema: z.ZodType<Shape>, path: string): Promise<Shape> =>
  schema.parse(await (await test.request(`/api${path}`)).json());
const loanRow = z.looseObject({ loanId: z.string() });
const idsOf = (rows: readonly { loanId: string }[]) => new Set(rows.map(({ loanId }) => loanId));
const planted = (...kinds: string[]) => truth.planted.filter(({ kind }) => kinds.includes(kind));

async function flagged(flag: string, asOf = LAST) {
  const path = `/loans?flag=${flag}&asOf=${asOf}&limit=500`;
  return idsOf((await ask(z.looseObject({ rows: z.array(loanRow) }), path)).rows);
}
const alertLoans = async (kind: string, asOf = LAST) =>
  idsOf(await ask(z.array(loanRow), `/recovery/alerts/${kind}/loans?asOf=${asOf}`));

describe('what is planted in the sample bank is found where a manager would look', () => {
  it.each(['limitation-proved', 'limitation-unproved'])(
    '%s: among claims whose limitation ends within eight weeks',
    async (kind) => {
      const found = await flagged('limitation_8w');
      expect(planted(kind).length).toBeGreaterThan(0);
      for (const { loanId } of planted(kind)) expect(found).toContain(loanId);
    },
  );

  it('guarantee-ending: among guarantees that lapse within eight weeks', async () => {
    const found = await flagged('guarantee_8w');
    expect(planted('guarantee-ending').length).toBeGreaterThan(0);
    for (const { loanId } of planted('guarantee-ending')) expect(found).toContain(loanId);
  });

  it('class-lag: in the book that first shows it, among classes that lag', async () => {
    expect(planted('class-lag').length).toBeGreaterThan(0);
    for (const { loanId, seenOn } of planted('class-lag')) {
      expect(await flagged('class_lag', seenOn)).toContain(loanId);
    }
  });

  it('silent-exit and dpd-reset: among the alerts of the day on which they are first seen', async () => {
    for (const [kind, alert] of [
      ['silent-exit', 'silent-exit'],
      ['dpd-reset', 'days-reset'],
    ] as const) {
      expect(planted(kind).length).toBeGreaterThan(0);
      for (const { loanId, seenOn } of planted(kind)) {
        expect(await alertLoans(alert, seenOn), `${kind} ${seenOn}`).toContain(loanId);
      }
    }
  });

  it('slipping-plan: among large receipts that were planned and did not come', async () => {
    const found = await alertLoans('slipped-plan');
    expect(planted('slipping-plan').length).toBeGreaterThan(0);
    for (const { loanId } of planted('slipping-plan')) expect(found).toContain(loanId);
  });

  it('early-upgrade: among upgrades whose observation was not kept', async () => {
    const cures = z.looseObject({
      rows: z.array(loanRow.extend({ observation: z.string(), upgradedOn: z.string() })),
    });
    const { rows } = await ask(cures, '/recovery/cures');
    expect(planted('early-upgrade').length).toBeGreaterThan(0);
    for (const { loanId, seenOn } of planted('early-upgrade')) {
      const own = rows.find((row) => row.loanId === loanId && row.upgradedOn === seenOn);
      expect(own?.observation, loanId).toBe('not-met');
    }
  });

  it.each([
    ['dispute', 'has_dispute'],
    ['illness', 'has_serious_illness'],
    ['death', 'is_deceased'],
    ['lost-contact', 'contact_state'],
  ])('%s: among what changed in the week', async (kind, field) => {
    const changes = z.looseObject({ rows: z.array(loanRow) });
    const books = z.array(z.object({ id: z.int(), asOf: z.string(), status: z.string() }));
    const ids = new Map(
      (await ask(books, '/loan-book/snapshots'))
        .filter(({ status }) => status === 'current')
        .map(({ asOf, id }) => [asOf, id]),
    );
    expect(planted(kind).length).toBeGreaterThan(0);
    for (const { loanId, seenOn } of planted(kind)) {
      const before = truth.asOfs[truth.asOfs.indexOf(seenOn) - 1] ?? '';
      const pair = `from=${ids.get(before)}&to=${ids.get(seenOn)}`;
      const { rows } = await ask(
        changes,
        `/loans/comparison/loans?${pair}&change=${field}&limit=500`,
      );
      expect(idsOf(rows), `${kind} ${seenOn}`).toContain(loanId);
    }
  });

  it('an officer with a full desk and no receipt for three weeks: among the idle', async () => {
    const alerts = z.array(
      z.looseObject({
        kind: z.string(),
        officers: z.array(z.looseObject({ officer: z.string() })).nullable(),
      }),
    );
    const idle = (await ask(alerts, '/recovery/alerts')).find(
      ({ kind }) => kind === 'idle-officer',
    );
    expect(idle?.officers?.map(({ officer }) => officer)).toContain(truth.stalledOfficer);
  });

  it('the alert of differences is what the reconciliation says of claims still listed', async () => {
    const sum = z.looseObject({ kind: z.string(), loans: z.int(), amountFen: z.int() });
    const alert = (await ask(z.array(sum), '/recovery/alerts')).find(
      ({ kind }) => kind === 'difference',
    );
    const row = z.looseObject({ kind: z.string(), loanId: z.string(), differenceFen: z.int() });
    const { differences } = await ask(
      z.looseObject({ differences: z.array(row) }),
      '/recovery/reconciliation',
    );
    const listed = differences.filter(({ kind }) =>
      ['posted-not-fallen', 'fallen-not-posted'].includes(kind),
    );
    expect(listed.length).toBeGreaterThan(0);
    expect(alert).toMatchObject({
      loans: idsOf(listed).size,
      amountFen: listed.reduce((all, one) => all + Math.abs(one.differenceFen), 0),
    });
  });

  it('villages that default several times as often: first of all villages', async () => {
    const villages = z.looseObject({
      villages: z.array(z.looseObject({ village: z.string() })),
    });
    const found = (await ask(villages, '/recovery/villages')).villages.map((one) => one.village);
    const real = truth.contagionVillages.map(({ village }) => village);
    expect(found.slice(0, real.length).filter((one) => real.includes(one)).length).toBeGreaterThan(
      real.length / 2,
    );
  });
});
