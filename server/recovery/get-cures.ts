import { z } from 'zod';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getPairs } from './get-pairs.ts';
import { type Days, getYearSides } from './get-sides.ts';
import { judgeCure, type Sighting } from './judge-cure.ts';
import { movementRows } from './movement-rows.ts';

const upgrade = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  upgradedOn: z.string(),
  balanceFen: z.int(),
});

const sighting = z.object({
  loanId: z.string(),
  on: z.string(),
  daysPastDue: z.int().nullable(),
  isBad: z.boolean(),
  extendedTo: z.string().nullable(),
});

/**
 * Every upgrade from non-performing to performing between two days, with whether the time of
 * observation before it was kept and whether the claim was bad again within six months, largest
 * first. What the filter holds is where the claim stood before the upgrade.
 */
export async function getCures(reader: Reader, days: Days, filter: Omit<LoanFilter, 'asOf'>) {
  const { from, to } = await getYearSides(reader, days);
  const pairs = await getPairs(reader, { from: from.asOf, to: to.asOf });
  const { sql, binds } = movementRows(pairs, filter);
  const upgrades = await reader.rows(
    upgrade,
    `WITH ${sql}
     SELECT loan_id AS "loanId", before_branch AS branch, before_officer AS officer,
            to_on AS "upgradedOn", after_fen AS "balanceFen"
     FROM moved
     WHERE in_before AND before_state = 'on_book' AND after_state = 'performing'
     ORDER BY after_fen DESC, loan_id, to_on`,
    binds,
  );
  const seen = await reader.rows(
    sighting,
    `SELECT l.loan_id AS "loanId", x.as_of AS "on", l.days_past_due AS "daysPastDue",
            l.npl_state IS NOT NULL AS "isBad", l.extended_to AS "extendedTo"
     FROM loan l JOIN snapshot x ON x.id = l.snapshot_id
     WHERE x.status = 'current' AND x.as_of <= CAST($1 AS DATE) AND l.loan_id = any($2)
     ORDER BY l.loan_id, x.as_of`,
    [to.asOf, [...new Set(upgrades.map(({ loanId }) => loanId))]],
  );
  const histories = new Map<string, (Sighting & { extendedTo: string | null })[]>();
  for (const { loanId, ...one } of seen) {
    const history = histories.get(loanId);
    if (history) history.push(one);
    else histories.set(loanId, [one]);
  }
  const rows = upgrades.map((one) => {
    const { upgradedOn, loanId } = one;
    const history = histories.get(loanId) ?? [];
    const wasExtended = history.some(({ on, extendedTo }) => extendedTo && on <= upgradedOn);
    return {
      ...one,
      wasExtended,
      ...judgeCure(history, { upgradedOn, asOf: to.asOf }),
    };
  });
  return { from, to, rows };
}
