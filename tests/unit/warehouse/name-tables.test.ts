import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Catalog, tablesRead, tableWritten } from '../../../server/warehouse/name-tables.ts';
import { tableVersions } from '../../../server/warehouse/table-versions.ts';

const CATALOG: Catalog = new Map([
  ['loan', []],
  ['posting', []],
  ['credit', []],
  ['credited', ['posting', 'credit']],
  ['shown', ['credited', 'loan']],
]);
const read = (sql: string) => [...tablesRead(sql, CATALOG)].sort();

describe('the tables that a statement reads', () => {
  it('are those it names, in any case, quoted or qualified', () => {
    expect(read('SELECT * FROM LOAN l JOIN main."posting" p USING (loan_id)')).toEqual([
      'loan',
      'posting',
    ]);
    expect(read('SELECT loan_id FROM (VALUES (1)) x(loan_id)')).toEqual([]);
  });

  it('are also those behind a view, and behind the views that it names', () => {
    expect(read('SELECT 1 FROM shown')).toEqual(['credit', 'credited', 'loan', 'posting', 'shown']);
  });
});

describe('the table that a statement writes', () => {
  it('is the one it inserts into, updates or deletes from', () => {
    expect(tableWritten('\n  INSERT INTO loan BY NAME SELECT * FROM posting')).toBe('loan');
    expect(tableWritten("update loan SET officer = 'x'")).toBe('loan');
    expect(tableWritten('DELETE FROM posting WHERE TRUE')).toBe('posting');
  });

  it('is not known of anything else', () => {
    expect(tableWritten('CREATE TABLE loan (n INTEGER)')).toBeNull();
    expect(tableWritten('ALTER TABLE loan ADD COLUMN n INTEGER')).toBeNull();
    expect(tableWritten('WITH x AS (SELECT 1) INSERT INTO loan SELECT * FROM x')).toBeNull();
  });
});

describe('what was read of a table', () => {
  const write = (versions: ReturnType<typeof tableVersions>, statements: readonly string[]) => {
    const change = versions.begin();
    for (const sql of statements) change.ran(sql);
    return change;
  };
  const table = fc.constantFrom('loan', 'posting', 'credit');

  it('has changed exactly when a committed write named a table behind it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.array(table, { maxLength: 2 }), fc.boolean()), { maxLength: 12 }),
        fc.constantFrom('loan', 'posting', 'credited', 'shown'),
        (writes, asked) => {
          const versions = tableVersions();
          versions.know(CATALOG);
          const reads = versions.readBy(`SELECT * FROM ${asked}`);
          for (const [tables, commits] of writes) {
            const before = versions.latest;
            const change = write(
              versions,
              tables.map((name) => `DELETE FROM ${name}`),
            );
            if (commits) change.commit();
            const isTouched = commits && tables.some((name) => reads.has(name));
            expect(versions.of(reads) > before).toBe(isTouched);
          }
        },
      ),
    );
  });

  it('has changed with every statement that cannot be told', () => {
    const versions = tableVersions();
    versions.know(CATALOG);
    const { isPlain } = write(versions, ['ALTER TABLE loan ADD COLUMN n INTEGER']).commit();
    expect(isPlain).toBe(false);
    expect(versions.of(['posting'])).toBe(versions.latest);
  });
});
