import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { moneyUnit } from '../money.ts';
import { FIRST_CATEGORY, quotaCategory } from './categories.ts';
import { poolRates } from './collectable.ts';
import { holders } from './holders.ts';
import { jointPools } from './joint-pool.ts';
import { minimumRule, planMethods } from './methods.ts';
import { monthProfileKind } from './month-profile.ts';
import { planEdit } from './plan-edit.ts';
import { presenceEntry } from './presence.ts';
import { replanWish } from './replan-wish.ts';
import { workCalendar } from './work-calendar.ts';

const percent = z.int().min(0).max(100).default(0);

/**
 * A blend in whole percent; only the proportions count. `collectable`: balance × expected rate;
 * `npl`: the category's claims; `past`: last year's recovery; `headcount`: officers who have loans;
 * `equal`: the same for every branch (for officers it is the same as headcount).
 */
export const weightBlend = z.object({
  collectable: percent,
  npl: percent,
  past: percent,
  headcount: percent,
  equal: percent,
});
export type WeightBlend = z.infer<typeof weightBlend>;
export type WeightComponent = keyof WeightBlend;

/** Domain C.3 step 2, and for officers mostly their own cases. */
export const DEFAULT_BRANCH_WEIGHTS: WeightBlend = {
  collectable: 50,
  npl: 30,
  past: 20,
  headcount: 0,
  equal: 0,
};
export const DEFAULT_OFFICER_WEIGHTS: WeightBlend = {
  collectable: 60,
  npl: 0,
  past: 40,
  headcount: 0,
  equal: 0,
};

/** Amounts are checked by the plan itself, which answers in sentences rather than in paths. */
const amount = z.number();

const limit = z.object({
  branch: z.string(),
  /** Without it the limit is the branch's. */
  officer: z.string().optional(),
  floorFen: amount.optional(),
  capFen: amount.optional(),
  /** The year's quota, fixed; it overrides every other floor and cap. */
  lockFen: amount.optional(),
});

const cellLock = z.object({
  branch: z.string(),
  officer: z.string(),
  month: z.int().min(1).max(12),
  amountFen: amount,
});

/** Everything that decides a plan. All but the year and the target has a default. */
export const planRequest = z.object({
  year: z.int().min(2000).max(2100),
  category: quotaCategory.default(FIRST_CATEGORY),
  targetFen: amount,
  unit: moneyUnit.default('wan'),
  /** The snapshot that the pools are read from; see get-basis. */
  basisAsOf: isoDate.optional(),
  ...holders,
  monthProfile: monthProfileKind.default('default'),
  /** For officers; also for branches unless `branchWeights` is given. */
  weights: weightBlend.optional(),
  branchWeights: weightBlend.optional(),
  rates: poolRates.prefault({}),
  /** How each level is split. */
  methods: planMethods.prefault({}),
  /** For 'bottom-up'. */
  minimums: minimumRule.prefault({}),
  /** What of each branch's quota is nobody's own. */
  jointPools: jointPools.prefault({}),
  /** Who is not there all year or is new; everybody else is. */
  presence: z.array(presenceEntry).max(20_000).default([]),
  newStaffPerMille: z.number().default(500),
  /** 力争: so many thousandths of what is guaranteed; there is none when it is left out. */
  stretchPerMille: z.number().optional(),
  /** For seasons of the calendar. */
  calendar: workCalendar.prefault({}),
  /** Bounds of every officer who has loans. */
  officerFloorFen: amount.optional(),
  officerCapFen: amount.optional(),
  limits: z.array(limit).max(20_000).default([]),
  cellLocks: z.array(cellLock).max(60_000).default([]),
  /** Changes by hand, in the order made; each is applied to what the ones before it left. */
  edits: z.array(planEdit).max(500).default([]),
  /** With it the plan is not split anew: it is the plan in force, changed from a day on. */
  replan: replanWish.optional(),
});
export type PlanRequest = z.infer<typeof planRequest>;

/** The blends a request means, with the defaults filled in. */
export function blendsOf(request: PlanRequest): { branch: WeightBlend; officer: WeightBlend } {
  return {
    branch: request.branchWeights ?? request.weights ?? DEFAULT_BRANCH_WEIGHTS,
    officer: request.weights ?? DEFAULT_OFFICER_WEIGHTS,
  };
}
