/**
 * Check characters of identity numbers as SQL over a column of text. They are verified and
 * reported, never enforced: an old or mistyped number still names a borrower.
 */

const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ORG_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORG_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** The form of a citizen's 18-digit number (GB 11643). */
const isIdForm = (column: string) => `regexp_full_match(${column}, '[1-9][0-9]{16}[0-9Xx]')`;

/** The form of a 统一社会信用代码 (GB 32100): no I, O, S, V, Z. */
const isOrgForm = (column: string) =>
  `regexp_full_match(${column}, '[1-9A-HJ-NPQRTUWXY][0-9A-HJ-NPQRTUWXY]{17}')`;

/** GB 11643-1999: Σ digit × weight mod 11 says the last character. Only for text of its form. */
const idPasses = (column: string) => {
  const sum = ID_WEIGHTS.map(
    (weight, i) => `(ascii(substr(${column}, ${i + 1}, 1)) - 48) * ${weight}`,
  );
  return `substr('10X98765432', (${sum.join(' + ')}) % 11 + 1, 1) = upper(right(${column}, 1))`;
};

/** GB 32100-2015: 31 − Σ value × 3^i mod 31. Only for text of its form. */
const orgPasses = (column: string) => {
  const sum = ORG_WEIGHTS.map(
    (weight, i) => `(strpos('${ORG_SIGNS}', substr(${column}, ${i + 1}, 1)) - 1) * ${weight}`,
  );
  return `substr('${ORG_SIGNS}', (31 - (${sum.join(' + ')}) % 31) % 31 + 1, 1) = right(${column}, 1)`;
};

const isOrganisation = (kind: string) => `coalesce(${kind} IN ('enterprise', 'coop'), FALSE)`;

/** The sums come first: regular expressions are dear, and most numbers are right. */
const startsOrg = (column: string) => `${column} >= '9'`;

/** A person's number of the right form whose check character is wrong (nor a 信用代码 that is right). */
export const idCheckFails = (column: string, kind: string): string =>
  `CASE WHEN ${column} IS NULL OR strlen(${column}) <> 18 OR ${isOrganisation(kind)} THEN FALSE
    WHEN ${idPasses(column)} THEN FALSE WHEN NOT ${isIdForm(column)} THEN FALSE
    WHEN ${startsOrg(column)} THEN NOT ${orgPasses(column)} ELSE TRUE END`;

/** A 信用代码 of the right form whose check character is wrong (nor a person's number that is right). */
export const orgCheckFails = (column: string, kind: string): string =>
  `CASE WHEN ${column} IS NULL OR strlen(${column}) <> 18 THEN FALSE
    WHEN NOT ${isOrganisation(kind)} AND right(${column}, 1) <= 'X' AND ${isIdForm(column)} THEN FALSE
    WHEN ${orgPasses(column)} THEN FALSE WHEN NOT ${isOrgForm(column)} THEN FALSE
    WHEN ${isIdForm(column)} THEN NOT ${idPasses(column)} ELSE TRUE END`;
