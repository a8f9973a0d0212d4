import fc from 'fast-check';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { restoreSnapshot } from '../../server/loan-book/restore-snapshot.ts';
import { segmentStep } from '../../server/recovery/segment-stock.ts';
import { movementStep } from '../../server/recovery/write-movements.ts';
import { transitionStep } from '../../server/recovery/write-transitions.ts';
import { claimStep } from '../../server/triage/claim-sql.ts';
import { insertLoans } from './insert-loans.ts';
import { loadSide } from './load-side.ts';
import type { TestApp } from './open-test-app.ts';

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
  defaulted: fc.constantFrom(
    null,
    '2025-08-31',
    '2026-01-10',
    '2026-03-05',
    '2026-04-30',
    '2027-01-01',
  ),
  extended: fc.constantFrom(null, null, null, '2026-12-31'),
});
/** Something that happens to a desk: a book of up to six loans, a line of the ledger, a restored book. */
export const event = fc.oneof(
  { weight: 5, arbitrary: fc.record({ book: fc.nat(7), loans: fc.array(loan, { maxLength: 6 }) }) },
  { weight: 2, arbitrary: fc.record({ posted: fc.nat(110), on: fc.nat(5), fen: fc.nat(2000) }) },
  { weight: 1, arbitrary: fc.record({ restores: fc.nat(9) }) },
);
export type Happened = typeof event extends fc.Arbitrary<infer One> ? One : never;

const HEADER = '流水号,借据号,入账日期,收回本金,表内外,机构名称,清收人';
const superseded = z.object({ id: z.int() });

/** A book of a day that has one already supersedes it, as the loader does. */
export async function happen(test: TestApp, one: Happened, place: number): Promise<void> {
  const desk = { ...test.desk, loadSteps: [claimStep, segmentStep, movementStep, transitionStep] };
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
              ...{
                defaulted_on: rest.defaulted,
                extended_to: rest.extended,
                borrower_id: `B${at >> 1}`,
              },
            },
          ],
  );
  await insertLoans(desk, { id: place + 1, asOf }, there);
}
