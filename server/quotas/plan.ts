import { z } from 'zod';
import { fen, moneyUnit } from '../money.ts';
import { quotaCategory } from './categories.ts';
import { monthProfileKind } from './month-profile.ts';
import { quotaMove } from './receipt.ts';

const sentence = z.object({ zh: z.string(), en: z.string() });

/**
 * Can it be done? 'impossible': more than the whole claim. 'high': more than nine tenths of what
 * the pool is expected to yield (domain C.3 step 4). 'none': no quota.
 */
export const feasibility = z.enum(['feasible', 'high', 'impossible', 'none']);
export type Feasibility = z.infer<typeof feasibility>;

const pool = {
  loans: z.int(),
  /** How many of them by an assignment, and not by the book. */
  assigned: z.int().default(0),
  balanceFen: fen,
  collectableFen: fen,
  /** Last year's recovery; null when the bank has no postings of that year. */
  pastFen: fen.nullable(),
  quotaFen: fen,
  /** January first. */
  monthsFen: z.array(fen).length(12),
  /** In a re-plan: what is asked from its day on, to be collected from the pool of that day. */
  restFen: fen.optional(),
  feasibility,
};

const planOfficer = z.object({
  branch: z.string(),
  officer: z.string(),
  ...pool,
  /** Months (1–12) whose amount somebody fixed. */
  lockedMonths: z.array(z.int()),
  bound: z.enum(['floor', 'cap', 'lock']).nullable(),
  /** Months of presence and what a month counts for in 1/1000; null when all of them in full. */
  presence: z
    .object({ months: z.array(z.int()), perMille: z.int() })
    .nullable()
    .default(null),
});

/** 集体清收池: what of a branch's quota is nobody's own. */
const planPool = z.object({
  branch: z.string(),
  perMille: z.int(),
  quotaFen: fen,
  monthsFen: z.array(fen).length(12),
  lockedMonths: z.array(z.int()),
});

const planBranch = z.object({
  branch: z.string(),
  officers: z.int(),
  ...pool,
  bound: z.enum(['floor', 'cap', 'lock']).nullable(),
});

const amounts = { quotaFen: fen, monthsFen: z.array(fen).length(12) };

/**
 * 力争: what is asked beyond 确保, by officer (the branch's joint pool under an empty name), branch
 * and bank, as exact as the plan and nowhere below it. Progress is measured against the plan itself.
 */
const stretch = z.object({
  /** Thousandths of the guaranteed; null where the target is what the minimum plans leave open. */
  perMille: z.int().nullable(),
  targetFen: fen,
  monthsFen: z.array(fen).length(12),
  branches: z.array(z.object({ branch: z.string(), ...amounts })),
  officers: z.array(z.object({ branch: z.string(), officer: z.string(), ...amounts })),
});

/** A whole plan: Σ officers + Σ joint pools = Σ branches = target, by year and by month, to the fen. */
export const plan = z.object({
  year: z.int(),
  category: quotaCategory,
  unit: moneyUnit,
  targetFen: fen,
  /** The book, and the day whose assignments went before it; null where only the book counted. */
  basis: z.object({
    snapshotId: z.int(),
    asOf: z.string(),
    assignedOn: z.string().nullable().default(null),
  }),
  pool: z.object({
    loans: z.int(),
    assigned: z.int().default(0),
    balanceFen: fen,
    collectableFen: fen,
    pastFen: fen.nullable(),
  }),
  profile: z.object({
    kind: monthProfileKind,
    learnedMonths: z.int(),
    partsPerTenThousand: z.array(z.int()),
    /** For seasons of the calendar. */
    workingDays: z.array(z.int()).nullable().default(null),
  }),
  monthsFen: z.array(fen).length(12),
  branches: z.array(planBranch),
  officers: z.array(planOfficer),
  /** Of the branches that have one; none in plans made before pools were. */
  jointPools: z.array(planPool).default([]),
  /** Σ of the loans' minimum plans, where a level is split bottom-up. */
  minimumsFen: fen.nullable().default(null),
  /** Σ of what the book plans to collect of the loans, where a level is split by it. */
  plannedFen: fen.nullable().default(null),
  stretch: stretch.nullable().default(null),
  /** Officers of the loan book who hold nothing of this category: they get no quota. */
  withoutLoans: z.array(z.object({ branch: z.string(), officer: z.string() })),
  warnings: z.array(z.object({ code: z.string(), says: sentence })),
  /** What made it from the plan before, when it is a re-plan. */
  replan: z
    .object({
      basePlanId: z.int(),
      baseVersion: z.int().nullable(),
      effectiveOn: z.string(),
      /** The first month (1–12) with anything that can change; 13 when none is left. */
      firstMonth: z.int(),
      moves: z.array(quotaMove),
      /** Who has no quota after a day: who left, moved away, or whose branch was merged. */
      ended: z.array(z.object({ branch: z.string(), officer: z.string(), after: z.string() })),
    })
    .optional(),
});
export type Plan = z.infer<typeof plan>;
