import { useFormat } from '../../lib/use-format.ts';
import type { PlanUnit } from './draft.ts';

const DIGITS = {
  wan: { fen: 2, yuan: 2, yuan_100: 2, yuan_1000: 1, wan: 0 },
  yuan: { fen: 2, yuan: 0, yuan_100: 0, yuan_1000: 0, wan: 0 },
  yi: { fen: 4, yuan: 4, yuan_100: 4, yuan_1000: 4, wan: 4 },
} as const;

/** Decimals that show a plan's whole units; the rest is in the tooltip. */
export function useDigits(unit: PlanUnit): number {
  return DIGITS[useFormat().unit][unit];
}
