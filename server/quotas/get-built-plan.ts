import { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type BuiltPlan, buildPlan } from './build-plan.ts';
import { buildReplan, type ReplanSources } from './build-replan.ts';
import { getHandovers } from './get-handovers.ts';
import { getPastRecovery } from './get-past-recovery.ts';
import { getPlan } from './get-plan.ts';
import { findInputs, getPlanInputs } from './get-plan-inputs.ts';
import { type HoldersAsked, holdersDay } from './holders.ts';
import { officerKey } from './officer-bounds.ts';
import { type PlanBasis, sum } from './officer-pool.ts';
import type { Plan } from './plan.ts';
import type { PlanEdit } from './plan-edit.ts';
import { blendsOf, type PlanRequest } from './plan-request.ts';
import { receipt } from './receipt.ts';

/** A plan that was made, and its request in full: as stored it depends on no default. */
export interface MadePlan extends BuiltPlan {
  request: PlanRequest;
  /** The plan with more changes by hand. */
  planWith(edits: readonly PlanEdit[]): Plan;
}

const row = z.object({ branch: z.string(), officer: z.string(), receipt: z.string() });

/** The receipts of a stored plan, parsed when asked for. */
async function receiptsOf(reader: Reader, planId: number): Promise<ReplanSources['receiptOf']> {
  const found = await reader.rows(
    row,
    'SELECT branch, officer, receipt FROM quota_receipt WHERE plan_id = $1',
    [planId],
  );
  const texts = new Map(found.map((own) => [officerKey(own), own.receipt]));
  return (who) => {
    const text = texts.get(officerKey(who));
    return text === undefined ? undefined : receipt.parse(JSON.parse(text));
  };
}

/**
 * What a re-plan is made from: the plan in force, the latest book (or the one of `basisAsOf`), who
 * holds the loans of the plan's own book there (by that book or by the assignments since, as asked),
 * and what has come in this year. Refuses with 'no-plan' or 'no-snapshot'.
 */
export async function getReplanSources(
  reader: Reader,
  question: HoldersAsked & {
    basePlanId: number;
    effectiveOn: IsoDate;
    basisAsOf?: string | undefined;
  },
  today: IsoDate,
): Promise<ReplanSources> {
  const base = await getPlan(reader, question.basePlanId);
  const { year, category } = base;
  const { rates, minimums } = base.request;
  const book = await getSnapshot(reader, question.basisAsOf);
  const assignedOn = holdersDay(question, question.effectiveOn, today);
  const basis = { snapshotId: book.id, asOf: book.asOf, assignedOn };
  const [found, handovers, achieved, receiptOf] = await Promise.all([
    findInputs(
      reader,
      { year, category, rates, minimums, basisAsOf: book.asOf, assignedOn },
      today,
    ),
    getHandovers(reader, { from: base.plan.basis, to: basis }, category, rates),
    getPastRecovery(reader, year, category),
    receiptsOf(reader, base.id),
  ]);
  return {
    base,
    basis,
    officers: found.officers,
    handovers,
    achievedFen: achieved.isKnown ? sum(achieved.monthsFen) : null,
    today,
    receiptOf,
  };
}

/** The day whose assignments counted, as a stored request says it. */
const storedDay = ({ assignedOn }: PlanBasis) => ({ holdersOn: assignedOn ?? undefined });

/**
 * The plan of a request: split anew, or the plan in force changed in mid-year. A re-plan takes all
 * but its changes from the plan that it starts from. Refuses as `buildPlan` and `buildReplan`.
 */
export async function getBuiltPlan(
  reader: Reader,
  asked: PlanRequest,
  today: IsoDate,
): Promise<MadePlan> {
  const wish = asked.replan;
  if (wish === undefined) {
    const inputs = await getPlanInputs(reader, asked, today);
    const blends = blendsOf(asked);
    const request = {
      ...asked,
      basisAsOf: inputs.basis.asOf,
      ...storedDay(inputs.basis),
      weights: blends.officer,
      branchWeights: blends.branch,
    };
    const planWith = (edits: readonly PlanEdit[]) =>
      buildPlan({ ...asked, edits: [...asked.edits, ...edits] }, inputs).plan;
    return { ...buildPlan(asked, inputs), request, planWith };
  }
  const { basisAsOf, holders, holdersOn } = asked;
  const { basePlanId, effectiveOn } = wish;
  const sources = await getReplanSources(
    reader,
    { basePlanId, effectiveOn, basisAsOf, holders, holdersOn },
    today,
  );
  const built = buildReplan(asked, wish, sources);
  const request = {
    ...sources.base.request,
    holders,
    ...storedDay(sources.basis),
    targetFen: built.plan.targetFen,
    basisAsOf: sources.basis.asOf,
    edits: asked.edits,
    replan: wish,
  };
  const planWith = (edits: readonly PlanEdit[]) =>
    buildReplan({ ...asked, edits: [...asked.edits, ...edits] }, wish, sources).plan;
  return { ...built, request, planWith };
}
