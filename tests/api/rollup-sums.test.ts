import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { GROUP_KEYS } from '../../server/loans/get-loan-groups.ts';
import { ensureRollups } from '../../server/triage/evaluate-triage.ts';
import { insertLoans } from './insert-loans.ts';
import { openTestApp } from './open-test-app.ts';

const fen = fc.constantFrom(null, 0, 100, 12345, 900_000);
const loan = fc.record({
  branch: fc.constantFrom(null, '甲', '乙'),
  officer: fc.constantFrom(null, '李建国', '王芳'),
  product: fc.constantFrom(null, 'mortgage', 'consumer'),
  npl_state: fc.constantFrom(null, 'on_book', 'off_book'),
  risk_class: fc.constantFrom(null, 'pass', 'substandard'),
  class_floor: fc.constantFrom(null, 'special_mention', 'doubtful'),
  book_status: fc.constantFrom('on', 'written_off'),
  balance_fen: fen,
  principal_original_fen: fen,
  overdue_principal_fen: fen,
  interest_on_book_fen: fen,
  penalty_interest_fen: fen,
  collateral_value_fen: fen,
  paid_this_year_fen: fen,
  contact_state: fc.constantFrom(null, 'lost', 'reachable'),
});

const FILTERS = [
  '',
  'branch=甲',
  'branch=~',
  'officer=~&officer=王芳',
  'holder=~',
  'product=~',
].concat(['state=performing', 'defaultType=undetermined', 'flag=class_lag', 'holder=甲/李建国']);
const list = z.object({ totals: z.record(z.string(), z.int()), total: z.int() });
const groups = z.object({ rows: z.array(z.record(z.string(), z.unknown())) });

describe('the rollup of a book', () => {
  it('says of every list and group what its loans add up to, kept by a load or made of older books', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(loan, { minLength: 1, maxLength: 12 }), async (loans) => {
        const test = await openTestApp();
        try {
          await insertLoans(test.desk, { id: 1, asOf: '2026-03-31' }, loans);
          const ask = async (path: string) => {
            const response = await test.request(`/api/loans${path}`);
            expect(response.status, path).toBe(200);
            return response.json();
          };
          // Every number contains an L: a search asks the same of the loans themselves.
          const agree = async () => {
            for (const filter of FILTERS) {
              const [kept, read] = await Promise.all(
                [`?${filter}`, `?${filter}&search=L`].map(async (path) =>
                  list.parse(await ask(path)),
                ),
              );
              expect(kept, filter).toEqual(read);
            }
            for (const by of GROUP_KEYS) {
              const path = `/groups?by=${by}&and=officer`;
              expect(groups.parse(await ask(path)), path).toEqual(
                groups.parse(await ask(`${path}&search=L`)),
              );
            }
          };
          await agree();
          await test.desk.warehouse.write(async (tx) => {
            await tx.run(
              'UPDATE segment_rollup SET principal_fen = NULL, balance_fen = 1, loans = 0',
            );
          });
          await ensureRollups(test.desk.warehouse, () => undefined);
          await agree();
        } finally {
          await test.close();
        }
      }),
      { numRuns: 3 },
    );
  }, 120_000);
});
