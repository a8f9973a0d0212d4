import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { QuotaCategory } from './categories.ts';
import { type PoolRates, poolRates } from './collectable.ts';
import { getPlan } from './get-plan.ts';
import { getPublishedPlan } from './get-published-plan.ts';

/**
 * The yearly yields, and what is new-formed, of a category's plan in force on `asOf`, as its receipts
 * print them; the expert defaults where none is published.
 */
export async function getRatesOf(
  reader: Reader,
  category: QuotaCategory,
  asOf: IsoDate,
): Promise<PoolRates> {
  const published = await getPublishedPlan(reader, Number(asOf.slice(0, 4)), category, asOf);
  if (published === undefined) return poolRates.parse({});
  return (await getPlan(reader, published.planId)).request.rates;
}

/** The rates of the plans in force on `asOf` for on-book and off-book cash. */
export async function getPoolRates(
  reader: Reader,
  asOf: IsoDate,
): Promise<{ on: PoolRates; off: PoolRates }> {
  return {
    on: await getRatesOf(reader, 'tg-cash-on', asOf),
    off: await getRatesOf(reader, 'tg-cash-off', asOf),
  };
}
