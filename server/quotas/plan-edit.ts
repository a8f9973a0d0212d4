import { z } from 'zod';

/**
 * What takes the difference when somebody changes an amount, and so which sums stay as they are:
 * - `row`: the officer's other months; the officer's year stays;
 * - `column`: the branch's other officers in that month; the branch's months stay;
 * - `branch`: the rest of the branch; every officer's year and the branch's months stay. For a
 *   year: the branch's other officers; the branch's year and months stay;
 * - `bank`: the rest of the bank; every officer's year and the bank's months stay. For a year: all
 *   other officers; the bank's year and months stay.
 */
export const absorber = z.enum(['row', 'column', 'branch', 'bank']);
export type Absorber = z.infer<typeof absorber>;

/** A cell (officer and month 1–12), an officer's year (no month) or a branch's (no officer). */
const place = z.object({
  branch: z.string(),
  officer: z.string().optional(),
  month: z.int().min(1).max(12).optional(),
  /** Checked by the plan itself, which answers in sentences. */
  amountFen: z.number(),
});
export type EditPlace = z.infer<typeof place>;

/** One change by hand: the amounts it fixes, all of one kind, and who takes the difference. */
export const planEdit = z.object({
  places: z.array(place).min(1).max(60_000),
  absorb: absorber,
  why: z.string().trim().max(200).default(''),
});
export type PlanEdit = z.infer<typeof planEdit>;
