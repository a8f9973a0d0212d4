import type { QuotaCategory } from '../../../server/quotas/categories.ts';
import type { PlanningInputs } from '../../../server/quotas/get-inputs.ts';
import type { PlanRequest } from '../../../server/quotas/plan-request.ts';

export type Category = QuotaCategory;
export type PlanUnit = PlanRequest['unit'];
export type Blend = NonNullable<PlanRequest['weights']>;
export type BlendId = keyof Blend;
export type SeasonKind = PlanRequest['monthProfile'];
export type Rates = PlanRequest['rates'];

/** What the API is sent: everything that decides a plan. */
export type PlanBody = PlanRequest;

export const HOLDERS: readonly PlanRequest['holders'][] = ['book', 'assigned'];
export const CATEGORIES: readonly Category[] = [
  'tg-cash-on',
  'tg-cash-off',
  'tg-interest',
  'tg-upgrade',
];
export const UNITS: readonly PlanUnit[] = ['fen', 'yuan', 'yuan_100', 'yuan_1000', 'wan'];
export const SEASONS: readonly SeasonKind[] = [
  'default',
  'learned',
  'equal',
  'working-days',
  'spring-festival',
];
export const METHODS: readonly PlanRequest['methods']['branch']['kind'][] = [
  'weights',
  'growth',
  'bottom-up',
  'planned',
  'headcount',
  'equal',
];
export const GAPS: readonly PlanRequest['minimums']['gap'][] = ['weights', 'minimums', 'stretch'];
export const NEW_STOCKS: readonly Rates['newStock'][] = ['base-year', 'twelve-months'];
export type PresenceEntry = PlanRequest['presence'][number];
export const BLEND_IDS: readonly BlendId[] = ['collectable', 'npl', 'past', 'headcount', 'equal'];

const WAN = 1_000_000;

/** A new year's plan: the bank's target if there is one, else four fifths of what can be expected. */
export function freshDraft(inputs: PlanningInputs): PlanBody {
  const known = inputs.targets.find((target) => target.category === inputs.category);
  const guess = Math.floor((inputs.totals.collectableFen * 0.8) / (100 * WAN)) * 100 * WAN;
  return {
    year: inputs.year,
    category: inputs.category,
    targetFen: known?.amountFen ?? Math.max(guess, WAN),
    unit: 'wan',
    basisAsOf: inputs.basis.asOf,
    holders: inputs.defaults.holders,
    monthProfile: inputs.past.isKnown && inputs.past.completeMonths >= 6 ? 'learned' : 'default',
    weights: inputs.defaults.officerWeights,
    branchWeights: inputs.defaults.branchWeights,
    rates: { ...inputs.defaults.rates, newStock: 'base-year' },
    methods: inputs.defaults.methods,
    minimums: inputs.defaults.minimums,
    jointPools: inputs.defaults.jointPools,
    presence: inputs.defaults.presence,
    newStaffPerMille: inputs.defaults.newStaffPerMille,
    stretchPerMille: inputs.defaults.stretchPerMille,
    calendar: inputs.defaults.calendar,
    limits: [],
    cellLocks: [],
    edits: [],
  };
}

/** The blends a request means when it leaves them to the defaults. */
export function completeBlends(body: PlanBody, inputs: PlanningInputs) {
  const { officerWeights, branchWeights } = inputs.defaults;
  return {
    weights: body.weights ?? officerWeights,
    branchWeights: body.branchWeights ?? body.weights ?? branchWeights,
  };
}

/** An amount that somebody may fix: a cell, an officer's year, or a branch's. */
export interface Place {
  branch: string;
  officer?: string | undefined;
  month?: number | undefined;
}

/** One text for one place; what is not named counts as null does. */
export const placeKey = ({
  branch,
  officer,
  month,
}: {
  branch: string | null;
  officer?: string | null | undefined;
  month?: number | null | undefined;
}) => JSON.stringify([branch, officer, month]);

/** Every amount that is fixed, by a lock of the request or by an edit. */
export function findLocks(body: PlanBody): { has: (place: Place) => boolean; count: number } {
  const places: Place[] = [
    ...body.cellLocks,
    ...body.limits.filter((limit) => limit.lockFen !== undefined),
    ...body.edits.flatMap((edit) => edit.places),
  ];
  const keys = new Set(places.map(placeKey));
  return { has: (place) => keys.has(placeKey(place)), count: keys.size };
}

/** Releases what `isReleased` names, wherever it was fixed; floors and caps stay. */
function without(body: PlanBody, isReleased: (place: Place) => boolean): PlanBody {
  const limits = body.limits.flatMap((limit) => {
    if (limit.lockFen === undefined || !isReleased(limit)) return [limit];
    const { lockFen: _released, ...kept } = limit;
    return kept.floorFen === undefined && kept.capFen === undefined ? [] : [kept];
  });
  const edits = body.edits.flatMap((edit) => {
    const places = edit.places.filter((place) => !isReleased(place));
    if (places.length === edit.places.length) return [edit];
    return places.length === 0 ? [] : [{ ...edit, places }];
  });
  return { ...body, limits, edits, cellLocks: body.cellLocks.filter((own) => !isReleased(own)) };
}

/** The draft with one amount released: it is the method's again. */
export function release(body: PlanBody, place: Place): PlanBody {
  const key = placeKey(place);
  return without(body, (own) => placeKey(own) === key);
}

/** The draft without anything fixed. */
export function releaseAll(body: PlanBody): PlanBody {
  return without(body, () => true);
}

const TYPED_DECIMALS = { yuan: 2, wan: 6, yi: 10 } as const;

/** An amount typed in the unit shown, to fen and exact; undefined when it is not one. */
export function fenOfTyped(typed: string, unit: keyof typeof TYPED_DECIMALS): number | undefined {
  const match = /^(\d+)(?:\.(\d*))?$/.exec(typed.replaceAll(/[,\s]/g, ''));
  const decimals = (match?.[2] ?? '').replace(/0+$/, '');
  if (match === null || decimals.length > TYPED_DECIMALS[unit]) return undefined;
  const fen = Number(match[1] + decimals.padEnd(TYPED_DECIMALS[unit], '0'));
  return Number.isSafeInteger(fen) ? fen : undefined;
}

/** Fen in the unit shown as one would type it: no grouping, no zeros at the end. */
export function typedOfFen(fen: number, unit: keyof typeof TYPED_DECIMALS): string {
  const places = TYPED_DECIMALS[unit];
  const digits = String(fen).padStart(places + 1, '0');
  const decimals = digits.slice(-places).replace(/0+$/, '');
  return digits.slice(0, -places) + (decimals === '' ? '' : `.${decimals}`);
}

/** 万元 as typed, to fen; undefined when empty. Six decimals of 万元 are one fen. */
export function fenOfWan(value: string | number): number | undefined {
  if (value === '') return undefined;
  const fen = Math.round(Number(value) * WAN);
  return Number.isFinite(fen) ? fen : undefined;
}

/** Fen as 万元 for an input. */
export function wanOfFen(fen: number | undefined): number | '' {
  return fen === undefined ? '' : fen / WAN;
}

/** Months as typed, apart by anything: "3 4", "3、4". What is no whole number is left out. */
export function monthsOfText(text: string): number[] {
  return [...new Set([...text.matchAll(/\d+/g)].map(([digits]) => Number(digits)))];
}

/** Days as typed, apart by anything: "2027-10-04 2027-10-05". What is no day is left out. */
export function daysOfText(text: string): string[] {
  const days = [...text.matchAll(/\d{4}-\d{2}-\d{2}/g)].map(([day]) => day);
  const isDay = (day: string) => new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  return [...new Set(days)].filter(isDay).sort();
}
