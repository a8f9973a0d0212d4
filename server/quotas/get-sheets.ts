import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { getPlanHead, type PlanHead } from './get-plan.ts';
import { type Receipt, receipt } from './receipt.ts';

const row = z.object({ receipt: z.string(), before: z.string().nullable() });

/** An officer's duty sheet: the receipt, and the one of the version before. */
export interface Sheets {
  plan: PlanHead;
  /** The version that this one follows; null when there is none. */
  previous: { version: number; effectiveOn: string; targetFen: number } | null;
  sheets: { now: Receipt; before: Receipt | null }[];
}

const MOST_AT_ONCE = 1_000;

/**
 * The sheets to sign of a saved plan, by branch and officer; of some branches or of one officer
 * only. The version before is the one published last before this plan was, or the one in force for
 * a draft. Refuses with 'no-plan' or, above a thousand at once, 'too-many-sheets'.
 */
export async function getSheets(
  reader: Reader,
  id: number,
  of: { branch?: readonly string[] | undefined; officer?: readonly string[] | undefined },
): Promise<Sheets> {
  const plan = await getPlanHead(reader, id);
  const [previous] = await reader.rows(
    z.object({
      planId: z.int(),
      version: z.int(),
      effectiveOn: z.string(),
      targetFen: z.int(),
    }),
    `SELECT p.plan_id AS "planId", p.version, p.effective_on AS "effectiveOn",
            v.target_fen AS "targetFen"
     FROM plan_publication p JOIN plan_version v ON v.id = p.plan_id
     WHERE p.year = $1 AND p.category = $2 AND (CAST($3 AS INTEGER) IS NULL OR p.version < $3)
     ORDER BY p.version DESC LIMIT 1`,
    [plan.year, plan.category, plan.version],
  );
  const found = await reader.rows(
    row,
    `SELECT r.receipt, b.receipt AS before
     FROM quota_receipt r
     LEFT JOIN quota_receipt b
       ON b.plan_id = $2 AND b.branch = r.branch AND b.officer = r.officer
     WHERE r.plan_id = $1 AND (CAST($3 AS VARCHAR[]) IS NULL OR r.branch = any($3))
       AND (CAST($4 AS VARCHAR[]) IS NULL OR r.officer = any($4))
     ORDER BY r.branch, r.officer LIMIT ${MOST_AT_ONCE + 1}`,
    [id, previous?.planId ?? -1, of.branch ?? null, of.officer ?? null],
  );
  if (found.length > MOST_AT_ONCE) {
    throw new Refusal('too-many-sheets', 422, {
      happened: {
        zh: `一次最多打印 ${MOST_AT_ONCE} 份责任书。`,
        en: `At most ${MOST_AT_ONCE} sheets can be printed at once.`,
      },
      kept: NOTHING_CHANGED,
      next: {
        zh: '请先用机构筛选,再分批打印。',
        en: 'Filter by branch first and print them in parts.',
      },
    });
  }
  const parse = (text: string) => receipt.parse(JSON.parse(text));
  return {
    plan,
    previous: previous
      ? {
          version: previous.version,
          effectiveOn: previous.effectiveOn,
          targetFen: previous.targetFen,
        }
      : null,
    sheets: found.map((own) => ({
      now: parse(own.receipt),
      before: own.before === null ? null : parse(own.before),
    })),
  };
}
