import type { Sentence } from '../errors.ts';
import { CODES_BY_FIELD } from '../loan-book/codes.ts';
import type { Fen } from '../money.ts';
import { getFilterOptions } from '../triage/get-filter-options.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { FEWEST, foldSmall } from './fold-small.ts';
import { type CaseKey, getCases, type TracedCase } from './get-cases.ts';
import { interval95, kaplanMeier, medianTime, survivalAt } from './kaplan-meier.ts';
import { basisPoints } from './ratio.ts';
import { asCase, type End } from './trace-cases.ts';
import { cohortOf, vintageCurves } from './vintage-curves.ts';

/** Months since default at which the estimate is told. */
const MONTHS = 36;
const DAYS_PER_MONTH = 365.25 / 12;
/** The month that groups are compared at. */
const COMPARED_MONTH = 12;

export interface OutcomePoint {
  month: number;
  /** The part in which the event has happened by then, in basis points, and its 95 % interval. */
  doneBp: number;
  lowBp: number | null;
  highBp: number | null;
}

/** How the cases of one group end. */
export interface Outcome {
  /** NULL is unknown in the book, 'small' what is too small to be shown by itself. */
  group: string | null;
  label: Sentence | null;
  cases: number;
  baseFen: Fen;
  recoveredFen: Fen;
  rateBp: number | null;
  ended: number;
  open: number;
  /** By the compared month, with its interval; NULL when fewer than five were at risk then. */
  atYear: OutcomePoint | null;
  /** Whole months until half have had the event; NULL when that is not reached. */
  medianMonths: number | null;
  /** Month by month; those at which fewer than five were at risk are not known, and left out. */
  points: OutcomePoint[];
}

const OTHER_GROUP = 'small';
const points10k = (share: number) => Math.round(share * 10_000);

function outcomeOf(group: string | null, label: Sentence | null, all: TracedCase[], end: End) {
  const cases = all.map((one) => asCase(one, end));
  const steps = kaplanMeier(cases, FEWEST);
  const atRisk = (month: number) =>
    cases.filter(
      ({ entry, exit }) => entry < month * DAYS_PER_MONTH && exit >= month * DAYS_PER_MONTH,
    ).length;
  const pointAt = (month: number): OutcomePoint => {
    const at = survivalAt(steps, month * DAYS_PER_MONTH);
    const range = interval95(at);
    return {
      month,
      doneBp: points10k(1 - at.survival),
      lowBp: range && points10k(1 - range.high),
      highBp: range && points10k(1 - range.low),
    };
  };
  const points = Array.from({ length: MONTHS }, (_, place) => place + 1)
    .filter((month) => atRisk(month) >= FEWEST)
    .map(pointAt);
  const median = medianTime(steps);
  const baseFen = all.reduce((sum, one) => sum + one.baseFen, 0);
  const recoveredFen = all.reduce((sum, one) => sum + one.recoveredFen, 0);
  const ended = cases.filter(({ isEvent }) => isEvent).length;
  const outcome: Outcome = {
    ...{ group, label, cases: all.length, baseFen, recoveredFen, ended, open: all.length - ended },
    rateBp: basisPoints(recoveredFen, baseFen),
    atYear: points.find(({ month }) => month === COMPARED_MONTH) ?? null,
    medianMonths: median === null ? null : Math.ceil(median / DAYS_PER_MONTH),
    points,
  };
  return outcome;
}

/** The code lists of what cases are grouped by. */
async function labelsOf(reader: Reader, by: CaseKey): Promise<Map<string, Sentence>> {
  if (by === 'default_type' || by === 'pain_point') {
    const { defaultTypes, painPoints } = await getFilterOptions(reader);
    const list = by === 'default_type' ? defaultTypes : painPoints;
    return new Map(list.map(({ code, label }) => [code, label]));
  }
  return new Map(Object.entries(CODES_BY_FIELD[by] ?? {}));
}

function groupCases(cases: readonly TracedCase[], by: CaseKey) {
  const groups = new Map<string | null, TracedCase[]>();
  for (const one of cases) {
    const list = groups.get(one[by]);
    if (list) list.push(one);
    else groups.set(one[by], [one]);
  }
  const borrowers = ([, list]: [string | null, TracedCase[]]) =>
    new Set(list.map(({ borrower }) => borrower)).size;
  const { shown, rest, isHidden } = foldSmall([...groups], borrowers);
  const other: [string, TracedCase[]][] =
    rest.length === 0 ? [] : [[OTHER_GROUP, rest.flatMap(([, list]) => list)]];
  return { groups: [...shown, ...other], isHidden };
}

/**
 * Recovery rate and time to recovery, for all cases and by one key: what came in ÷ balance at
 * default, and the Kaplan–Meier estimate of the time from default until nothing is left ('settled')
 * or until the first money ('first'), open cases censored. Groups of fewer than five borrowers are
 * added up. Vintage curves come along: they are of the same cases.
 */
export async function getOutcomes(reader: Reader, filter: LoanFilter, by: CaseKey, end: End) {
  const { asOf, booksSince, source, cases, receipts } = await getCases(reader, filter);
  const labels = await labelsOf(reader, by);
  const { groups, isHidden } = groupCases(cases, by);
  return {
    ...{ asOf, booksSince, source, by, end, isHidden },
    total: outcomeOf(null, null, cases, end),
    groups: groups
      .map(([group, list]) => outcomeOf(group, labels.get(group ?? '') ?? null, list, end))
      .sort((a, b) => b.baseFen - a.baseFen),
    vintages: vintageCurves(cases, receipts, { booksSince, asOf }),
  };
}

/** Which cases are listed: of a group, or of a quarter ('before' is what was bad before the books). */
export interface CasesAsked {
  by: CaseKey;
  group?: string | undefined;
  quarter?: string | undefined;
}

const UNKNOWN_GROUP = 'unknown';
const BEFORE = 'before';

/** A page of the cases of a group or a cohort, largest first, with their sums. */
export async function getCaseLoans(
  reader: Reader,
  filter: LoanFilter,
  { by, group, quarter }: CasesAsked,
  { limit, offset }: { limit: number; offset: number },
) {
  const { cases, booksSince, asOf } = await getCases(reader, filter);
  let found = cases;
  if (group !== undefined) {
    const { groups } = groupCases(cases, by);
    found = groups.find(([name]) => (name ?? UNKNOWN_GROUP) === group)?.[1] ?? [];
  }
  if (quarter !== undefined) {
    found = found.filter((one) => (cohortOf(one, booksSince) ?? BEFORE) === quarter);
  }
  const rows = [...found].sort((a, b) => b.baseFen - a.baseFen || (a.loanId < b.loanId ? -1 : 1));
  return {
    asOf,
    total: rows.length,
    baseFen: rows.reduce((sum, one) => sum + one.baseFen, 0),
    recoveredFen: rows.reduce((sum, one) => sum + one.recoveredFen, 0),
    rows: rows.slice(offset, offset + limit).map(({ borrower: _, village: __, ...one }) => one),
  };
}
