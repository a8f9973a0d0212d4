import { z } from 'zod';
import { rosterFileSql } from '../loan-book/roster-lines.ts';
import type { LoadStep } from '../warehouse/room-deps.ts';

const FIELDS = [
  { field: 'branch', table: 'roster_branch', kind: 'branches' },
  { field: 'officer', table: 'roster_officer', kind: 'officers' },
] as const;

const found = z.object({ code: z.string(), name: z.string(), loans: z.int() });

/**
 * While a book is being loaded, a 机构 or 管户人 that is a code of the roster becomes the name it
 * stands for: everything downstream (quotas, postings, filters) knows people by name, and a bank
 * whose export changes from names to codes would else see everybody twice. Only a code that stands
 * for exactly one name and is nobody's name; what was read as what is kept with the snapshot, so
 * that it can be told and undone. Before it is visible a snapshot may still change; after, never.
 */
export const resolveCodes: LoadStep = {
  name: 'roster',
  async run(tx, { id, asOf }) {
    for (const { field, table, kind } of FIELDS) {
      const names = await tx.rows(
        found,
        `SELECT r.code, min(r.name) AS name, min(l.loans) AS loans
         FROM ${table} r
         JOIN (SELECT ${field} AS code, count(*) AS loans FROM loan
               WHERE snapshot_id = $1 AND ${field} IS NOT NULL GROUP BY ${field}) l
           ON l.code = r.code
         WHERE r.file_id = ${rosterFileSql(kind, asOf)}
           AND NOT EXISTS (SELECT 1 FROM ${table} o
                           WHERE o.file_id = r.file_id AND o.name = r.code)
         GROUP BY r.code HAVING min(r.name) = max(r.name) ORDER BY r.code`,
        [id],
      );
      for (const { code, name, loans } of names) {
        await tx.run('INSERT INTO roster_resolution VALUES ($1, $2, $3, $4, $5)', [
          ...[id, field, code, name, loans],
        ]);
      }
      if (names.length > 0) {
        await tx.run(
          `UPDATE loan SET ${field} = r.name FROM roster_resolution r
           WHERE loan.snapshot_id = $1 AND r.snapshot_id = $1 AND r.field = '${field}'
             AND r.code = loan.${field}`,
          [id],
        );
      }
    }
  },
};
