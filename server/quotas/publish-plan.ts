import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import { getPlanHead, type PlanHead } from './get-plan.ts';
import { getPlanEvents, recordEvent, reviewOf } from './plan-events.ts';
import { refuseOldBase } from './refuse-replan.ts';
import { type ReplanWish, replanWish } from './replan-wish.ts';
import { saveTarget } from './targets.ts';

/** The re-plan that a saved plan is, if it is one. */
async function getReplan(tx: Transaction, id: number): Promise<ReplanWish | undefined> {
  const { request } = await tx.one(
    z.object({ request: z.string() }),
    'SELECT request FROM plan_version WHERE id = $1',
    [id],
  );
  return z.object({ replan: replanWish.optional() }).parse(JSON.parse(request)).replan;
}

async function refuseUnfitReplan(
  tx: Transaction,
  replan: ReplanWish,
  effectiveOn: IsoDate | undefined,
): Promise<void> {
  const base = await getPlanHead(tx, replan.basePlanId);
  if (base.status !== 'published') refuseOldBase();
  if (effectiveOn === undefined || effectiveOn === replan.effectiveOn) return;
  throw new Refusal('effective-fixed', 422, {
    happened: {
      zh: `这次年中调整按 ${replan.effectiveOn} 起算,不能改从 ${effectiveOn} 生效。`,
      en: `This re-plan was made from ${replan.effectiveOn} on; it cannot count from ${effectiveOn}.`,
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '如要换生效日,请重新做年中调整。',
      en: 'To count from another day, re-plan from that day.',
    },
  });
}

/**
 * Puts a saved plan in force. From then on it cannot change; the plan in force before it is
 * superseded, and its target becomes the bank's. Effective on 1 January of its year, or today when
 * the year has begun, unless a day of the year is given. Refuses with 'no-plan',
 * 'already-published', 'not-approved' (submitted or returned; a plain draft may be published at
 * once) or 'effective-outside-year'. A re-plan counts from its own day; it refuses with
 * 'base-not-in-force' when another plan was published since it was made, and with
 * 'effective-fixed' when another day is asked for.
 */
export async function publishPlan(
  { warehouse, clock }: RoomDeps,
  id: number,
  effectiveOn?: IsoDate,
  who = '',
): Promise<PlanHead> {
  return warehouse.write(async (tx) => {
    const { year, category, status, targetFen } = await getPlanHead(tx, id);
    if (status !== 'draft') {
      throw new Refusal('already-published', 409, {
        happened: { zh: '这个方案已经发布过。', en: 'This plan has been published already.' },
        kept: NOTHING_CHANGED,
        next: {
          zh: '如需调整,请以它为基础另存一个新方案再发布。',
          en: 'To change it, save a new plan made from it and publish that.',
        },
      });
    }
    const review = reviewOf(await getPlanEvents(tx, id));
    if (review === 'submitted' || review === 'returned') {
      throw new Refusal('not-approved', 409, {
        happened: {
          zh: review === 'submitted' ? '方案已提交,尚未批准。' : '方案已被退回。',
          en: review === 'submitted' ? 'The plan waits for approval.' : 'The plan was returned.',
        },
        kept: NOTHING_CHANGED,
        next: {
          zh: '请批准后再发布,或修改后另存新方案。',
          en: 'Approve it before publishing, or save a changed plan.',
        },
      });
    }
    const newYear = `${year}-01-01`;
    const today = clock.today();
    const replan = await getReplan(tx, id);
    if (replan !== undefined) await refuseUnfitReplan(tx, replan, effectiveOn);
    const day = replan?.effectiveOn ?? effectiveOn ?? (today > newYear ? today : newYear);
    if (effectiveOn !== undefined && !effectiveOn.startsWith(`${year}-`)) {
      throw new Refusal('effective-outside-year', 422, {
        happened: {
          zh: `生效日 ${effectiveOn} 不在 ${year} 年内。`,
          en: `The effective day ${effectiveOn} is not in ${year}.`,
        },
        kept: NOTHING_CHANGED,
        next: { zh: '请选方案年度内的日期。', en: "Choose a day of the plan's year." },
      });
    }
    const { version } = await tx.one(
      z.object({ version: z.int() }),
      `SELECT coalesce(max(version), 0) + 1 AS version FROM plan_publication
       WHERE year = $1 AND category = $2`,
      [year, category],
    );
    await tx.run(
      `INSERT INTO plan_publication (plan_id, year, category, version, effective_on, published_at)
       VALUES ($1, $2, $3, $4, CAST($5 AS DATE), CAST($6 AS TIMESTAMP))`,
      [id, year, category, version, day, clock.now()],
    );
    await recordEvent(tx, { planId: id, act: 'publish', who }, clock.now());
    await saveTarget(tx, { year, category, amountFen: targetFen }, clock.now());
    return getPlanHead(tx, id);
  });
}
