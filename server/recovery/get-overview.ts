import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getAlerts } from './get-alerts.ts';
import { getBridge, getOpening } from './get-bridge.ts';
import { getCumulative } from './get-cumulative.ts';
import { getPairs } from './get-pairs.ts';
import { getProgress } from './get-progress.ts';
import { getStock } from './get-stock.ts';
import { yearOpening } from './pace.ts';

/**
 * Everything that the Overview asks recovery for, of one day and filter, in one answer: progress
 * with the branches by their part in the gap, the year as it grew with its forecasts, the year's
 * bridge, the stock now, at the previous snapshot and at the opening (NULL where there is none),
 * and the alerts. Refuses with 'no-snapshot' when nothing is loaded.
 */
export async function getOverview(reader: Reader, given: LoanFilter) {
  const { asOf, ...filter } = given;
  const snapshot = await getSnapshot(reader, asOf);
  const opening = await getOpening(reader, snapshot);
  const isOnlyBook = opening.id === snapshot.id;
  const pairs = await getPairs(reader, { from: yearOpening(snapshot.asOf), to: snapshot.asOf });
  const previous = pairs.at(-1);
  const ids = [snapshot.id, opening.id, previous?.fromId ?? snapshot.id];
  const [progress, cumulative, bridge, stock, alerts] = await Promise.all([
    getProgress(reader, given, 'branch'),
    getCumulative(reader, given),
    getBridge(reader, { from: opening.asOf, to: snapshot.asOf }, filter),
    getStock(reader, [...new Set(ids)], filter),
    getAlerts(reader, given),
  ]);
  const of = (id: number) => ({
    nplFen: stock.get(id)?.nplFen ?? 0,
    nplLoans: stock.get(id)?.nplLoans ?? 0,
    offBookFen: stock.get(id)?.offBookFen ?? 0,
    offBookLoans: stock.get(id)?.offBookLoans ?? 0,
  });
  return {
    progress,
    cumulative,
    bridge,
    stock: {
      now: { asOf: snapshot.asOf, ...of(snapshot.id) },
      previous: previous ? { asOf: previous.fromOn, ...of(previous.fromId) } : null,
      // A book is not its own opening: with one book, no change of the stock is known.
      opening: isOnlyBook ? null : { asOf: opening.asOf, ...of(opening.id) },
    },
    alerts,
  };
}
