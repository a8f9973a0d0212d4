import { z } from 'zod';
import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { QuotaCategory } from './categories.ts';

const row = z.object({
  branch: z.string(),
  officer: z.string(),
  /** NULL: of the whole year. Of a month everybody's together. */
  month: z.int().nullable(),
  amountFen: z.int(),
});

export interface PastRecovery {
  /** By branch and officer, '' when the ledger names none. */
  officers: { branch: string; officer: string; amountFen: Fen }[];
  /** January first. */
  monthsFen: Fen[];
  /** False when the ledger has no line of that year: its recovery is unknown, not zero. */
  isKnown: boolean;
}

/** Cash is principal; an upgrade is never in the ledger. */
const LEDGER: Readonly<Record<QuotaCategory, { amount: string; side: string } | undefined>> = {
  'tg-cash-on': { amount: 'p.principal_fen', side: 'on' },
  'tg-cash-off': { amount: 'p.principal_fen', side: 'off' },
  'tg-interest': { amount: 'p.interest_fen', side: 'any' },
  'tg-upgrade': undefined,
};

/** What the ledger of a year says was recovered of a category, by officer and by month. */
export async function getPastRecovery(
  reader: Reader,
  year: number,
  category: QuotaCategory,
): Promise<PastRecovery> {
  const ledger = LEDGER[category];
  const found =
    ledger === undefined
      ? []
      : await reader.rows(
          row,
          `WITH line AS (
             SELECT coalesce(p.branch, '') AS branch, coalesce(p.officer, '') AS officer,
                    CAST(extract(MONTH FROM p.posted_on) AS INTEGER) AS month,
                    ${ledger.amount} AS amount
             FROM credited p
             WHERE p.posted_on BETWEEN CAST($1 AS DATE) AND CAST($2 AS DATE)
               AND ($3 = 'any' OR p.book_side = $3)
           )
           SELECT branch, officer, CAST(NULL AS INTEGER) AS month,
                  CAST(sum(amount) AS BIGINT) AS "amountFen"
           FROM line GROUP BY branch, officer
           UNION ALL
           SELECT '', '', month, CAST(sum(amount) AS BIGINT) FROM line GROUP BY month
           ORDER BY 1, 2, 3`,
          [`${year}-01-01`, `${year}-12-31`, ledger.side],
        );
  const monthsFen = Array.from({ length: 12 }, () => 0);
  const officers: PastRecovery['officers'] = [];
  for (const { branch, officer, month, amountFen } of found) {
    if (month === null) officers.push({ branch, officer, amountFen });
    else monthsFen[month - 1] = amountFen;
  }
  return { officers, monthsFen, isKnown: found.length > 0 };
}
