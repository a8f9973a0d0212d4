import type { LoanDetail } from './queries.ts';

export type Field = LoanDetail['fields'][number];

/** A field's plain value as a number or text; undefined when unknown or protected. */
function plainValue(loan: LoanDetail, id: string): string | number | boolean | null {
  return loan.fields.find((field) => field.id === id)?.value ?? null;
}

export function numberOf(loan: LoanDetail, id: string): number | null {
  const value = plainValue(loan, id);
  return typeof value === 'number' ? value : null;
}

export function textOf(loan: LoanDetail, id: string): string | null {
  const value = plainValue(loan, id);
  return typeof value === 'string' ? value : null;
}

/** Interest and penalty that the book carries; null when it carries none of the three. */
export function interestOf(loan: LoanDetail): number | null {
  const parts = ['interest_on_book', 'interest_off_book', 'penalty_interest'].map((id) =>
    numberOf(loan, id),
  );
  if (parts.every((part) => part === null)) return null;
  return parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
}
