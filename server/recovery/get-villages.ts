import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { Refusal } from '../errors.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import { type LoanFilter, loanWhere } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { FEWEST, foldSmall } from './fold-small.ts';
import { basisPoints, shareOf } from './ratio.ts';
import type { SqlPart } from './recovered-rows.ts';

const counted = z.object({
  village: z.string().nullable(),
  borrowers: z.int(),
  bad: z.int(),
  newly: z.int(),
  undated: z.int(),
  typed: z.int(),
  bystanders: z.int(),
  joint: z.int(),
  tied: z.int(),
  fen: z.int(),
  badFen: z.int(),
});
type Counted = z.infer<typeof counted>;

/** Borrowers of one village, or of several too small to be shown. */
export interface Village extends Counted {
  /** Bad ÷ all borrowers, in basis points. */
  ratioBp: number | null;
  /** Bystanders ÷ bad borrowers whose type is determined, in basis points. */
  bystanderBp: number | null;
  /** New bad ÷ those that the average of all would give, in basis points: 20,000 is twice as fast. */
  spreadBp: number | null;
  /** Who holds most of the bad borrowers, and how many; NULL when they are fewer than five. */
  officer: string | null;
  officerBad: number;
}

/**
 * Borrowers with their village, as CTEs ending in `person`. A borrower is bad when any claim is
 * non-performing or off book, since the earliest day on which one became so; tied when the
 * guarantor of a bad claim has the name of another bad borrower of the village. $1 is the book.
 */
function personRows(filter: Omit<LoanFilter, 'asOf'>): SqlPart {
  const where = loanWhere(filter, 2);
  return {
    sql: `
  held AS (
    SELECT l.village, coalesce(l.borrower_id, l.loan_id) AS who, l.loan_id, l.branch, l.officer,
           l.borrower_name, l.guarantor, l.guarantee_kind, l.balance_fen, l.defaulted_on,
           l.npl_state, l.npl_state IS NOT NULL AS is_bad, s.default_type
    FROM loan l
    LEFT JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
    WHERE l.snapshot_id = $1 AND (l.balance_fen > 0 OR l.npl_state IS NOT NULL) AND ${where.sql}
  ),
  bad_name AS (
    SELECT DISTINCT village, borrower_name AS name, who FROM held
    WHERE is_bad AND borrower_name IS NOT NULL
  ),
  tied AS (
    SELECT DISTINCT h.village, h.who FROM held h
    JOIN bad_name n ON n.village = h.village AND n.name = h.guarantor AND n.who <> h.who
    WHERE h.is_bad
  ),
  person AS (
    SELECT h.village, h.who, bool_or(h.is_bad) AS is_bad,
           min(CASE WHEN h.is_bad THEN h.defaulted_on END) AS bad_since,
           bool_or(h.is_bad AND h.default_type <> 'undetermined') AS is_typed,
           bool_or(h.is_bad AND h.default_type = 'bystander') AS is_bystander,
           bool_or(h.is_bad AND h.guarantee_kind = 'group_joint') AS is_joint,
           CAST(sum(h.balance_fen) AS BIGINT) AS fen,
           CAST(coalesce(sum(h.balance_fen) FILTER (WHERE h.is_bad), 0) AS BIGINT) AS bad_fen
    FROM held h GROUP BY h.village, h.who
  )`,
    binds: where.binds,
  };
}

const isOf = (day: string) => `is_bad AND bad_since >= CAST(${day} AS DATE)`;

/**
 * Villages as clusters: how many of a village's borrowers are bad, how many of them turned bad
 * since `since` against what the average of all would give among those who were still good then,
 * and what they have in common. Villages of fewer than five borrowers are added up; borrowers
 * without a village are one group more. The worst ratio comes first; all groups add to `total`.
 */
export async function getVillages(reader: Reader, filter: LoanFilter, since?: IsoDate) {
  const { asOf, ...ofLoan } = filter;
  const book = await getSnapshot(reader, asOf);
  const from = since ?? `${book.asOf.slice(0, 4)}-01-01`;
  const { sql, binds } = personRows(ofLoan);
  const day = `$${binds.length + 2}`;
  const [groups, officers] = await Promise.all([
    reader.rows(
      counted,
      `WITH ${sql}
     SELECT p.village, count(*) AS borrowers, count(*) FILTER (WHERE is_bad) AS bad,
            count(*) FILTER (WHERE ${isOf(day)}) AS newly,
            count(*) FILTER (WHERE is_bad AND bad_since IS NULL) AS undated,
            count(*) FILTER (WHERE is_typed) AS typed,
            count(*) FILTER (WHERE is_bystander) AS bystanders,
            count(*) FILTER (WHERE is_joint) AS joint, count(t.who) AS tied,
            CAST(sum(fen) AS BIGINT) AS fen, CAST(sum(bad_fen) AS BIGINT) AS "badFen"
     FROM person p LEFT JOIN tied t ON t.village = p.village AND t.who = p.who
     GROUP BY p.village ORDER BY p.village`,
      [book.id, ...binds, from],
    ),
    reader.rows(
      z.object({ village: z.string(), officer: z.string().nullable(), bad: z.int() }),
      `WITH ${sql}
     SELECT DISTINCT ON (village) village, officer, bad FROM (
       SELECT village, officer, count(DISTINCT who) AS bad FROM held
       WHERE is_bad AND village IS NOT NULL GROUP BY village, officer
     ) o ORDER BY village, bad DESC, officer`,
      [book.id, ...binds],
    ),
  ]);
  const total = addUp(groups, null);
  const said = (group: Counted): Village => {
    const most = officers.find(({ village }) => village === group.village);
    const holder = most && most.bad >= FEWEST ? most : undefined;
    return {
      ...group,
      ratioBp: basisPoints(group.bad, group.borrowers),
      bystanderBp: basisPoints(group.bystanders, group.typed),
      spreadBp: spreadOf(group, total),
      officer: holder?.officer ?? null,
      officerBad: holder?.bad ?? 0,
    };
  };
  const { shown, rest, isHidden } = foldSmall(groups, ({ borrowers }) => borrowers);
  const other = rest.length === 0 ? [] : [addUp(rest, null)];
  return {
    asOf: book.asOf,
    since: from,
    fewest: FEWEST,
    isHidden,
    villages: shown
      .filter(({ village }) => village !== null)
      .map(said)
      // In the order of their names where nothing else tells them apart.
      .sort((a, b) => (b.ratioBp ?? 0) - (a.ratioBp ?? 0) || b.borrowers - a.borrowers),
    /** Villages too small to be shown, added up; how many they are. */
    other: other.map(said)[0] ?? null,
    otherVillages: rest.length,
    /** Borrowers of whom no village is known. */
    nameless: shown.filter(({ village }) => village === null).map(said)[0] ?? null,
    total: isHidden ? null : said(total),
  };
}

function addUp(groups: readonly Counted[], village: string | null): Counted {
  const sum = (of: (group: Counted) => Fen) => groups.reduce((all, group) => all + of(group), 0);
  return {
    village,
    borrowers: sum((group) => group.borrowers),
    bad: sum((group) => group.bad),
    newly: sum((group) => group.newly),
    undated: sum((group) => group.undated),
    typed: sum((group) => group.typed),
    bystanders: sum((group) => group.bystanders),
    joint: sum((group) => group.joint),
    tied: sum((group) => group.tied),
    fen: sum((group) => group.fen),
    badFen: sum((group) => group.badFen),
  };
}

/** Borrowers who were still good at the start of the time. */
const wereGood = ({ borrowers, bad, newly }: Counted) => borrowers - bad + newly;

/** New bad of the group's good ÷ new bad of everybody's, in basis points. */
function spreadOf(group: Counted, total: Counted): number | null {
  const ofGroup = wereGood(group);
  if (ofGroup === 0 || total.newly === 0) return null;
  return shareOf(10_000, group.newly * wereGood(total), ofGroup * total.newly);
}

const loan = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  state: z.string(),
  balanceFen: z.int(),
  defaultedOn: z.string().nullable(),
  defaultType: z.string().nullable(),
});

/**
 * The bad claims of a village, latest default first, with their sum. Refuses with 'too-few' when
 * the village is too small to be shown, as a village that does not exist is.
 */
export async function getVillageLoans(reader: Reader, filter: LoanFilter, village: string) {
  const { villages } = await getVillages(reader, filter);
  if (!villages.some((one) => one.village === village)) throw tooFew();
  const { asOf, ...ofLoan } = filter;
  const book = await getSnapshot(reader, asOf);
  const { sql, binds } = personRows(ofLoan);
  const rows = await reader.rows(
    loan,
    `WITH ${sql}
     SELECT loan_id AS "loanId", branch, officer, npl_state AS state, balance_fen AS "balanceFen",
            defaulted_on AS "defaultedOn", default_type AS "defaultType"
     FROM held WHERE is_bad AND village = $${binds.length + 2}
     ORDER BY defaulted_on DESC NULLS LAST, loan_id`,
    [book.id, ...binds, village],
  );
  return { village, sumFen: rows.reduce((sum, row) => sum + row.balanceFen, 0), rows };
}

const tooFew = () =>
  new Refusal('too-few', 404, {
    happened: {
      zh: `这个村在筛选范围内不足 ${FEWEST} 户,不单独显示。`,
      en: `Under this filter the village has fewer than ${FEWEST} borrowers and is not shown by itself.`,
    },
    kept: { zh: '已有数据没有变化。', en: 'What was stored is unchanged.' },
    next: {
      zh: '放宽筛选,或看「其他」的合计。',
      en: 'Widen the filter, or see the total of the others.',
    },
  });
