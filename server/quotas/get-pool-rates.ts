import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type PoolRates, poolRates } from './collectable.ts';
import { getPlan } from './get-plan.ts';
import { getPublishedPlan } from './get-published-plan.ts';

/**
 * The yearly yields of the plans in force on `asOf` for on-book and off-book cash, which their receipts
 * print; the expert defaults where none is published.
 */
export async function getPoolRates(
  reader: Reader,
  asOf: IsoDate,
): Promise<{ on: PoolRates; off: PoolRates }> {
  const ratesOf = async (category: 'tg-cash-on' | 'tg-cash-off') => {
    const published = await getPublishedPlan(reader, Number(asOf.slice(0, 4)), category, asOf);
    if (published === undefined) return poolRates.parse({});
    return (await getPlan(reader, published.planId)).request.rates;
  };
  return { on: await ratesOf('tg-cash-on'), off: await ratesOf('tg-cash-off') };
}
