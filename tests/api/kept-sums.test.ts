import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { segmentRows } from '../../server/recovery/segment-stock.ts';
import { ensureMovements } from '../../server/recovery/write-movements.ts';
import type { LoanFilter } from '../../server/triage/loan-filter.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';
import { event, happen } from './random-history.ts';

/** What is made again of the books, or not needed. */
const KEPT = ['transition_pair', 'movement_pair', 'movement', 'posted_loan', 'new_claim'];

const FILTERS = ['', 'branch=甲', 'product=mortgage', 'flag=class_lag', 'state=on_book'];
const QUESTIONS = [
  ...['transitions?kind=class', 'transitions?kind=days', 'roll-rates?', 'bridge?'],
  ...['three-sources?', 'reconciliation?', 'progress?by=branch', 'comparison?by=branch', 'cures?'],
  ...['outcomes?by=product', 'outcomes/loans?by=product'],
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

const segment = z.object({ key: z.string(), fen: z.int() });

/** The segments of every book under a filter that lets every claim through, kept or of the claims. */
function segments(test: TestApp, filter: LoanFilter) {
  const { sql, binds } = segmentRows(filter, 1);
  return test.desk.warehouse.rows(
    segment,
    `SELECT concat_ws('/', snapshot_id, branch, officer, npl_state, segment) AS key,
            CAST(sum(balance_fen) AS BIGINT) AS fen
     FROM (${sql}) x GROUP BY 1 ORDER BY 1`,
    binds,
  );
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
          expect(await segments(test, {})).toEqual(
            await segments(test, { state: ['on_book', 'off_book'] }),
          );
          // Forget all of it: the movements are made anew, the matrices come from the books.
          await test.desk.warehouse.write(async (tx) => {
            for (const table of KEPT) await tx.run(`DELETE FROM ${table}`);
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
