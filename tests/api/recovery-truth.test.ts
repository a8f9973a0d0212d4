import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BankTruth, generateBank } from '../../sample-data/generate-bank.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

let test: TestApp;
let truth: BankTruth;

beforeAll(async () => {
  test = await openTestApp();
  const bank = generateBank({ loans: 600, lastAsOf: '2026-03-20' });
  truth = bank.truth;
  const { desk } = test;
  for (const { kind, name, asOf, bytes } of bank.files) {
    if (kind !== 'loan-book' && kind !== 'postings') continue;
    const path = join(desk.warehouse.incoming, 'file.csv');
    await writeFile(path, bytes());
    if (kind === 'postings') await loadSide(desk, 'postings', bytes(), { fileName: name });
    else await importLoanBook(desk, { path, fileName: name, asOf: asOf ?? '' });
  }
}, 120_000);
afterAll(() => test.close());

const planted = (...kinds: string[]) =>
  truth.planted
    .filter((event) => kinds.includes(event.kind))
    .reduce((sum, event) => sum + event.amount, 0);

const ask = async (path: string) => (await test.request(`/api/recovery${path}`)).json();

describe('a bank whose truth is known', () => {
  it('has, in every book without refused rows, the claims that it really had', async () => {
    type Summary = { asOf: string; status: string; rowsRejected: number };
    const response = await test.request('/api/loan-book/snapshots');
    const loaded: (Summary & Record<string, number>)[] = await response.json();
    const whole = loaded.filter(({ rowsRejected }) => rowsRejected === 0);
    expect(whole.length).toBeGreaterThan(8);
    for (const book of whole) {
      const real = truth.snapshots.find(({ asOf }) => asOf === book.asOf);
      expect([book['rowsLoaded'], book['balanceFen']]).toEqual([real?.loans, real?.balance]);
      expect([book['nplLoans'], book['nplBalanceFen']]).toEqual([real?.nplLoans, real?.nplBalance]);
      expect(book['offBookLoans']).toBe(real?.offBookLoans);
    }
  });

  it('has the bridge that really happened, but for what was planted', async () => {
    const { bars, differenceFen, openingFen, closingFen } = await ask('/bridge');
    const of = (term: string) => bars.find((bar: { term: string }) => bar.term === term)?.fen ?? 0;
    const { bridge } = truth;
    expect(differenceFen).toBe(0);
    expect([openingFen, closingFen]).toEqual([bridge.opening, bridge.closing]);
    const untrue = planted('posting-without-fall', 'duplicate-posting');
    // A row that the loader must refuse is gone for a week and comes back.
    const refused = planted('damaged-id', 'duplicate-row', 'text-amount');
    expect(of('new')).toBe(bridge.newNpl);
    expect(of('upgrade')).toBe(0 - bridge.upgraded);
    expect(of('writeoff')).toBe(0 - bridge.writtenOff);
    expect(of('transfer')).toBe(0 - bridge.transferred);
    expect(of('foreclosure')).toBe(0 - bridge.foreclosed);
    expect(of('cash')).toBe(0 - bridge.cashPrincipal - untrue);
    expect(of('return')).toBe(bridge.returned + refused);
    expect(of('unexplained')).toBe(untrue - bridge.silentExit - bridge.unexplained - refused);
  });

  it('recovered what really came in, and what the ledger says besides', async () => {
    const { total } = await ask('/progress');
    const sum = (of: 'cashOn' | 'cashOff' | 'interest') =>
      truth.months.reduce((all, month) => all + month[of], 0);
    expect(total.onBookFen).toBe(
      sum('cashOn') + planted('posting-without-fall', 'duplicate-posting'),
    );
    expect(total.offBookFen).toBe(sum('cashOff'));
    expect(total.interestFen).toBe(sum('interest'));
    expect(total.source).toBe('postings');
  });

  it.each([
    ['posting-without-fall', 'posted-not-fallen'],
    ['fall-without-posting', 'fallen-not-posted'],
    ['wrong-officer', 'credited-elsewhere'],
    ['duplicate-posting', 'posted-twice'],
    ['reversal', 'reversed'],
  ])('finds every %s of the ledger, with its amount', async (planted, kind) => {
    type Row = { kind: string; loanId: string; differenceFen: number };
    const { differences }: { differences: Row[] } = await ask('/reconciliation');
    const events = truth.planted.filter((event) => event.kind === planted);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) {
      const own = differences.filter((row) => row.kind === kind && row.loanId === event.loanId);
      expect(own.map((row) => Math.abs(row.differenceFen))).toContain(event.amount);
    }
  });

  it('has three sources whose groups add up to the whole, and which disagree where planted', async () => {
    type Sums = Record<'postedFen' | 'saidFen' | 'fallFen' | 'differing' | 'apartFen', number>;
    type Line = { loanId: string; apartFen: number };
    const found: { total: Sums; officers: Sums[]; months: Sums[]; rows: Line[] } =
      await ask('/three-sources');
    for (const groups of [found.officers, found.months]) {
      for (const key of ['postedFen', 'saidFen', 'fallFen', 'differing', 'apartFen'] as const) {
        expect(groups.reduce((sum, group) => sum + group[key], 0)).toBe(found.total[key]);
      }
    }
    expect(found.rows).toHaveLength(found.total.differing);
    const apart = new Set(found.rows.map(({ loanId }) => loanId));
    for (const kind of ['posting-without-fall', 'fall-without-posting', 'duplicate-posting']) {
      for (const event of truth.planted.filter((one) => one.kind === kind)) {
        expect(apart, `${kind} ${event.loanId}`).toContain(event.loanId);
      }
    }
    const xlsx = await test.request('/api/recovery/three-sources/xlsx?language=en');
    expect(new Uint8Array(await xlsx.arrayBuffer()).slice(0, 2)).toEqual(
      new Uint8Array([0x50, 0x4b]),
    );
  });

  const eventsOf = (...kinds: string[]) => truth.planted.filter(({ kind }) => kinds.includes(kind));
  const at = async (path: string) => {
    const response = await test.request(`/api${path}`);
    expect(response.status, path).toBe(200);
    return response.json();
  };
  const idsOf = (rows: { loanId: string }[]) => rows.map(({ loanId }) => loanId);

  it('shows a borrower whose state changes among what changed that week, and at the gates', async () => {
    const snapshots: { id: number; asOf: string }[] = await at('/loan-book/snapshots');
    const byDay = snapshots.toSorted((a, b) => (a.asOf < b.asOf ? -1 : 1));
    const fields = {
      dispute: 'has_dispute',
      illness: 'has_serious_illness',
      death: 'is_deceased',
      'lost-contact': 'contact_state',
    } as const;
    let seen = 0;
    for (const [kind, field] of Object.entries(fields)) {
      for (const { loanId, seenOn } of eventsOf(kind)) {
        const place = byDay.findIndex(({ asOf }) => asOf === seenOn);
        const [before, after] = [byDay[place - 1], byDay[place]];
        if (before === undefined || after === undefined) continue;
        const pair = `from=${before.id}&to=${after.id}`;
        const { rows } = await at(`/loans/comparison/loans?${pair}&change=${field}&limit=1000`);
        expect(idsOf(rows), `${kind} ${seenOn}`).toContain(loanId);
        const { segment } = await at(`/loans/${loanId}?asOf=${seenOn}`);
        if (kind === 'dispute') {
          const held = segment.types.flatMap((type: { predicates: object[] }) => type.predicates);
          expect(held).toContainEqual(
            expect.objectContaining({ id: 'disputer-dispute', truth: true }),
          );
        } else expect(segment.gates.length, `${kind} ${loanId}`).toBeGreaterThan(0);
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(0);
  });
});
