import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import { COLUMNS, loanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { loansFrom } from './loan-list-sql.ts';

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
const WITHIN: Partial<Record<GroupKey, string>> = { officer: 'l.branch', village: 'l.township' };

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
  const from = loansFrom(filter, search);
  const keys = [
    COLUMNS[by],
    WITHIN[by] ?? NULL_TEXT,
    and === undefined ? NULL_TEXT : COLUMNS[and],
    (and && WITHIN[and]) ?? NULL_TEXT,
  ];
  const villages = [
    ...(by === 'village' ? ['k1 IS NULL'] : []),
    ...(and === 'village' ? ['k3 IS NULL'] : []),
  ];
  const named =
    villages.length === 0
      ? 'TRUE'
      : `(${villages.join(' AND ')}) OR loans >= ${FEWEST_OF_A_VILLAGE}`;
  const shown = (key: string) => `CASE WHEN named THEN ${key} END`;
  const rows = await reader.rows(
    row,
    `WITH grouped AS (
       SELECT ${keys.map((key, place) => `${key} AS k${place + 1}`).join(', ')}, count(*) AS loans,
         ${total('l.balance_fen')} AS balance,
         count(*) FILTER (WHERE l.npl_state = 'on_book') AS on_book,
         ${total(`CASE WHEN l.npl_state = 'on_book' THEN l.balance_fen END`)} AS on_book_fen,
         ${total(`CASE WHEN l.npl_state = 'off_book' THEN l.balance_fen END`)} AS off_book_fen,
         count(*) FILTER (WHERE s.default_type = 'undetermined') AS undetermined,
         count(s.loan_id) AS claims, ${total('l.paid_this_year_fen')} AS paid,
         ${total(`CASE WHEN l.paid_this_year_fen IS NOT NULL
           THEN l.balance_fen + l.paid_this_year_fen END`)} AS paid_of
       ${from.sql} GROUP BY 1, 2, 3, 4
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
    [snapshot.id, ...from.binds],
  );
  return { asOf: snapshot.asOf, by, and: and ?? null, rows };
}
