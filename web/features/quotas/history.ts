import * as z from 'zod/mini';
import type { PlanEdit } from '../../../server/quotas/plan-edit.ts';
import type { PlanBody } from './draft.ts';

/** One change of a draft: an edit of the matrix added at the end, or anything else. */
export type Step =
  | { kind: 'edit'; edit: PlanEdit }
  | { kind: 'set'; before: PlanBody; after: PlanBody };

/** A draft with what was done to it. The first `at` steps hold; the rest were undone. */
export interface History {
  now: PlanBody;
  steps: Step[];
  at: number;
  /** Where the stored plan is among the steps; below zero when it can no longer be reached. */
  stored: number;
}

const STEPS_KEPT = 100;

/** The history of a plan as it was stored: the edits saved with it can be undone too. */
export function openHistory(start: PlanBody): History {
  const steps = start.edits.map((edit): Step => ({ kind: 'edit', edit }));
  return { now: start, steps, at: steps.length, stored: steps.length };
}

/** The one edit that `next` adds at the end of `now`, when it does nothing else. */
function addedEdit(now: PlanBody, next: PlanBody): PlanEdit | undefined {
  const added = next.edits.at(-1);
  if (next.edits.length !== now.edits.length + 1) return undefined;
  const rest = { ...next, edits: now.edits };
  const isAppended = now.edits.every((edit, i) => edit === next.edits[i]);
  return isAppended && JSON.stringify(rest) === JSON.stringify(now) ? added : undefined;
}

/** The history after a change; what had been undone is gone. */
export function pushStep(history: History, next: PlanBody): History {
  const { now, at } = history;
  const edit = addedEdit(now, next);
  const step: Step =
    edit === undefined ? { kind: 'set', before: now, after: next } : { kind: 'edit', edit };
  const steps = [...history.steps.slice(0, at), step];
  const cut = Math.max(0, steps.length - STEPS_KEPT);
  const stored = history.stored > at ? -1 : history.stored - cut;
  return { now: next, steps: steps.slice(cut), at: steps.length - cut, stored };
}

/** The history one step back, exactly as it was before that step; itself at the beginning. */
export function undoStep(history: History): History {
  const { now, steps, at } = history;
  const step = steps[at - 1];
  if (step === undefined) return history;
  const before = step.kind === 'set' ? step.before : { ...now, edits: now.edits.slice(0, -1) };
  return { ...history, now: before, at: at - 1 };
}

/** The history one step forward; itself when nothing was undone. */
export function redoStep(history: History): History {
  const { now, steps, at } = history;
  const step = steps[at];
  if (step === undefined) return history;
  const after = step.kind === 'set' ? step.after : { ...now, edits: [...now.edits, step.edit] };
  return { ...history, now: after, at: at + 1 };
}

function isBody(value: unknown): value is PlanBody {
  return z
    .looseObject({
      year: z.number(),
      category: z.string(),
      targetFen: z.number(),
      unit: z.string(),
      monthProfile: z.string(),
      holders: z.string(),
      rates: z.looseObject({ newStock: z.string() }),
      methods: z.looseObject({}),
      minimums: z.looseObject({}),
      jointPools: z.looseObject({}),
      presence: z.array(z.looseObject({ branch: z.string() })),
      calendar: z.looseObject({}),
      limits: z.array(z.looseObject({ branch: z.string() })),
      cellLocks: z.array(z.looseObject({ branch: z.string() })),
      edits: z.array(edit),
    })
    .safeParse(value).success;
}

const edit = z.object({
  places: z.array(
    z.object({
      branch: z.string(),
      officer: z.optional(z.string()),
      month: z.optional(z.number()),
      amountFen: z.number(),
    }),
  ),
  absorb: z.enum(['row', 'column', 'branch', 'bank']),
  why: z.string(),
});
const body = z.custom<PlanBody>(isBody);

/** Guards what this browser remembers of a draft. */
export const rememberedHistory = z.object({
  now: body,
  steps: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('edit'), edit }),
      z.object({ kind: z.literal('set'), before: body, after: body }),
    ]),
  ),
  at: z.number(),
  stored: z.number(),
});
