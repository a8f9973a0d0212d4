import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { restoreSnapshot } from '../../server/loan-book/restore-snapshot.ts';
import { ensureMovements, movementStep } from '../../server/recovery/write-movements.ts';
import { transitionStep } from '../../server/recovery/write-transitions.ts';
import { claimStep } from '../../server/triage/claim-sql.ts';
import { insertLoans } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const DAYS = [0, 7, 28, 35, 56, 63, 91, 98].map((day) => addDays('2026-02-01', day));

const loan = fc.record({
  state: fc.constantFrom('on_book', 'off_book', null, null, 'gone'),
  fen: fc.constantFrom(0, 500, 1000),
  branch: fc.constantFrom('甲', '乙'),
  product: fc.constantFrom('mortgage', 'consumer'),
  days: fc.constantFrom(null, 0, 20, 50, 80, 120, 400),
  riskClass: fc.constantFrom(null, 'special_mention', 'substandard'),
  reason: fc.constantFrom(null, null, 'cash', 'written_off'),
  status: fc.constantFrom('on', 'written_off'),
});
const event = fc.oneof(
  { weight: 5, arbitrary: fc.record({ book: fc.nat(7), loans: fc.array(loan, { maxLength: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ posted: fc.nat(110), on: fc.nat(5), fen: fc.nat(2000) }) },
  { weight: 1, arbitrary: fc.record({ restores: fc.nat(9) }) },
);
type Happened = typeof event extends fc.Arbitrary<infer One> ? One : never;

const HEADER = '流水号,借据号,入账日期,收回本金,表内外,机构名称,清收人';
const superseded = z.object({ id: z.int() });

/** A book of a day that has one already supersedes it, as the loader does. */
async function happen(test: TestApp, one: Happened, place: number): Promise<void> {
  const desk = { ...test.desk, loadSteps: [claimStep, movementStep, transitionStep] };
  if ('posted' in one) {
    const line = `P${place},L${one.on},${addDays('2026-02-01', one.posted)},${(one.fen / 100).toFixed(2)},表内,甲,李建国`;
    await loadSide(desk, 'postings', `${HEADER}\n${line}`, { fileName: `${place}.csv` });
    return;
  }
  if ('restores' in one) {
    const old = await desk.warehouse.rows(
      superseded,
      `SELECT id FROM snapshot WHERE status = 'superseded' ORDER BY id`,
    );
    const found = old[one.restores % Math.max(1, old.length)];
    if (found) await restoreSnapshot(desk, found.id, undefined);
    return;
  }
  const asOf = DAYS[one.book] ?? '';
  await desk.warehouse.write((tx) =>
    tx.run(`UPDATE snapshot SET status = 'superseded' WHERE as_of = CAST($1 AS DATE)`, [asOf]),
  );
  const there = one.loans.flatMap(
    ({ state, fen, branch, product, days, riskClass, ...rest }, at) =>
      state === 'gone'
        ? []
        : [
            {
              ...{ loan_id: `L${at}`, npl_state: state, balance_fen: fen, branch, product },
              ...{ days_past_due: days, risk_class: riskClass, class_floor: 'substandard' },
              ...{ decrease_reason: rest.reason, book_status: rest.status },
            },
          ],
  );
  await insertLoans(desk, { id: place + 1, asOf }, there);
}

const FILTERS = ['', 'branch=甲', 'product=mortgage', 'flag=class_lag', 'state=on_book'];
const QUESTIONS = [
  ...['transitions?kind=class', 'transitions?kind=days', 'roll-rates?', 'bridge?'],
  ...['three-sources?', 'reconciliation?', 'progress?by=branch', 'comparison?by=branch', 'cures?'],
];

const inAnyOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const all = value.map(inAnyOrder);
    return all.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inAnyOrder(one)]));
};

async function answers(test: TestApp): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const filter of FILTERS) {
    for (const question of QUESTIONS) {
      const path = `${question}&${filter}`.replace('?&', '?');
      const response = await test.request(`/api/recovery/${path}`);
      expect(response.status, path).toBe(200);
      found.set(path, inAnyOrder(await response.json()));
    }
  }
  return found;
}

describe('what a load adds up', () => {
  it('is what the books and the ledger say, whatever was loaded, superseded and restored when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 6, maxLength: 14 }), async (events) => {
        const test = await openTestApp();
        try {
          const first = { book: 2, loans: [] };
          for (const [place, one] of [first, ...events].entries()) await happen(test, one, place);
          const kept = await answers(test);
          // Forget all of it: the movements are made anew, the matrices come from the books.
          await test.desk.warehouse.write(async (tx) => {
            for (const table of ['transition_pair', 'movement_pair', 'movement', 'posted_loan']) {
              await tx.run(`DELETE FROM ${table}`);
            }
            await tx.run('UPDATE transition_sum SET loans = loans + 1');
          });
          await ensureMovements(test.desk.warehouse);
          for (const [path, answer] of await answers(test)) {
            expect(kept.get(path), path).toEqual(answer);
          }
        } finally {
          await test.close();
        }
      }),
      { numRuns: 5 },
    );
  }, 120_000);
});
