import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COMPARED_FIELDS, compareSnapshots } from '../../server/loans/compare-snapshots.ts';
import { getComparedLoans } from '../../server/loans/get-compared-loans.ts';
import { insertLoans } from './insert-loans.ts';
import { openTestApp } from './open-test-app.ts';

const loan = fc.option(
  fc.record({
    balance_fen: fc.constantFrom(0, 500, 1000),
    overdue_principal_fen: fc.constantFrom(null, 0, 500),
    officer: fc.constantFrom(null, '甲', '乙'),
    matures_on: fc.constantFrom(null, '2026-01-31', '2026-06-30'),
    is_deceased: fc.constantFrom(null, null, true, false),
    days_past_due: fc.constantFrom(null, 0, 30),
  }),
);
const book = fc.array(loan, { minLength: 25, maxLength: 25 });

it('two snapshots differ by as many loans, and as much, as their lists of differences say', async () => {
  const test = await openTestApp();
  try {
    let id = 0;
    await fc.assert(
      fc.asyncProperty(book, book, async (...books) => {
        const { warehouse } = test.desk;
        for (const loans of books) {
          id += 1;
          const there = loans.flatMap((one, at) => (one ? [{ loan_id: `L${at}`, ...one }] : []));
          const asOf = `2026-${String(Math.ceil(id / 28)).padStart(2, '0')}-${String((id % 28) + 1).padStart(2, '0')}`;
          await insertLoans(test.desk, { id, asOf }, there);
        }
        const pair = { from: id - 1, to: id };
        const found = await compareSnapshots(warehouse, pair);
        const list = (change: string) =>
          getComparedLoans(warehouse, { ...pair, change, offset: 0, limit: 100 });
        const fen = (
          rows: { balanceBeforeFen: number | null; balanceAfterFen: number | null }[],
        ) => [
          rows.reduce((sum, { balanceBeforeFen }) => sum + (balanceBeforeFen ?? 0), 0),
          rows.reduce((sum, { balanceAfterFen }) => sum + (balanceAfterFen ?? 0), 0),
        ];
        const [added, gone] = [await list('added'), await list('gone')];
        expect(found.added).toEqual({ loans: added.total, balanceFen: fen(added.rows)[1] });
        expect(found.gone).toEqual({ loans: gone.total, balanceFen: fen(gone.rows)[0] });
        const changed = new Map<string, (typeof added.rows)[number]>();
        for (const { id: field, kind } of COMPARED_FIELDS) {
          const { total, rows } = await list(field);
          for (const row of rows) changed.set(row.loanId, row);
          const said = found.fields.find((one) => one.field === field);
          expect(said?.loans ?? 0, field).toBe(total);
          if (kind !== 'amount' || said === undefined) continue;
          const amount = (of: 'before' | 'after') =>
            rows.reduce((sum, row) => sum + Number(row[of].value ?? 0), 0);
          expect([said.beforeFen, said.afterFen], field).toEqual([
            amount('before'),
            amount('after'),
          ]);
        }
        const [beforeFen, afterFen] = fen([...changed.values()]);
        expect(found.changed).toEqual({ loans: changed.size, beforeFen, afterFen });
        const both = books[0]?.filter((one, at) => one && books[1]?.[at]).length ?? 0;
        expect(found.same).toBe(both - changed.size);
      }),
      { numRuns: 4 },
    );
  } finally {
    await test.close();
  }
});
