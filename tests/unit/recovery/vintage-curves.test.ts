import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addDays, addMonths } from '../../../server/calendar.ts';
import { monthsUntil } from '../../../server/recovery/vintage-curves.ts';

it('counts a receipt from the first whole month that reaches it, at any end of a month', () => {
  const day = fc.nat(1500).map((days) => addDays('2023-01-01', days));
  fc.assert(
    fc.property(day, day, (start, on) => {
      const months = monthsUntil(start, on);
      expect(on <= addMonths(start, months)).toBe(true);
      expect(on <= addMonths(start, months - 1)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});
