import { z } from 'zod';
import type { PlanRequest } from '../quotas/plan-request.ts';
import { ask, jsonBody, type Send } from './send.ts';

const quotaOf = {
  branch: z.string(),
  loans: z.int(),
  collectableFen: z.int(),
  quotaFen: z.int(),
  feasibility: z.string(),
};

const savedPlan = z.looseObject({
  id: z.int(),
  year: z.int(),
  category: z.string(),
  unit: z.string(),
  targetFen: z.int(),
  basisAsOf: z.string(),
  status: z.string(),
  version: z.int().nullable(),
  plan: z.looseObject({
    branches: z.array(z.looseObject({ ...quotaOf, officers: z.int() })),
    officers: z.array(z.looseObject({ ...quotaOf, officer: z.string() })),
    warnings: z.array(z.looseObject({ says: z.object({ zh: z.string(), en: z.string() }) })),
  }),
});

export type SavedPlan = z.infer<typeof savedPlan>;

/** The part of a plan request that has no default, and any of the rest. */
export type PlanWish = Pick<PlanRequest, 'year' | 'targetFen'> &
  Partial<PlanRequest> & { name?: string };

/** Saves the plan of a wish as a draft and, when asked, puts it in force. */
export async function makePlan(
  send: Send,
  wish: PlanWish,
  publish?: { effectiveOn?: string },
): Promise<SavedPlan> {
  const draft = await ask(
    send,
    z.looseObject({ id: z.int() }),
    '/api/quotas/plans',
    jsonBody('POST', wish),
  );
  const path = `/api/quotas/plans/${draft.id}`;
  if (publish) await ask(send, z.unknown(), `${path}/publish`, jsonBody('POST', publish));
  return ask(send, savedPlan, path);
}
