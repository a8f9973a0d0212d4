import { z } from 'zod';
import type { Fen } from '../money.ts';
import type { QuotaCategory } from '../quotas/categories.ts';
import { type ReplanChange, replanChange } from '../quotas/replan-wish.ts';
import { makePlan } from './make-plan.ts';
import { ask, jsonBody, type Send } from './send.ts';

const officer = z.looseObject({
  branch: z.string(),
  officer: z.string(),
  monthsFen: z.array(z.int()),
});
const plan = z.looseObject({ targetFen: z.int(), officers: z.array(officer) });
const head = z.looseObject({
  id: z.int(),
  status: z.string(),
  version: z.int().nullable(),
  targetFen: z.int(),
});

export interface ReplanAsked {
  year: number;
  category?: QuotaCategory;
  effectiveOn: string;
  /** Another target for the year, in fen. */
  targetFen?: Fen;
  /** Whether to publish; else nothing is stored. */
  publish: boolean;
  name?: string;
}

export interface Replanned {
  /** The plan in force that it starts from. */
  basePlanId: number;
  baseVersion: number | null;
  changes: ReplanChange[];
  targetFen: { before: Fen; after: Fen };
  /** Whose quota changes: before and after, and from the effective month on. */
  difference: { branch: string; officer: string; beforeFen: Fen; afterFen: Fen }[];
  /** The plan in force afterwards; null when nothing was stored. */
  published: { id: number; version: number | null } | null;
}

const MOST = 500;
const total = (months: readonly number[]) => months.reduce((sum, own) => sum + own, 0);
const idOf = (own: { branch: string; officer: string }) =>
  JSON.stringify([own.branch, own.officer]);

/**
 * Re-plans the plan in force by the changes that roster, assignments and book suggest, with another
 * target where one is given; answers the difference and, when asked, publishes it from its day.
 * Undefined when no plan of the year is in force. Refusals come as they are, and then nothing is stored.
 */
export async function makeReplan(send: Send, asked: ReplanAsked): Promise<Replanned | undefined> {
  const { year, category = 'tg-cash-on', effectiveOn } = asked;
  const heads = await ask(
    send,
    z.array(head),
    `/api/quotas/plans?year=${year}&category=${category}`,
  );
  const base = heads.find((own) => own.status === 'published');
  if (base === undefined) return undefined;
  const path = `/api/quotas/plans/${base.id}`;
  const before = await ask(send, z.looseObject({ plan }), path);
  const { proposals } = await ask(
    send,
    z.looseObject({ proposals: z.array(z.looseObject({ change: replanChange })) }),
    `${path}/proposals?effectiveOn=${effectiveOn}&holders=assigned`,
  );
  const { targetFen } = asked;
  const changes: ReplanChange[] = [
    ...(targetFen === undefined || targetFen === base.targetFen
      ? []
      : [{ kind: 'target', targetFen, why: '' } as const]),
    ...proposals.map((own) => own.change),
  ].slice(0, MOST);
  const wish = {
    year,
    category,
    targetFen: base.targetFen,
    holders: 'assigned' as const,
    replan: { basePlanId: base.id, effectiveOn, partMonth: 'next' as const, changes },
    ...(asked.name === undefined ? {} : { name: asked.name }),
  };
  const after = await ask(send, plan, '/api/quotas/preview', jsonBody('POST', wish));
  const was = new Map(before.plan.officers.map((own) => [idOf(own), total(own.monthsFen)]));
  const difference = after.officers.flatMap((own) => {
    const beforeFen = was.get(idOf(own)) ?? 0;
    const afterFen = total(own.monthsFen);
    const { branch, officer: name } = own;
    return beforeFen === afterFen ? [] : [{ branch, officer: name, beforeFen, afterFen }];
  });
  const saved =
    asked.publish && changes.length > 0 ? await makePlan(send, wish, { effectiveOn }) : undefined;
  return {
    basePlanId: base.id,
    baseVersion: base.version,
    changes,
    targetFen: { before: base.targetFen, after: after.targetFen },
    difference,
    published: saved === undefined ? null : { id: saved.id, version: saved.version },
  };
}
