import type { z } from 'zod';
import type { IsoDate } from '../calendar.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import type { CreditRule } from './credit-rules.ts';
import type { SETTINGS, SettingName } from './settings.ts';

type Saved = { [Name in SettingName]: z.infer<(typeof SETTINGS)[Name]> } & {
  'credit-rules': readonly CreditRule[];
};

/** Who sets a rule, why, and the first day it is about. */
interface SetBy {
  by: string;
  reason: string;
  effectiveFrom: IsoDate;
}

/** Appends what a setting is from now on; earlier ones are kept. */
export async function saveSetting<Name extends keyof Saved>(
  tx: Transaction,
  name: Name,
  value: Saved[Name],
  now: string,
  setBy?: SetBy,
): Promise<void> {
  await tx.run(
    `INSERT INTO recovery_setting
       (setting_no, name, value, set_at, set_by, reason, effective_from)
     VALUES (nextval('recovery_setting_seq'), $1, $2, CAST($3 AS TIMESTAMP), $4, $5,
             CAST($6 AS DATE))`,
    [
      ...[name, JSON.stringify(value), now],
      ...[setBy?.by ?? null, setBy?.reason ?? null, setBy?.effectiveFrom ?? null],
    ],
  );
}
