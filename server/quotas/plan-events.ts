import { z } from 'zod';
import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { getPlanHead } from './get-plan.ts';
import { refuseNoPlace } from './refuse-place.ts';

/** What people do with a saved plan. Names are typed: the desk has no accounts. */
export const planAct = z.enum(['submit', 'approve', 'return', 'comment', 'sign']);
export type PlanAct = z.infer<typeof planAct>;

const event = z.object({
  id: z.int(),
  planId: z.int(),
  act: z.enum(['save', ...planAct.options, 'publish']),
  /** Who did it, as typed; empty for what was done before names were asked for. */
  who: z.string(),
  /** For 'sign' whose sheet, for 'comment' the place it is about (see `PlanPlace`). */
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  month: z.int().nullable(),
  note: z.string(),
  at: z.string(),
});
export type PlanEvent = z.infer<typeof event>;

/** Where a plan stands on its way, besides being in force or superseded. */
export type Review = 'draft' | 'submitted' | 'approved' | 'returned';

/** The review state that a plan's events leave it in. */
export function reviewOf(events: readonly Pick<PlanEvent, 'act'>[]): Review {
  let review: Review = 'draft';
  for (const { act } of events) {
    if (act === 'submit') review = 'submitted';
    if (act === 'approve') review = 'approved';
    if (act === 'return') review = 'returned';
  }
  return review;
}

/** Everything that was done with a plan, oldest first. */
export function getPlanEvents(reader: Reader, planId: number): Promise<PlanEvent[]> {
  return reader.rows(
    event,
    `SELECT id, plan_id AS "planId", act, who, branch, officer, month, note, done_at AS at
     FROM plan_event WHERE plan_id = $1 ORDER BY id`,
    [planId],
  );
}

/** Writes one line of the audit trail; lines are never changed. */
export async function recordEvent(
  tx: Transaction,
  line: {
    planId: number;
    act: PlanEvent['act'];
    who: string;
    note?: string | undefined;
    branch?: string | undefined;
    officer?: string | undefined;
    month?: number | undefined;
  },
  now: string,
): Promise<void> {
  await tx.run(
    `INSERT INTO plan_event (id, plan_id, act, who, branch, officer, month, note, done_at)
     VALUES (nextval('plan_event_seq'), $1, $2, $3, $4, $5, $6, $7, CAST($8 AS TIMESTAMP))`,
    [
      line.planId,
      line.act,
      line.who,
      line.branch ?? null,
      line.officer ?? null,
      line.month ?? null,
      line.note ?? '',
      now,
    ],
  );
}

function refuse(code: string, zh: string, en: string, next: Sentence): never {
  throw new Refusal(code, 409, { happened: { zh, en }, kept: NOTHING_CHANGED, next });
}

const FROM: Readonly<Partial<Record<PlanAct, readonly Review[]>>> = {
  submit: ['draft', 'returned'],
  approve: ['submitted'],
  return: ['submitted', 'approved'],
};

const REVIEW_NAMES: Readonly<Record<Review, Sentence>> = {
  draft: { zh: '草稿', en: 'a draft' },
  submitted: { zh: '已提交', en: 'submitted' },
  approved: { zh: '已批准', en: 'approved' },
  returned: { zh: '已退回', en: 'returned' },
};

export const planActBody = z.object({
  act: planAct,
  who: z.string().trim().max(40),
  note: z.string().trim().max(500).default(''),
  branch: z.string().optional(),
  officer: z.string().optional(),
  month: z.int().min(1).max(12).optional(),
});

/**
 * Does one act with a saved plan and writes it down: submit a draft, approve or return what was
 * submitted (a return says why), comment on the plan or on a place of its matrix, or sign an
 * officer's sheet of a published plan. Refuses with 'no-plan', 'name-missing', 'reason-missing',
 * 'act-unfit', 'no-place', 'not-published', 'no-receipt' or 'already-signed'.
 */
export async function actOnPlan(
  { warehouse, clock }: RoomDeps,
  planId: number,
  { act, who, note, branch, officer, month }: z.infer<typeof planActBody>,
): Promise<PlanEvent[]> {
  return warehouse.write(async (tx) => {
    const { status } = await getPlanHead(tx, planId);
    const events = await getPlanEvents(tx, planId);
    if (who === '') {
      refuse('name-missing', '没有填写经办人姓名。', 'The name of who does this is missing.', {
        zh: '请填写姓名。',
        en: 'Enter your name.',
      });
    }
    if ((act === 'return' || act === 'comment') && note === '') {
      refuse(
        'reason-missing',
        act === 'return' ? '退回必须写明原因。' : '意见是空的。',
        act === 'return' ? 'A return needs its reason.' : 'The comment is empty.',
        { zh: '请填写后再提交。', en: 'Write it and try again.' },
      );
    }
    const from = FROM[act];
    const review = reviewOf(events);
    if (from !== undefined && (status !== 'draft' || !from.includes(review))) {
      const state = status === 'draft' ? REVIEW_NAMES[review] : { zh: '已发布', en: 'published' };
      refuse(
        'act-unfit',
        `方案现在是“${state.zh}”,不能做这一步。`,
        `The plan is ${state.en}: this step does not fit.`,
        {
          zh: '顺序是:提交、批准或退回、发布、签收。',
          en: 'The order is: submit, approve or return, publish, sign.',
        },
      );
    }
    if (act === 'sign') {
      if (status !== 'published') {
        refuse('not-published', '只有现行方案才能签收。', 'Only the plan in force can be signed.', {
          zh: '请先发布方案。',
          en: 'Publish the plan first.',
        });
      }
      const { held } = await tx.one(
        z.object({ held: z.int() }),
        `SELECT count(*) AS held FROM quota_receipt
         WHERE plan_id = $1 AND branch = $2 AND officer = $3`,
        [planId, branch ?? '', officer ?? ''],
      );
      if (held === 0) {
        refuse(
          'no-receipt',
          `${branch ?? ''} ${officer ?? ''}在这个方案里没有任务。`,
          `${officer ?? ''} of ${branch ?? ''} has no quota in this plan.`,
          { zh: '请从任务表中选择清收员。', en: 'Choose an officer from the quota table.' },
        );
      }
      const isSigned = events.some(
        (own) => own.act === 'sign' && own.branch === branch && own.officer === officer,
      );
      if (isSigned) {
        refuse(
          'already-signed',
          `${officer ?? ''}已经签收过。`,
          `${officer ?? ''} has signed already.`,
          { zh: '无需再签。', en: 'There is nothing to do.' },
        );
      }
    }
    if (act === 'comment') await refuseNoPlace(tx, planId, { branch, officer, month });
    const place = act === 'comment' ? { branch, officer, month } : {};
    const whose = act === 'sign' ? { branch, officer } : place;
    await recordEvent(tx, { planId, act, who, note, ...whose }, clock.now());
    return getPlanEvents(tx, planId);
  });
}
