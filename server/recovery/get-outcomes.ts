import type { Sentence } from '../errors.ts';
import { CODES_BY_FIELD } from '../loan-book/codes.ts';
import type { Fen } from '../money.ts';
import { getFilterOptions } from '../triage/get-filter-options.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { FEWEST, foldSmall } from './fold-small.ts';
import { type CaseGroup, getCases, getTracedCases } from './get-cases.ts';
import { atRiskAt, interval95, kaplanMeier, medianTime, survivalAt } from './kaplan-meier.ts';
import { basisPoints } from './ratio.ts';
import type { CaseKey, End } from './trace-cases.ts';
import { vintageCurves } from './vintage-curves.ts';

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

const sumOf = (list: readonly CaseGroup[], of: (one: CaseGroup) => number) =>
  list.reduce((sum, one) => sum + of(one), 0);

function outcomeOf(group: string | null, label: Sentence | null, all: readonly CaseGroup[]) {
  const marks = all.flatMap((one) => one.marks);
  const steps = kaplanMeier(marks, FEWEST);
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
    .filter((month) => atRiskAt(marks, month * DAYS_PER_MONTH) >= FEWEST)
    .map(pointAt);
  const median = medianTime(steps);
  const cases = sumOf(all, (one) => one.cases);
  const baseFen = sumOf(all, (one) => one.baseFen);
  const recoveredFen = sumOf(all, (one) => one.recoveredFen);
  const ended = marks.reduce((sum, { events }) => sum + events, 0);
  const outcome: Outcome = {
    ...{ group, label, cases, baseFen, recoveredFen, ended, open: cases - ended },
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

function fold(groups: readonly CaseGroup[]) {
  const { shown, rest, isHidden } = foldSmall(groups, ({ borrowers }) => borrowers);
  const other: [string, CaseGroup[]][] = rest.length === 0 ? [] : [[OTHER_GROUP, rest]];
  const own = shown.map((one): [string | null, CaseGroup[]] => [one.group, [one]]);
  return { groups: [...own, ...other], isHidden };
}

/**
 * Recovery rate and time to recovery, for all cases and by one key: what came in ÷ balance at
 * default, and the Kaplan–Meier estimate of the time from default until nothing is left ('settled')
 * or until the first money ('first'), open cases censored. Groups of fewer than five borrowers are
 * added up. Vintage curves come along: they are of the same cases.
 */
export async function getOutcomes(reader: Reader, filter: LoanFilter, by: CaseKey, end: End) {
  const [{ asOf, booksSince, source, ...found }, labels] = await Promise.all([
    getCases(reader, filter, by, end),
    labelsOf(reader, by),
  ]);
  const { groups, isHidden } = fold(found.groups);
  return {
    ...{ asOf, booksSince, source, by, end, isHidden },
    total: outcomeOf(null, null, found.groups),
    groups: groups
      .map(([group, list]) => outcomeOf(group, labels.get(group ?? '') ?? null, list))
      .sort((a, b) => b.baseFen - a.baseFen),
    vintages: vintageCurves(found.cohorts, found.received, { booksSince, asOf }),
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
  page: { limit: number; offset: number },
) {
  const wanted = { by, quarter: quarter === BEFORE ? null : quarter };
  if (group === undefined) return getTracedCases(reader, filter, wanted, page);
  const { groups } = fold((await getCases(reader, filter, by, 'settled')).groups);
  const list = groups.find(([name]) => (name ?? UNKNOWN_GROUP) === group)?.[1] ?? [];
  const names = list.map((one) => one.group);
  return getTracedCases(reader, filter, { ...wanted, groups: names }, page);
}
