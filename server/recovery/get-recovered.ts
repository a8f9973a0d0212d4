import { z } from 'zod';
import { addDays, type IsoDate } from '../calendar.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { Pair } from './get-pairs.ts';
import { recoveredRows } from './recovered-rows.ts';
import { recoverySource } from './source.ts';

const dayRow = z.object({
  day: z.string(),
  source: recoverySource,
  onFen: z.int(),
  offFen: z.int(),
  interestFen: z.int(),
});

/** A day's money: principal on and off book, interest with penalty beside it. */
export type RecoveredDay = z.infer<typeof dayRow>;

const SUMS = `
  CAST(coalesce(sum(principal_fen) FILTER (WHERE book_side = 'on'), 0) AS BIGINT) AS "onFen",
  CAST(coalesce(sum(principal_fen) FILTER (WHERE book_side = 'off'), 0) AS BIGINT) AS "offFen",
  CAST(coalesce(sum(interest_fen), 0) AS BIGINT) AS "interestFen"`;

interface Span {
  from: IsoDate;
  to: IsoDate;
}

/** Recovery by day in `(from, to]`, oldest first; days without any are not there. */
export async function getRecoveredDays(
  reader: Reader,
  pairs: readonly Pair[],
  span: Span,
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<RecoveredDay[]> {
  const { sql, binds } = recoveredRows(pairs, span, filter);
  return reader.rows(
    dayRow,
    `WITH ${sql}
     SELECT on_day AS day, source, ${SUMS} FROM recovered
     GROUP BY on_day, source ORDER BY on_day, source`,
    binds,
  );
}

const unitRow = dayRow.omit({ day: true }).extend({
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  weekOnFen: z.int(),
  weekOffFen: z.int(),
  lastWeekOnFen: z.int(),
  lastWeekOffFen: z.int(),
  recentOnFen: z.int(),
  recentOffFen: z.int(),
  lastOn: z.string().nullable(),
});

/**
 * What one officer of one branch is credited with: in the span, in its last week, in the week
 * before it, in its last eight weeks, and the last day with any. Unknown names are NULL.
 */
export type RecoveredUnit = z.infer<typeof unitRow>;

/** Recovery by branch, officer and source in `(from, to]`. */
export async function getRecoveredUnits(
  reader: Reader,
  pairs: readonly Pair[],
  span: Span,
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<RecoveredUnit[]> {
  const { sql, binds } = recoveredRows(pairs, span, filter);
  const day = (back: number) => `CAST('${addDays(span.to, -back)}' AS DATE)`;
  const part = (name: string, days: string) =>
    (['on', 'off'] as const)
      .map(
        (side) => `CAST(coalesce(sum(principal_fen)
          FILTER (WHERE book_side = '${side}' AND ${days}), 0) AS BIGINT)
          AS "${name}${side === 'on' ? 'On' : 'Off'}Fen"`,
      )
      .join(', ');
  return reader.rows(
    unitRow,
    `WITH ${sql}
     SELECT branch, officer, source, ${SUMS},
            ${part('week', `on_day > ${day(7)}`)},
            ${part('lastWeek', `on_day > ${day(14)} AND on_day <= ${day(7)}`)},
            ${part('recent', `on_day > ${day(56)}`)},
            max(on_day) FILTER (WHERE principal_fen > 0) AS "lastOn"
     FROM recovered GROUP BY branch, officer, source
     ORDER BY branch, officer, source`,
    binds,
  );
}
