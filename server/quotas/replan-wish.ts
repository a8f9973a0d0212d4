import { z } from 'zod';
import { isoDate } from '../calendar.ts';

/** Amounts and percents are checked by the rule itself, which answers in sentences. */
const shares = z.array(z.object({ branch: z.string(), officer: z.string(), percent: z.number() }));
const who = { branch: z.string(), officer: z.string() };
const why = z.string().trim().max(200).default('');

/**
 * What happens to the people, branches or target of a plan in mid-year:
 * - `leave`: `on` is the last day; what is left of the quota goes with the loans, or by `shares`;
 * - `join`: from `on`, by the loans taken over, or with `percent` of an average colleague's rest;
 * - `move`: from `on` in another branch; the quota follows the loans, or all of it the officer;
 * - `handover`: from `on` another officer holds some of the loans, and both stay; what goes with those
 *   loans moves, or `percent` of what is left;
 * - `absence`: from `on` to `to`, both included; the quota of those days goes to colleagues;
 * - `merge`: from `on` the officers of a branch, with what is left of theirs, are in another;
 * - `target`: another annual target; the difference is spread over what is left.
 */
export const replanChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('leave'), ...who, on: isoDate, shares: shares.optional(), why }),
  z.object({ kind: z.literal('join'), ...who, on: isoDate, percent: z.number().optional(), why }),
  z.object({
    kind: z.literal('move'),
    ...who,
    on: isoDate,
    to: z.string(),
    shares: shares.optional(),
    why,
  }),
  z.object({
    kind: z.literal('handover'),
    ...who,
    on: isoDate,
    to: z.object(who),
    percent: z.number().optional(),
    why,
  }),
  z.object({
    kind: z.literal('absence'),
    ...who,
    on: isoDate,
    to: isoDate,
    shares: shares.optional(),
    why,
  }),
  z.object({ kind: z.literal('merge'), branch: z.string(), into: z.string(), on: isoDate, why }),
  z.object({ kind: z.literal('target'), targetFen: z.number(), why }),
]);
export type ReplanChange = z.infer<typeof replanChange>;

/**
 * What happens to the month that a change falls into: `next`: it stays as it is and the change
 * counts from the next month on; `days`: it is divided by calendar days.
 */
export const partMonth = z.enum(['next', 'days']);
export type PartMonth = z.infer<typeof partMonth>;

/** A re-plan in mid-year: the plan in force that it starts from, and what has happened. */
export const replanWish = z.object({
  basePlanId: z.int().min(1),
  /** Nothing before this day changes. */
  effectiveOn: isoDate,
  partMonth: partMonth.default('next'),
  changes: z.array(replanChange).max(500),
});
export type ReplanWish = z.infer<typeof replanWish>;
