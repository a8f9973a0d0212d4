import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import type { QuotaCategory } from './categories.ts';
import { type PoolRates, poolRates } from './collectable.ts';
import { getVersions, inForceOn } from './get-published-plan.ts';

const asked = z.object({ id: z.int(), request: z.string() });
const ratesOf = z.object({ rates: poolRates.prefault({}) });

/**
 * The yearly yields, and what is new-formed, of each category's plan in force on `asOf`, as its
 * receipts print them; the expert defaults where none is published.
 */
async function getRates<Category extends QuotaCategory>(
  reader: Reader,
  categories: readonly Category[],
  asOf: IsoDate,
): Promise<(category: Category) => PoolRates> {
  const versions = await getVersions(reader, Number(asOf.slice(0, 4)), categories);
  const planOf = (category: QuotaCategory) =>
    inForceOn(
      versions.filter((own) => own.category === category),
      asOf,
    )?.planId;
  const ids = categories.map(planOf).filter((id) => id !== undefined);
  // Of a saved plan only what was asked for: its figures are a row an officer.
  const requests =
    ids.length === 0
      ? []
      : await reader.rows(asked, `SELECT id, request FROM plan_version WHERE id IN (${ids})`);
  const found = new Map(
    requests.map(({ id, request }) => [id, ratesOf.parse(JSON.parse(request)).rates]),
  );
  return (category) => found.get(planOf(category) ?? 0) ?? poolRates.parse({});
}

/** The rates of one category. */
export async function getRatesOf(
  reader: Reader,
  category: QuotaCategory,
  asOf: IsoDate,
): Promise<PoolRates> {
  return (await getRates(reader, [category], asOf))(category);
}

/** The rates of the plans in force on `asOf` for on-book and off-book cash. */
export async function getPoolRates(
  reader: Reader,
  asOf: IsoDate,
): Promise<{ on: PoolRates; off: PoolRates }> {
  const rates = await getRates(reader, ['tg-cash-on', 'tg-cash-off'], asOf);
  return { on: rates('tg-cash-on'), off: rates('tg-cash-off') };
}
