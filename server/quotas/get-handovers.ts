import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import type { QuotaCategory } from './categories.ts';
import { newSince, type PoolRates, ratePart } from './collectable.ts';
import { HOLDS, holdersOn } from './get-holders.ts';
import { CLAIMS } from './get-pool-parts.ts';
import { officerKey } from './officer-bounds.ts';
import type { PlanBasis } from './officer-pool.ts';
import type { Handover } from './replan-work.ts';

const row = z.object({
  fromBranch: z.string(),
  fromOfficer: z.string(),
  toBranch: z.string(),
  toOfficer: z.string(),
  defaultType: z.string(),
  isNew: z.boolean(),
  isOffBook: z.boolean(),
  loans: z.int(),
  balanceFen: z.int(),
});

/**
 * The claims of a category in the later book by who held them in the earlier one and who holds them
 * now, by book or assignment, with what can be expected of them. Loans that nobody holds in either
 * book, and those that are in one of them only, are not there.
 */
export async function getHandovers(
  reader: Reader,
  { from, to }: { from: PlanBasis; to: PlanBasis },
  category: QuotaCategory,
  rates: PoolRates,
): Promise<Handover[]> {
  const { states, amount } = CLAIMS[category];
  const found = await reader.rows(
    row,
    `SELECT c.from_branch AS "fromBranch", c.from_officer AS "fromOfficer",
            c.to_branch AS "toBranch", c.to_officer AS "toOfficer",
            c.default_type AS "defaultType", c.is_new AS "isNew", c.is_off_book AS "isOffBook",
            count(*) AS loans, CAST(coalesce(sum(c.amount), 0) AS BIGINT) AS "balanceFen"
     FROM (SELECT b.branch AS from_branch, b.officer AS from_officer,
                  coalesce(h.to_branch, l.branch) AS to_branch,
                  coalesce(h.to_officer, l.officer) AS to_officer,
                  coalesce(s.default_type, 'undetermined') AS default_type,
                  coalesce(l.defaulted_on >= CAST($3 AS DATE), FALSE) AS is_new,
                  l.npl_state = 'off_book' AS is_off_book, ${amount} AS amount
           FROM loan l
           JOIN (SELECT l.loan_id, coalesce(h.to_branch, l.branch) AS branch,
                        coalesce(h.to_officer, l.officer) AS officer
                 FROM loan l LEFT JOIN ${holdersOn('$5')} h ON ${HOLDS}
                 WHERE l.snapshot_id = $1) b ON b.loan_id = l.loan_id
           LEFT JOIN ${holdersOn('$6')} h ON ${HOLDS}
           LEFT JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
           WHERE l.snapshot_id = $2 AND l.npl_state = any($4)) c
     WHERE c.from_branch IS NOT NULL AND c.from_officer IS NOT NULL
       AND c.to_branch IS NOT NULL AND c.to_officer IS NOT NULL
     GROUP BY c.from_branch, c.from_officer, c.to_branch, c.to_officer,
              c.default_type, c.is_new, c.is_off_book
     ORDER BY c.from_branch, c.from_officer, c.to_branch, c.to_officer,
              c.default_type, c.is_new, c.is_off_book`,
    [
      from.snapshotId,
      to.snapshotId,
      newSince(rates, to.asOf),
      states,
      from.assignedOn,
      to.assignedOn,
    ],
  );
  const list = new Map<string, Handover>();
  for (const { fromBranch, fromOfficer, toBranch, toOfficer, ...part } of found) {
    const ends = {
      from: { branch: fromBranch, officer: fromOfficer },
      to: { branch: toBranch, officer: toOfficer },
    };
    const key = `${officerKey(ends.from)} ${officerKey(ends.to)}`;
    const own = list.get(key) ?? { ...ends, loans: 0, collectableFen: 0 };
    list.set(key, {
      ...ends,
      loans: own.loans + part.loans,
      collectableFen: own.collectableFen + ratePart(part, rates).collectableFen,
    });
  }
  return [...list.values()];
}
