import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { QuotaCategory } from './categories.ts';
import { HOLDS, holdersOn } from './get-holders.ts';
import { CLAIMS } from './get-pool-parts.ts';

const row = z.object({ branch: z.string(), officer: z.string(), plannedFen: z.int() });

/**
 * What a loan book plans to collect in a year (计划收回金额) of the claims of a category, by who holds
 * them. A plan dated in another year does not count, one without a day does; none counts for more
 * than what is owed. The column is about principal: for interest and upgrades nothing is planned.
 */
export async function getPlanned(
  reader: Reader,
  snapshotId: number,
  { year, category }: { year: number; category: QuotaCategory },
  assignedOn: IsoDate | null,
) {
  if (!category.startsWith('tg-cash')) return [];
  const { states, amount } = CLAIMS[category];
  return reader.rows(
    row,
    `SELECT coalesce(h.to_branch, l.branch, '') AS branch,
            coalesce(h.to_officer, l.officer, '') AS officer,
            CAST(sum(least(l.planned_amount_fen, ${amount})) AS BIGINT) AS "plannedFen"
     FROM loan l LEFT JOIN ${holdersOn('$5')} h ON ${HOLDS}
     WHERE l.snapshot_id = $1 AND l.npl_state = any($2) AND l.planned_amount_fen > 0
       AND ${amount} > 0
       AND (l.planned_on IS NULL
            OR l.planned_on BETWEEN CAST($3 AS DATE) AND CAST($4 AS DATE))
     GROUP BY 1, 2`,
    [snapshotId, states, `${year}-01-01`, `${year}-12-31`, assignedOn],
  );
}
