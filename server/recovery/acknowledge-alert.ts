import type { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { acknowledgement } from '../loan-book/acknowledge-line.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { scopeOf } from './get-alert-notes.ts';
import { type Alert, type AlertKind, getAlerts } from './get-alerts.ts';

const alertMissing = () =>
  new Refusal('alert-missing', 404, {
    happened: {
      zh: '当前数据日期和筛选下没有这条预警。',
      en: 'There is no such alert on this day and under this filter.',
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请刷新页面后再看。', en: 'Reload the page and look again.' },
  });

/**
 * Notes that somebody has looked at an alert, and how large it was then. Refuses with
 * 'no-snapshot' and 'alert-missing'; answers the alerts as they then stand.
 */
export async function acknowledgeAlert(
  { warehouse, clock }: RoomDeps,
  given: LoanFilter,
  kind: AlertKind,
  { by, note }: z.infer<typeof acknowledgement>,
): Promise<Alert[]> {
  const alert = (await getAlerts(warehouse, given)).find((one) => one.kind === kind);
  if (alert === undefined) throw alertMissing();
  const { asOf } = await getSnapshot(warehouse, given.asOf);
  await warehouse.write((tx) =>
    tx.run(
      `INSERT INTO alert_note (note_no, kind, scope, as_of, noted_by, note, loans, amount_fen, noted_at)
       VALUES (nextval('alert_note_seq'), $1, $2, CAST($3 AS DATE), $4, $5, $6, $7,
               CAST($8 AS TIMESTAMP))`,
      [kind, scopeOf(given), asOf, by, note, alert.loans, alert.amountFen, clock.now()],
    ),
  );
  return getAlerts(warehouse, given);
}
