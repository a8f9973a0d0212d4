import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterSearch } from '../../../web/lib/filters.ts';
import { parseSearch, stringifySearch } from '../../../web/lib/search.ts';

test('the address is plain parameters that a person can read', () => {
  expect(stringifySearch({ asOf: '2026-11-20', branch: ['A', 'B'], tab: undefined })).toBe(
    '?asOf=2026-11-20&branch=A&branch=B',
  );
});

test('filters come back from the address as they went in', () => {
  const names = fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(names, names, (branch, officer) => {
      const read = filterSearch.parse(parseSearch(stringifySearch({ branch, officer })));
      expect(read).toMatchObject({ branch, officer });
    }),
  );
});

test('a date that is none is left out instead of breaking the page', () => {
  expect(filterSearch.parse({ asOf: 'yesterday', branch: 'A' })).toEqual({ branch: ['A'] });
});
