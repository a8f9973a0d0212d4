import { z } from 'zod';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { countedSpan } from './coverage.ts';
import { getBridge } from './get-bridge.ts';
import { getCures } from './get-cures.ts';
import { getProgress } from './get-progress.ts';
import { getYear } from './get-year.ts';
import { recoveredRows } from './recovered-rows.ts';
import { categoryTable } from './recovery-categories.ts';

/**
 * The year up to the filter's day by category: cash and interest as Progress has them, upgrades
 * split by whether the time of observation was kept, and the bars of the year's bridge that are no
 * recovery.
 */
export async function getCategories(reader: Reader, given: LoanFilter) {
  const { asOf: _, ...filter } = given;
  const { snapshot, coverage } = await getYear(reader, given);
  const days = { to: snapshot.asOf };
  const [{ total }, bridge, cures] = await Promise.all([
    getProgress(reader, given, 'branch'),
    getBridge(reader, days, filter),
    getCures(reader, days, filter),
  ]);
  const isOnlyBook = bridge.from.id === bridge.to.id;
  const fall = (term: 'writeoff' | 'foreclosure' | 'transfer') =>
    isOnlyBook ? null : 0 - (bridge.bars.find((bar) => bar.term === term)?.fen ?? 0);
  const upgraded = (isMet: boolean) =>
    isOnlyBook
      ? null
      : cures.rows
          .filter(({ observation }) => (observation === 'met') === isMet)
          .reduce((sum, { balanceFen }) => sum + balanceFen, 0);
  return {
    snapshot,
    since: coverage.knownSince,
    opening: bridge.from,
    source: total.source,
    ...categoryTable({
      'tg-cash-on': total.onBookFen,
      'tg-cash-off': total.offBookFen,
      'tg-interest': total.interestFen,
      'tg-upgrade': upgraded(true),
      'tg-writeoff': fall('writeoff'),
      'tg-foreclosure': fall('foreclosure'),
      'tg-transfer': fall('transfer'),
      pendingUpgrade: upgraded(false),
    }),
  };
}

export const RECEIVED = ['tg-cash-on', 'tg-cash-off', 'tg-interest'] as const;

const received = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  receipts: z.int(),
  lastOn: z.string(),
  amountFen: z.int(),
  loans: z.int(),
  sumFen: z.int(),
});

const AMOUNTS = {
  'tg-cash-on': `CASE WHEN book_side = 'on' THEN principal_fen ELSE 0 END`,
  'tg-cash-off': `CASE WHEN book_side = 'off' THEN principal_fen ELSE 0 END`,
  'tg-interest': 'interest_fen',
} as const;

/** A page of the loans behind money received, largest first; with all of them they add to it. */
export async function getReceivedLoans(
  reader: Reader,
  category: (typeof RECEIVED)[number],
  given: LoanFilter,
  { limit, offset }: { limit: number; offset: number },
) {
  const { span, pairs, coverage, filter, snapshot } = await getYear(reader, given);
  const { sql, binds } = recoveredRows(pairs, countedSpan(coverage, span), filter);
  const query = (page: string) => `WITH ${sql},
     one AS (
       SELECT loan_id, min(branch) AS branch, count(*) AS receipts, max(on_day) AS last_on,
              CAST(sum(${AMOUNTS[category]}) AS BIGINT) AS amount_fen
       FROM recovered WHERE ${AMOUNTS[category]} <> 0 GROUP BY loan_id
     )
     SELECT loan_id AS "loanId", branch, receipts, last_on AS "lastOn", amount_fen AS "amountFen",
            count(*) OVER () AS loans, CAST(sum(amount_fen) OVER () AS BIGINT) AS "sumFen"
     FROM one ORDER BY amount_fen DESC, loan_id ${page}`;
  const rows = await reader.rows(received, query(`LIMIT ${limit} OFFSET ${offset}`), binds);
  const [first] =
    rows.length > 0 || offset === 0 ? rows : await reader.rows(received, query('LIMIT 1'), binds);
  return {
    ...{ snapshot, category, total: first?.loans ?? 0, sumFen: first?.sumFen ?? 0 },
    rows: rows.map(({ loans: _, sumFen: __, ...row }) => row),
  };
}
