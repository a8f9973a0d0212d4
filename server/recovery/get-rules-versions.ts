import { z } from 'zod';
import type { Reader } from '../warehouse/warehouse.ts';
import type { RulesVersion } from './credit.ts';
import { creditRules, DEFAULT_CREDIT_RULES } from './credit-rules.ts';

const row = z.object({
  no: z.int(),
  value: z.string(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  effectiveFrom: z.string(),
  setAt: z.string(),
});

/** A version with who set it and why; NULL of what came with the desk. */
export interface KeptRules extends RulesVersion {
  by: string | null;
  reason: string | null;
  setAt: string | null;
}

/** Every version of the rules of credit, as set: what came with the desk first. */
export async function getRulesVersions(reader: Reader): Promise<KeptRules[]> {
  const rows = await reader.rows(
    row,
    `SELECT setting_no AS "no", value, set_by AS "by", reason,
            effective_from AS "effectiveFrom", set_at AS "setAt"
     FROM recovery_setting WHERE name = 'credit-rules' ORDER BY setting_no`,
  );
  const first = { no: 0, effectiveFrom: '0001-01-01', rules: DEFAULT_CREDIT_RULES };
  return [
    { ...first, by: null, reason: null, setAt: null },
    ...rows.map(({ value, ...kept }) => ({ ...kept, rules: creditRules.parse(JSON.parse(value)) })),
  ];
}
