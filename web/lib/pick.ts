import type { Filters } from './filters.ts';

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? []) === JSON.stringify(b ?? []);

/** Whether the filters are exactly what a pick sets (a key set to undefined: not filtered by). */
export const isPicked = (filters: Filters, pick: Partial<Filters>): boolean =>
  Object.entries(pick).every(([key, wanted]) => same(filters[key as keyof Filters], wanted));

/** What a pick does to the filters: it sets its keys, and made once more it clears them. */
export function togglePick(filters: Filters, pick: Partial<Filters>): Partial<Filters> {
  if (!isPicked(filters, pick)) return pick;
  return Object.fromEntries(Object.keys(pick).map((key) => [key, undefined]));
}

/** The filters without some keys: what a card asks with that shows its own choices. */
export function without(filters: Filters, ...keys: (keyof Filters)[]): Filters {
  return Object.fromEntries(
    Object.entries(filters).filter(([key]) => !keys.includes(key as keyof Filters)),
  );
}
