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

export const CATEGORIES: readonly Category[] = [
  'tg-cash-on',
  'tg-cash-off',
  'tg-interest',
  'tg-upgrade',
];
export const UNITS: readonly PlanUnit[] = ['fen', 'yuan', 'yuan_100', 'yuan_1000', 'wan'];
export const SEASONS: readonly SeasonKind[] = ['default', 'learned', 'equal'];
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
    monthProfile: inputs.past.isKnown && inputs.past.completeMonths >= 6 ? 'learned' : 'default',
    weights: inputs.defaults.officerWeights,
    branchWeights: inputs.defaults.branchWeights,
    rates: inputs.defaults.rates,
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

/** The amount fixed for an officer's year or month (1–12), or undefined. */
export function lockOf(body: PlanBody, branch: string, officer: string, month?: number) {
  if (month === undefined) {
    return body.limits.find((own) => own.branch === branch && own.officer === officer)?.lockFen;
  }
  return body.cellLocks.find(
    (lock) => lock.branch === branch && lock.officer === officer && lock.month === month,
  )?.amountFen;
}

/** Fixes an officer's year or month at an amount; undefined releases it. */
export function withLock(
  body: PlanBody,
  who: { branch: string; officer: string },
  month: number | undefined,
  amountFen: number | undefined,
): PlanBody {
  const same = (own: { branch: string; officer?: string | undefined }) =>
    own.branch === who.branch && own.officer === who.officer;
  if (month === undefined) {
    const others = body.limits.filter((own) => !same(own));
    const held: PlanBody['limits'][number] = body.limits.find(same) ?? who;
    const { lockFen: _released, ...kept } = held;
    const isBound = kept.floorFen !== undefined || kept.capFen !== undefined;
    if (amountFen === undefined) return { ...body, limits: isBound ? [...others, kept] : others };
    return { ...body, limits: [...others, { ...kept, lockFen: amountFen }] };
  }
  const others = body.cellLocks.filter((lock) => !(same(lock) && lock.month === month));
  if (amountFen === undefined) return { ...body, cellLocks: others };
  return { ...body, cellLocks: [...others, { ...who, month, amountFen }] };
}

/** How many amounts are fixed. */
export function countLocks(body: PlanBody): number {
  return body.cellLocks.length + body.limits.filter((own) => own.lockFen !== undefined).length;
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
