import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Sentence } from '../errors.ts';
import {
  BOOK_STATUSES,
  CONTACT_STATES,
  COURT_STAGES,
  type CodeList,
  GUARANTEE_KINDS,
  NPL_STATES,
  PRODUCTS,
  RISK_CLASSES,
} from '../loan-book/codes.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { bandName, DAYS_BANDS } from './days-bands.ts';
import { LOAN_FLAGS } from './loan-flags.ts';
import { DEFAULT_TYPES } from './rules/default-types.ts';
import { PAIN_POINTS } from './rules/pain-points.ts';

export interface Option {
  code: string;
  label: Sentence;
}

export const UNDETERMINED: Option = {
  code: 'undetermined',
  label: { zh: '待定', en: 'Undetermined' },
};

const optionsOf = (codes: CodeList): Option[] =>
  Object.entries(codes).map(([code, label]) => ({ code, label }));
const typesOf = (types: readonly { id: string; label: Sentence }[]): Option[] => [
  ...types.map(({ id, label }) => ({ code: id, label })),
  UNDETERMINED,
];

/** The six default types in the order of the bank's method, then undetermined. */
const TYPE_ORDER = ['incapable', 'habitual', 'bystander', 'opportunist', 'disputer', 'evader'];
export const TYPES_IN_ORDER = DEFAULT_TYPES.types.toSorted(
  (a, b) => TYPE_ORDER.indexOf(a.id) - TYPE_ORDER.indexOf(b.id),
);
const PAIN_ORDER = ['pp-asset', 'pp-credit', 'pp-legal', 'pp-dignity', 'pp-relief'];
export const PAINS_IN_ORDER = PAIN_POINTS.types.toSorted(
  (a, b) => PAIN_ORDER.indexOf(a.id) - PAIN_ORDER.indexOf(b.id),
);

/**
 * What the filter bar offers: the days that have a loan book, newest first; the branches and
 * officers of the book that speaks for `asOf` (the latest when none is given); the closed lists.
 * An empty bank gets empty lists, not an error.
 */
export async function getFilterOptions(reader: Reader, asOf?: IsoDate) {
  const asOfs = await reader.rows(
    z.object({ asOf: z.string() }),
    `SELECT as_of AS "asOf" FROM snapshot WHERE status = 'current' ORDER BY as_of DESC`,
  );
  const officers = await reader.rows(
    z.object({ branch: z.string(), officer: z.string() }),
    `SELECT DISTINCT r.branch, r.officer FROM segment_rollup r
     WHERE r.snapshot_id = (
       SELECT id FROM snapshot WHERE status = 'current' AND as_of <= CAST($1 AS DATE)
       ORDER BY as_of DESC LIMIT 1)
     ORDER BY r.branch, r.officer`,
    [asOf ?? '9999-12-31'],
  );
  return {
    asOfs: asOfs.map((row) => row.asOf),
    branches: [...new Set(officers.map((row) => row.branch))],
    officers,
    riskClasses: optionsOf(RISK_CLASSES),
    defaultTypes: typesOf(TYPES_IN_ORDER),
    painPoints: typesOf(PAINS_IN_ORDER),
    bookStatuses: optionsOf(BOOK_STATUSES),
    products: optionsOf(PRODUCTS),
    states: optionsOf(NPL_STATES),
    guaranteeKinds: optionsOf(GUARANTEE_KINDS),
    contactStates: optionsOf(CONTACT_STATES),
    courtStages: optionsOf(COURT_STAGES),
    daysBands: DAYS_BANDS.map((band): Option => ({ code: band.id, label: bandName(band) })),
    flags: Object.entries(LOAN_FLAGS).map(([code, { label }]) => ({ code, label })),
  };
}
