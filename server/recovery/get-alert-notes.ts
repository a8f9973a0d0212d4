import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';

const row = z.object({
  kind: z.string(),
  by: z.string(),
  note: z.string(),
  asOf: z.string(),
  at: z.string(),
  loans: z.int(),
  amountFen: z.int(),
});

/** The filter that an alert was seen under, the same text for the same filter. */
export function scopeOf({ asOf: _, ...filter }: LoanFilter): string {
  const parts = Object.entries(filter)
    .filter(([, wanted]) => wanted !== undefined)
    .map(([key, wanted]) => [key, [...(wanted ?? [])].sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(parts);
}

/** The notes on the alerts of a filter, made of that day or earlier ones, latest first. */
export async function getAlertNotes(reader: Reader, scope: string, asOf: IsoDate) {
  return reader.rows(
    row,
    `SELECT kind, noted_by AS "by", note, as_of AS "asOf", noted_at AS "at", loans,
            amount_fen AS "amountFen"
     FROM alert_note WHERE scope = $1 AND as_of <= CAST($2 AS DATE) ORDER BY note_no DESC`,
    [scope, asOf],
  );
}
