import { CANONICAL_FIELDS } from '../../server/loan-book/canonical-fields.ts';
import type { Desk } from '../../server/open-desk.ts';
import type { Bind } from '../../server/warehouse/warehouse.ts';

/** A loan by column name; what is not named is unknown. */
export type LoanColumns = Readonly<Record<string, string | number | boolean | null>>;

const COLUMNS = [
  ...CANONICAL_FIELDS.map((field) => field.column),
  'npl_state',
  'class_floor',
  'extra',
];
const DATES = new Set(
  CANONICAL_FIELDS.filter((field) => field.kind === 'date').map((field) => field.column),
);

/**
 * Puts a snapshot with these loans straight into the tables and runs the load steps on it, for
 * tests of what comes after the loader. Loans default to one branch and officer, on book, 次级.
 */
export async function insertLoans(
  desk: Desk,
  snapshot: { id: number; asOf: string },
  loans: readonly LoanColumns[],
): Promise<void> {
  await desk.warehouse.write(async (tx) => {
    await tx.run(
      `INSERT INTO snapshot (id, as_of, status, source_name, file_name, sha256, byte_size, encoding,
        delimiter, unit, header, mapping, rows_read, rows_loaded, rows_rejected, rows_skipped,
        balance_fen, npl_loans, npl_balance_fen, off_book_loans, off_book_balance_fen, warnings,
        unmapped, loaded_at)
       VALUES ($1, CAST($2 AS DATE), 'current', 'test', 'test.csv', $3, 0, 'utf-8', ',', 'yuan',
        '[]', '{}', $4, $4, 0, 0, 0, 0, 0, 0, 0, '[]', '[]', TIMESTAMP '2026-11-23 08:00:00')`,
      [snapshot.id, snapshot.asOf, `sha-${snapshot.id}`, loans.length],
    );
    const perStatement = 20;
    for (let first = 0; first < loans.length; first += perStatement) {
      const binds: Bind[] = [];
      const rows = loans.slice(first, first + perStatement).map((loan, index) => {
        const row: LoanColumns = {
          loan_id: `L${first + index + 1}`,
          branch: '城关支行',
          officer: '李建国',
          balance_fen: 1_000_000,
          npl_state: 'on_book',
          risk_class: 'substandard',
          ...loan,
        };
        const values = COLUMNS.map((column) => {
          binds.push(row[column] ?? null);
          return DATES.has(column) ? `CAST($${binds.length} AS DATE)` : `$${binds.length}`;
        });
        return `(${snapshot.id}, ${first + index + 1}, ${first + index + 2}, ${values.join(', ')})`;
      });
      await tx.run(
        `INSERT INTO loan (snapshot_id, row_no, line_no, ${COLUMNS.join(', ')}) VALUES ${rows.join(', ')}`,
        binds,
      );
    }
    for (const step of desk.loadSteps) await step.run(tx, snapshot);
  });
}
