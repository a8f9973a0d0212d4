import { describe, expect, it } from 'vitest';
import { readDay } from '../../../server/side-files/read-cells.ts';
import { DATE_FORMS, DATE_FORMS_MDY } from '../../date-forms.ts';

const expected = (forms: Readonly<Record<string, string | null>>) =>
  Object.entries(forms).map(([cell, says]) => [
    cell,
    says === null || /^\d/.test(says) ? says : undefined,
  ]);

describe('a day of a file beside the loan book', () => {
  it('is read from every form that a loan book may have, and as the book reads it', () => {
    const read = Object.keys(DATE_FORMS).map((cell) => [cell, readDay(cell)]);
    expect(read).toEqual(expected(DATE_FORMS));
  });

  it('with the year last is read by the order that was settled, and not at all without one', () => {
    const cells = Object.keys(DATE_FORMS_MDY);
    expect(cells.map((cell) => [cell, readDay(cell, 'mdy')])).toEqual(expected(DATE_FORMS_MDY));
    expect(cells.map((cell) => readDay(cell))).toEqual(cells.map(() => undefined));
    expect(readDay('9/8/16', 'dmy')).toBe('2016-08-09');
    expect(readDay('31/1/2024', 'mdy')).toBeUndefined();
  });
});
