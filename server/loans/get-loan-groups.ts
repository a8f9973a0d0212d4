import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import { loanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { loansFrom } from './loan-list-sql.ts';

/** What loans may be grouped by; `within` is shown before the key and tells equal names apart. */
const GROUPS = {
  branch: { key: 'l.branch', within: null },
  officer: { key: 'l.officer', within: 'l.branch' },
  township: { key: 'l.township', within: null },
  village: { key: 'l.village', within: 'l.township' },
  product: { key: 'l.product', within: null },
  riskClass: { key: 'l.risk_class', within: null },
  bookStatus: { key: 'l.book_status', within: null },
  state: { key: `coalesce(l.npl_state, 'performing')`, within: null },
  guaranteeKind: { key: 'l.guarantee_kind', within: null },
  contactState: { key: 'l.contact_state', within: null },
  courtStage: { key: 'l.court_stage', within: null },
  defaultType: { key: 's.default_type', within: null },
  painPoint: { key: 's.pain_point', within: null },
} as const;

/** Fewer loans than this could point at a person, so the village is not named (个保法 25). */
const FEWEST_OF_A_VILLAGE = 5;

export const groupsQuery = loanFilter.extend({
  by: z.enum(Object.keys(GROUPS) as [keyof typeof GROUPS, ...(keyof typeof GROUPS)[]]),
  search: z.string().max(60).optional(),
});

const row = z.object({
  key: z.string().nullable(),
  within: z.string().nullable(),
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
});

const total = (name: string) => `CAST(coalesce(sum(${name}), 0) AS BIGINT)`;

/**
 * Loans under a filter, grouped, largest balance first; every group's sums are whole fen and add up
 * to the list's totals. `key` null is unknown in the book. Villages with fewer than five loans
 * under the filter come together as one row with `named: false`; `groups` counts them.
 */
export async function getLoanGroups(reader: Reader, asked: z.infer<typeof groupsQuery>) {
  const snapshot = await getSnapshot(reader, asked.asOf);
  const { by, search, ...filter } = asked;
  const from = loansFrom(filter, search);
  const group = GROUPS[by];
  const within = group.within ?? 'CAST(NULL AS VARCHAR)';
  const named = by === 'village' ? `key IS NULL OR loans >= ${FEWEST_OF_A_VILLAGE}` : 'TRUE';
  const rows = await reader.rows(
    row,
    `WITH grouped AS (
       SELECT ${group.key} AS key, ${within} AS within, count(*) AS loans,
         ${total('l.balance_fen')} AS balance,
         count(*) FILTER (WHERE l.npl_state = 'on_book') AS on_book,
         ${total(`CASE WHEN l.npl_state = 'on_book' THEN l.balance_fen END`)} AS on_book_fen,
         ${total(`CASE WHEN l.npl_state = 'off_book' THEN l.balance_fen END`)} AS off_book_fen,
         count(*) FILTER (WHERE s.default_type = 'undetermined') AS undetermined,
         count(s.loan_id) AS claims, ${total('l.paid_this_year_fen')} AS paid
       ${from.sql} GROUP BY 1, 2
     ), shown AS (SELECT *, ${named} AS named FROM grouped)
     SELECT CASE WHEN named THEN key END AS "key", CASE WHEN named THEN within END AS "within",
       named AS "named", count(*) AS "groups", ${total('loans')} AS "loans",
       ${total('balance')} AS "balanceFen", ${total('on_book')} AS "onBookLoans",
       ${total('on_book_fen')} AS "onBookFen", ${total('off_book_fen')} AS "offBookFen",
       ${total('undetermined')} AS "undetermined", ${total('claims')} AS "claims",
       ${total('paid')} AS "paidThisYearFen"
     FROM shown GROUP BY 1, 2, 3 ORDER BY named DESC, "balanceFen" DESC, 1, 2`,
    [snapshot.id, ...from.binds],
  );
  return { asOf: snapshot.asOf, by, rows };
}
