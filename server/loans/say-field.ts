import { z } from 'zod';
import type { Sentence } from '../errors.ts';
import type { CanonicalField } from '../loan-book/canonical-fields.ts';
import { CODES_BY_FIELD } from '../loan-book/codes.ts';
import { maskBorrower, maskName, maskNumber, maskPhone } from '../loan-book/mask-personal.ts';
import { sayScenarios } from '../triage/rules/scenarios.ts';

/** What a column of `loan` may hold. */
export const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
type FieldValue = z.infer<typeof fieldValue>;

const PROTECTED: Sentence = { zh: '已登记(受保护)', en: 'on record (protected)' };

/** A personal field as it may be shown; other personal data is only said to be on record. */
function masked(field: CanonicalField, found: string, borrowerKind: string | null): Sentence {
  const same = (shown: string): Sentence => ({ zh: shown, en: shown });
  switch (field.id) {
    case 'borrower_name':
      return same(maskBorrower(found, borrowerKind) ?? '');
    case 'guarantor':
    case 'legal_representative':
      return same(maskName(found));
    case 'id_number':
      return same(maskNumber(found));
    case 'phone':
      return same(maskPhone(found));
    default:
      return PROTECTED;
  }
}

/** A field's value as it may leave the server: as it is, in words, or masked. */
export interface SaidValue {
  value: FieldValue;
  text: Sentence | null;
  /** True where only its being on record may be said. */
  hidden: boolean;
}

/** `borrowerKind` decides whether a name is a person's. */
export function sayValue(
  field: CanonicalField,
  found: FieldValue,
  borrowerKind: string | null,
): SaidValue {
  if (found === null) return { value: null, text: null, hidden: false };
  if (field.personal) {
    const shown = masked(field, String(found), borrowerKind);
    return { value: null, text: shown, hidden: shown === PROTECTED };
  }
  const name = field.kind === 'code' ? (CODES_BY_FIELD[field.id]?.[String(found)] ?? null) : null;
  const said = field.id === 'scenario_tags' ? sayScenarios(String(found)) : name;
  return { value: found, text: said, hidden: false };
}
