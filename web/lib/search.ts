type Search = Record<string, unknown>;

/** A query string as plain text parameters; one that is repeated becomes a list. */
export function parseSearch(text: string): Search {
  const search: Record<string, string | string[]> = {};
  for (const [key, value] of new URLSearchParams(text)) {
    const before = search[key];
    if (before === undefined) search[key] = value;
    else search[key] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return search;
}

/** The other way: lists repeat their parameter; what is empty is left out. */
export function stringifySearch(search: Search): string {
  const text = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === undefined || one === null || one === '') continue;
      text.append(key, String(one));
    }
  }
  const query = text.toString();
  return query === '' ? '' : `?${query}`;
}
