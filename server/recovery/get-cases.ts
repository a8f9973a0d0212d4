import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getPairs } from './get-pairs.ts';
import type { Mark } from './kaplan-meier.ts';
import { commonSource } from './source.ts';
import {
  booksSinceOf,
  type CaseKey,
  type End,
  monthsUntil,
  tracedRows,
  watchedRows,
} from './trace-cases.ts';
import type { Cohort, Received } from './vintage-curves.ts';

/** The books and the money that cases up to a day are traced by. */
export async function getCaseBooks(reader: Reader, { asOf, ...filter }: LoanFilter) {
  const to = await getSnapshot(reader, asOf);
  const pairs = await getPairs(reader, { to: to.asOf });
  return {
    asOf: to.asOf,
    booksSince: booksSinceOf(pairs, to),
    source: commonSource(pairs.map((pair) => pair.source)),
    traced: tracedRows(pairs, to, filter),
  };
}

/** The cases of one group, added up; `marks` say when they came under observation and left it. */
export interface CaseGroup {
  group: string | null;
  cases: number;
  borrowers: number;
  baseFen: number;
  recoveredFen: number;
  marks: Mark[];
}

/** One row of several questions that are asked of the same cases at once. */
const part = z.object({
  part: z.enum(['group', 'entry', 'exit', 'cohort', 'month']),
  name: z.string().nullable(),
  place: z.int(),
  n1: z.int(),
  n2: z.int(),
  n3: z.int(),
  n4: z.int(),
});

/**
 * The cases by one key, with what the estimate needs of them (how many enter and leave at each day
 * since default), and by quarter of default with what came in by month: all in one statement, for
 * tracing the cases is what takes the time.
 */
export async function getCases(reader: Reader, filter: LoanFilter, by: CaseKey, end: End) {
  const { traced, ...books } = await getCaseBooks(reader, filter);
  const start = `CASE WHEN t.quarter IS NULL THEN CAST('${books.booksSince}' AS DATE) ELSE t.since END`;
  const rows = await reader.rows(
    part,
    `WITH ${traced.sql}, ${watchedRows(end)}
     SELECT 'group' AS part, w.${by} AS name, 0 AS place, count(*) AS n1,
            count(DISTINCT w.borrower) AS n2, CAST(sum(w.base_fen) AS BIGINT) AS n3,
            CAST(sum(w.recovered_fen) AS BIGINT) AS n4
     FROM watched w GROUP BY w.${by}
     UNION ALL
     SELECT 'entry', w.${by}, w.entry, count(*), 0, 0, 0 FROM watched w GROUP BY w.${by}, w.entry
     UNION ALL
     SELECT 'exit', w.${by}, w.exit, count(*), count(*) FILTER (WHERE w.is_event), 0, 0
     FROM watched w GROUP BY w.${by}, w.exit
     UNION ALL
     SELECT 'cohort', CAST(t.quarter AS VARCHAR), 0, count(*), CAST(sum(t.base_fen) AS BIGINT),
            CAST(sum(t.recovered_fen) AS BIGINT), 0
     FROM traced t GROUP BY t.quarter
     UNION ALL
     SELECT 'month', CAST(x.quarter AS VARCHAR), greatest(1, x.month), CAST(sum(x.fen) AS BIGINT),
            0, 0, 0
     FROM (SELECT t.quarter, r.fen, ${monthsUntil(`(${start})`, 'r.on_day')} AS month
           FROM received r JOIN traced t ON t.loan_id = r.loan_id) x
     GROUP BY x.quarter, greatest(1, x.month)`,
    traced.binds,
  );
  const groups = new Map<string | null, CaseGroup>();
  const cohorts: Cohort[] = [];
  const received: Received[] = [];
  const marks: (Mark & { group: string | null })[] = [];
  for (const { part, name, place, n1, n2, n3, n4 } of rows) {
    if (part === 'group') {
      const sums = { cases: n1, borrowers: n2, baseFen: n3, recoveredFen: n4 };
      groups.set(name, { group: name, ...sums, marks: [] });
    }
    if (part === 'entry') marks.push({ group: name, time: place, entered: n1, left: 0, events: 0 });
    if (part === 'exit') marks.push({ group: name, time: place, entered: 0, left: n1, events: n2 });
    if (part === 'cohort')
      cohorts.push({ quarter: name, loans: n1, baseFen: n2, recoveredFen: n3 });
    if (part === 'month') received.push({ quarter: name, month: place, fen: n1 });
  }
  for (const { group, ...mark } of marks) groups.get(group)?.marks.push(mark);
  return { ...books, groups: [...groups.values()], cohorts, received };
}

/** A claim from the day it turned bad, as far as the books and the ledger show it. */
const traced = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  /** The day it turned bad; that of the first book with it where nobody says. */
  defaultedOn: z.string(),
  /** The first book in which it was bad: what came before is not known. */
  seenOn: z.string(),
  /** Its balance in that book. */
  baseFen: z.int(),
  default_type: z.string().nullable(),
  pain_point: z.string().nullable(),
  guarantee_kind: z.string().nullable(),
  product: z.string().nullable(),
  /** Nothing was left on the claim in a book of that day, and money was why. */
  settledOn: z.string().nullable(),
  /** It left in another way (sold, in goods, better class, silently), or the last book's day. */
  lostOn: z.string(),
  /** The first day money came in on it after it was seen. */
  firstPaidOn: z.string().nullable(),
  /** Principal that came in after it was seen, up to the last book. */
  recoveredFen: z.int(),
});

/** Which cases are listed: of some groups of one key, or of a quarter of default; NULL is unknown. */
export interface CasesWanted {
  by: CaseKey;
  groups?: readonly (string | null)[] | undefined;
  quarter?: string | null | undefined;
}

/** A page of these cases, largest first, with the count and sums of all of them. */
export async function getTracedCases(
  reader: Reader,
  filter: LoanFilter,
  { by, groups, quarter }: CasesWanted,
  { limit, offset }: { limit: number; offset: number },
) {
  const { asOf, traced: found } = await getCaseBooks(reader, filter);
  const binds = [...found.binds];
  const parts: string[] = [];
  if (groups !== undefined) {
    binds.push(groups.filter((group) => group !== null));
    const isAny = `t.${by} = any($${binds.length})`;
    parts.push(groups.includes(null) ? `(${isAny} OR t.${by} IS NULL)` : isAny);
  }
  if (quarter === null) parts.push('t.quarter IS NULL');
  else if (quarter !== undefined) {
    binds.push(quarter);
    parts.push(`CAST(t.quarter AS VARCHAR) = $${binds.length}`);
  }
  const where = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
  const query = (page: string) => `WITH ${found.sql}
     SELECT t.loan_id AS "loanId", t.branch, t.officer, t.since AS "defaultedOn",
            t.seen_on AS "seenOn", t.base_fen AS "baseFen", t.default_type, t.pain_point,
            t.guarantee_kind, t.product, t.settled_on AS "settledOn", t.lost_on AS "lostOn",
            t.first_paid_on AS "firstPaidOn", t.recovered_fen AS "recoveredFen",
            count(*) OVER () AS "allCases", CAST(sum(t.base_fen) OVER () AS BIGINT) AS "allBaseFen",
            CAST(sum(t.recovered_fen) OVER () AS BIGINT) AS "allRecoveredFen"
     FROM traced t ${where}
     ORDER BY t.base_fen DESC, t.loan_id ${page}`;
  const row = traced.extend({
    allCases: z.int(),
    allBaseFen: z.int(),
    allRecoveredFen: z.int(),
  });
  const rows = await reader.rows(row, query(`LIMIT ${limit} OFFSET ${offset}`), binds);
  const [first] =
    rows.length > 0 || offset === 0 ? rows : await reader.rows(row, query('LIMIT 1'), binds);
  return {
    ...{ asOf, total: first?.allCases ?? 0, baseFen: first?.allBaseFen ?? 0 },
    recoveredFen: first?.allRecoveredFen ?? 0,
    rows: rows.map((one) => traced.parse(one)),
  };
}
