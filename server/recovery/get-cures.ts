import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getPairs, type Pair } from './get-pairs.ts';
import { type Days, getYearSides } from './get-sides.ts';
import { type CureFacts, factsOf, judgeCure, type Sighting, watchOf } from './judge-cure.ts';
import { movementRows } from './movement-rows.ts';
import type { SqlPart } from './recovered-rows.ts';

const upgrade = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  upgradedOn: z.string(),
  balanceFen: z.int(),
  isLate: z.boolean(),
  isSilent: z.boolean(),
  isSeenBefore: z.boolean(),
  relapsedOn: z.string().nullable(),
  isWholly: z.boolean(),
});
type Upgrade = z.infer<typeof upgrade>;

const sighting = z.object({
  loanId: z.string(),
  on: z.string(),
  daysPastDue: z.int().nullable(),
  isBad: z.boolean(),
});

const extension = z.object({ loanId: z.string(), on: z.string() });

const day = (iso: IsoDate) => `CAST('${iso}' AS DATE)`;

/** `upgrade`: what went from non-performing to performing in one of the pairs. */
function upgradeRows(pairs: readonly Pair[], filter: Omit<LoanFilter, 'asOf'>): SqlPart {
  const { sql, binds } = movementRows(pairs, filter);
  return {
    sql: `${sql},
  upgrade AS MATERIALIZED (
    SELECT loan_id, before_branch, before_officer, to_on, after_fen, after_days FROM moved
    WHERE in_before AND before_state = 'on_book' AND after_state = 'performing'
  )`,
    binds,
  };
}

/**
 * The upgrades with what the books before and after say of them while they were claims, which is
 * mostly all: `isWholly` where every book of the time of observation is one of those, and one before
 * it, if there is any.
 */
async function getUpgrades(
  reader: Reader,
  { sql, binds }: SqlPart,
  pairs: readonly Pair[],
  to: IsoDate,
): Promise<Upgrade[]> {
  const all = await getPairs(reader, { to });
  const books = [...all.slice(0, 1).map(({ fromOn }) => fromOn), ...all.map(({ toOn }) => toOn)];
  const watch = pairs.map(({ toOn }) => {
    const { since, until } = watchOf(toOn);
    const within = books.filter((on) => on > since && on < toOn).length;
    const reaches = books.some((on) => on <= since);
    return `(${day(toOn)}, ${day(since)}, ${day(until)}, ${within}, ${reaches})`;
  });
  if (watch.length === 0) return [];
  return reader.rows(
    upgrade,
    `WITH ${sql},
     watch(upgraded_on, since, until, books, reaches) AS (VALUES ${watch.join(', ')}),
     seen AS (
       SELECT c.loan_id, x.as_of AS on_day, c.days_past_due
       FROM claim c JOIN snapshot x ON x.id = c.snapshot_id
       WHERE x.status = 'current' AND x.as_of <= ${day(to)}
         AND c.loan_id IN (SELECT loan_id FROM upgrade)
     ),
     told AS (
       SELECT u.loan_id, u.to_on, w.books, w.reaches,
              count(*) FILTER (WHERE s.on_day > w.since AND s.on_day < u.to_on) AS watched,
              coalesce(bool_or(s.on_day > w.since AND s.on_day < u.to_on AND s.days_past_due > 0),
                FALSE) AS is_late,
              coalesce(bool_or(s.on_day > w.since AND s.on_day < u.to_on
                AND s.days_past_due IS NULL), FALSE) AS is_silent,
              coalesce(bool_or(s.on_day <= w.since), FALSE) AS is_seen_before,
              min(CASE WHEN s.on_day > u.to_on AND s.on_day <= w.until THEN s.on_day END)
                AS relapsed_on
       FROM upgrade u
       JOIN watch w ON w.upgraded_on = u.to_on
       LEFT JOIN seen s ON s.loan_id = u.loan_id
       GROUP BY u.loan_id, u.to_on, w.books, w.reaches
     )
     SELECT u.loan_id AS "loanId", u.before_branch AS branch, u.before_officer AS officer,
            u.to_on AS "upgradedOn", u.after_fen AS "balanceFen",
            t.is_late OR coalesce(u.after_days > 0, FALSE) AS "isLate",
            t.is_silent OR u.after_days IS NULL AS "isSilent", t.is_seen_before AS "isSeenBefore",
            t.relapsed_on AS "relapsedOn",
            t.watched = t.books AND (t.is_seen_before OR NOT t.reaches) AS "isWholly"
     FROM upgrade u JOIN told t ON t.loan_id = u.loan_id AND t.to_on = u.to_on
     ORDER BY u.after_fen DESC, u.loan_id, u.to_on`,
    binds,
  );
}

/** The first book that says of a claim among the upgrades that it was extended. */
async function getExtensions(reader: Reader, { sql, binds }: SqlPart, to: IsoDate) {
  const found = await reader.rows(
    extension,
    `WITH ${sql}
     SELECT l.loan_id AS "loanId", min(x.as_of) AS "on"
     FROM loan l JOIN snapshot x ON x.id = l.snapshot_id
     WHERE x.status = 'current' AND x.as_of <= ${day(to)} AND l.extended_to IS NOT NULL
       AND l.loan_id IN (SELECT loan_id FROM upgrade)
     GROUP BY l.loan_id`,
    binds,
  );
  return new Map(found.map(({ loanId, on }) => [loanId, on]));
}

/** The facts of the few upgrades that claims do not wholly tell, from every book that lists them. */
async function getSightings(reader: Reader, upgrades: readonly Upgrade[], to: IsoDate) {
  const histories = new Map<string, Sighting[]>();
  if (upgrades.length === 0) return histories;
  const seen = await reader.rows(
    sighting,
    `SELECT l.loan_id AS "loanId", x.as_of AS "on", l.days_past_due AS "daysPastDue",
            l.npl_state IS NOT NULL AS "isBad"
     FROM loan l JOIN snapshot x ON x.id = l.snapshot_id
     WHERE x.status = 'current' AND x.as_of <= CAST($1 AS DATE) AND l.loan_id = any($2)
     ORDER BY l.loan_id, x.as_of`,
    [to, [...new Set(upgrades.map(({ loanId }) => loanId))]],
  );
  for (const { loanId, ...one } of seen) {
    const history = histories.get(loanId);
    if (history) history.push(one);
    else histories.set(loanId, [one]);
  }
  return histories;
}

/**
 * Every upgrade from non-performing to performing between two days, with whether the time of
 * observation before it was kept and whether the claim was bad again within six months, largest
 * first. What the filter holds is where the claim stood before the upgrade.
 */
export async function getCures(reader: Reader, days: Days, filter: Omit<LoanFilter, 'asOf'>) {
  const { from, to } = await getYearSides(reader, days);
  const pairs = await getPairs(reader, { from: from.asOf, to: to.asOf });
  const part = upgradeRows(pairs, filter);
  const [upgrades, extensions] = await Promise.all([
    getUpgrades(reader, part, pairs, to.asOf),
    getExtensions(reader, part, to.asOf),
  ]);
  // One book with days past due is enough: only what looks well needs every book.
  const open = upgrades.filter(({ isLate, isWholly }) => !isLate && !isWholly);
  const histories = await getSightings(reader, open, to.asOf);
  const rows = upgrades.map(({ isLate, isSilent, isSeenBefore, relapsedOn, isWholly, ...one }) => {
    const { loanId, upgradedOn } = one;
    const facts: CureFacts = { isLate, isSilent, isSeenBefore, relapsedOn };
    const history = isLate || isWholly ? undefined : histories.get(loanId);
    const extendedOn = extensions.get(loanId);
    return {
      ...one,
      wasExtended: extendedOn !== undefined && extendedOn <= upgradedOn,
      ...judgeCure(history ? factsOf(history, upgradedOn) : facts, { upgradedOn, asOf: to.asOf }),
    };
  });
  return { from, to, rows };
}
