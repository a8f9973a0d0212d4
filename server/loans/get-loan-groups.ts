import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import { loanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { loanSums } from './loan-list-sql.ts';

/** What loans may be grouped by: keys of the filter, so that a group can be opened as a list. */
export const GROUP_KEYS = [
  'branch',
  'officer',
  'township',
  'village',
  'product',
  'riskClass',
  'daysBand',
  'bookStatus',
  'state',
  'guaranteeKind',
  'contactState',
  'courtStage',
  'defaultType',
  'painPoint',
  'vintage',
] as const;
type GroupKey = (typeof GROUP_KEYS)[number];

/** Shown before the key, where that alone does not tell two of the same name apart. */
const WITHIN: Partial<Record<GroupKey, GroupKey>> = { officer: 'branch', village: 'township' };

/** Fewer loans than this could point at a person, so the village is not named (个保法 25). */
const FEWEST_OF_A_VILLAGE = 5;

export const groupsQuery = loanFilter.extend({
  by: z.enum(GROUP_KEYS),
  /** A second key: every pair of the two is a group. */
  and: z.enum(GROUP_KEYS).optional(),
  search: z.string().max(60).optional(),
});

const row = z.object({
  key: z.string().nullable(),
  within: z.string().nullable(),
  andKey: z.string().nullable(),
  andWithin: z.string().nullable(),
  named: z.boolean(),
  groups: z.int(),
  loans: z.int(),
  balanceFen: z.int(),
  onBookLoans: z.int(),
  onBookFen: z.int(),
  offBookFen: z.int(),
  undetermined: z.int(),
  claims: z.int(),
  paidThisYearFen: z.int(),
  /** Balance now and paid this year of the loans whose book says what was paid. */
  paidOfFen: z.int(),
});

const total = (name: string) => `CAST(coalesce(sum(${name}), 0) AS BIGINT)`;
const NULL_TEXT = 'CAST(NULL AS VARCHAR)';

/**
 * Loans under a filter, grouped by one key or by two, largest balance first; every group's sums are
 * whole fen and add up to the list's totals, and ratios are to be made of sums. A key that is null
 * is unknown in the book. Where a village is a key, groups of fewer than five loans come together
 * as one row with `named: false`; `groups` counts them.
 */
export async function getLoanGroups(reader: Reader, asked: z.infer<typeof groupsQuery>) {
  const snapshot = await getSnapshot(reader, asked.asOf);
  const { by, and, search, ...filter } = asked;
  const source = loanSums(filter, search, and === undefined ? [by] : [by, and]);
  const { sum, column } = source;
  const keys = [by, WITHIN[by], and, and && WITHIN[and]].map((key) =>
    key === undefined ? NULL_TEXT : source.key(key),
  );
  const villages = [
    ...(by === 'village' ? ['k1 IS NULL'] : []),
    ...(and === 'village' ? ['k3 IS NULL'] : []),
  ];
  const named =
    villages.length === 0
      ? 'TRUE'
      : `(${villages.join(' AND ')}) OR loans >= ${FEWEST_OF_A_VILLAGE}`;
  const isOnBook = `${column('npl_state')} = 'on_book'`;
  const shown = (key: string) => `CASE WHEN named THEN ${key} END`;
  const rows = await reader.rows(
    row,
    `WITH grouped AS (
       SELECT ${keys.map((key, place) => `${key} AS k${place + 1}`).join(', ')},
         ${sum('loans')} AS loans, ${sum('balance_fen')} AS balance,
         ${sum('loans', isOnBook)} AS on_book, ${sum('balance_fen', isOnBook)} AS on_book_fen,
         ${sum('balance_fen', `${column('npl_state')} = 'off_book'`)} AS off_book_fen,
         ${sum('loans', `${column('default_type')} = 'undetermined'`)} AS undetermined,
         ${sum('loans', `${column('default_type')} IS NOT NULL`)} AS claims,
         ${sum('paid_year_fen')} AS paid, ${sum('paid_of_fen')} AS paid_of
       ${source.sql} GROUP BY 1, 2, 3, 4
     ), shown AS (SELECT *, ${named} AS named FROM grouped)
     SELECT ${shown('k1')} AS "key", ${shown('k2')} AS "within", ${shown('k3')} AS "andKey",
       ${shown('k4')} AS "andWithin", named AS "named", count(*) AS "groups",
       ${total('loans')} AS "loans", ${total('balance')} AS "balanceFen",
       ${total('on_book')} AS "onBookLoans", ${total('on_book_fen')} AS "onBookFen",
       ${total('off_book_fen')} AS "offBookFen", ${total('undetermined')} AS "undetermined",
       ${total('claims')} AS "claims", ${total('paid')} AS "paidThisYearFen",
       ${total('paid_of')} AS "paidOfFen"
     FROM shown GROUP BY 1, 2, 3, 4, 5
     ORDER BY named DESC, "balanceFen" DESC, 1, 2, 3, 4`,
    [snapshot.id, ...source.binds],
  );
  return { asOf: snapshot.asOf, by, and: and ?? null, rows };
}
