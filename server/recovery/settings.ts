import { z } from 'zod';

/** What the bank may set of this room, by name. Money is whole fen. */
export const SETTINGS = {
  /** Planned receipts from this amount on are an alert when they slip. */
  'slipped-plan': z.object({ fromFen: z.int().min(1).max(1_000_000_000_000) }),
} as const;

export type SettingName = keyof typeof SETTINGS;

/** What holds until the bank sets it: 500,000 yuan. */
export const DEFAULTS: { [Name in SettingName]: z.infer<(typeof SETTINGS)[Name]> } = {
  'slipped-plan': { fromFen: 50_000_000 },
};
