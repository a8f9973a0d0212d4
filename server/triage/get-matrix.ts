import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { claimSource } from './claim-source.ts';
import { PAINS_IN_ORDER, TYPES_IN_ORDER, UNDETERMINED } from './get-filter-options.ts';
import type { LoanFilter } from './loan-filter.ts';

const sums = { loans: z.int(), balanceFen: z.int() };
const cell = z.object({
  defaultType: z.string(),
  painPoint: z.string(),
  onBook: z.boolean(),
  ...sums,
});

interface Sum {
  loans: number;
  balanceFen: number;
}

const add = (cells: readonly Sum[]): Sum => ({
  loans: cells.reduce((sum, { loans }) => sum + loans, 0),
  balanceFen: cells.reduce((sum, { balanceFen }) => sum + balanceFen, 0),
});

/**
 * Default type × pain point over the claims that are non-performing or off book, by count and
 * balance (fen). Cells, rows and the total are sums of the same cells, so they agree exactly.
 */
export async function getMatrix(reader: Reader, filter: LoanFilter) {
  const snapshot = await getSnapshot(reader, filter.asOf);
  const source = claimSource(filter);
  const cells = await reader.rows(
    cell,
    `SELECT ${source.column('default_type')} AS "defaultType",
       ${source.column('pain_point')} AS "painPoint",
       ${source.column('npl_state')} = 'on_book' AS "onBook",
       ${source.loans} AS "loans", ${source.balanceFen} AS "balanceFen"
     ${source.sql} AND ${source.column('npl_state')} IS NOT NULL
     GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    [snapshot.id, ...source.binds],
  );
  const ofType = (code: string) => cells.filter((each) => each.defaultType === code);
  const ofPain = (code: string, among = cells) => among.filter((each) => each.painPoint === code);
  const pains = [...PAINS_IN_ORDER.map(({ id: code, label }) => ({ code, label })), UNDETERMINED];
  const types = [...TYPES_IN_ORDER.map(({ id: code, label }) => ({ code, label })), UNDETERMINED];
  return {
    asOf: snapshot.asOf,
    painPoints: pains.map((pain) => ({ ...pain, ...add(ofPain(pain.code)) })),
    types: types.map((type) => ({
      ...type,
      ...add(ofType(type.code)),
      needsConfirmation: type.code === 'evader',
      cells: pains.map(({ code }) => ({
        painPoint: code,
        ...add(ofPain(code, ofType(type.code))),
      })),
    })),
    total: add(cells),
    onBook: add(cells.filter((each) => each.onBook)),
    offBook: add(cells.filter((each) => !each.onBook)),
    undetermined: add(ofType('undetermined')),
    needsConfirmation: add(ofType('evader')),
  };
}
