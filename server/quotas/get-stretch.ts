import { z } from 'zod';
import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';

const tier = z.object({
  stretch: z.object({
    officers: z.array(z.object({ branch: z.string(), officer: z.string(), quotaFen: z.int() })),
  }),
});

/**
 * What a saved plan asks beyond the guaranteed (力争), by officer; a branch's joint pool under an
 * empty name. NULL where it has one tier. The stored plan is read only where it has two.
 */
export async function getStretch(
  reader: Reader,
  planId: number,
): Promise<{ branch: string; officer: string; quotaFen: Fen }[] | null> {
  const { plan } = await reader.one(
    z.object({ plan: z.string().nullable() }),
    `SELECT CASE WHEN position('"stretch":{' IN plan) > 0 THEN plan END AS plan
     FROM plan_version WHERE id = $1`,
    [planId],
  );
  return plan === null ? null : tier.parse(JSON.parse(plan)).stretch.officers;
}
