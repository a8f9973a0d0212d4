import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { FIRST_CATEGORY, quotaCategory } from './categories.ts';
import { poolRates } from './collectable.ts';

const percent = z.int().min(0).max(100).default(0);

/** An officer for whom something else than a full, unconditional load is asked. */
const officerWish = z.object({
  branch: z.string(),
  officer: z.string(),
  /** The part of a full load in percent; 0 leaves the officer out and spreads what he or she holds. */
  share: z.number().default(100),
  /** The default types that he or she may take; absent for all. */
  kinds: z.array(z.string()).optional(),
  mostFen: z.number().optional(),
  /** Somebody whom the loan book does not name yet. */
  joins: z.boolean().default(false),
});

/** Everything that decides an assignment. Sizes are checked by the assignment, in sentences. */
export const assignRequest = z.object({
  category: quotaCategory.default(FIRST_CATEGORY),
  /** The snapshot whose loans are assigned; the latest by default. */
  basisAsOf: isoDate.optional(),
  /** The branches whose loans are assigned; all by default. */
  branches: z.array(z.string()).max(10_000).default([]),
  /** Whether officers may take the loans of other branches. */
  acrossBranches: z.boolean().default(false),
  officers: z.array(officerWish).max(20_000).default([]),
  weights: z
    .object({ collectable: percent, effort: percent, borrowers: percent })
    .default({ collectable: 70, effort: 30, borrowers: 0 }),
  /** How far a load may be from the fair share, in 1/1000 of it. */
  tolerance: z.number().default(50),
  /** Whether who granted a loan may not collect it. */
  avoidOrigin: z.boolean().default(false),
  /** Officers who may not take a borrower's loans, flagged by hand; a loan's number means its borrower. */
  conflicts: z
    .array(z.object({ branch: z.string(), officer: z.string(), borrower: z.string() }))
    .max(20_000)
    .default([]),
  /** Loans that stay where they are. */
  locked: z.array(z.string()).max(20_000).default([]),
  /** What loans are expected to yield; by default as the category's plan in force has it. */
  rates: poolRates.optional(),
});
export type AssignRequest = z.infer<typeof assignRequest>;
