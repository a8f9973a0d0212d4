import { useFormat } from '../../lib/use-format.ts';
import type { PlanUnit } from './draft.ts';

const DIGITS = {
  wan: { fen: 2, yuan: 2, yuan_100: 2, yuan_1000: 1, wan: 0 },
  yuan: { fen: 2, yuan: 0, yuan_100: 0, yuan_1000: 0, wan: 0 },
  yi: { fen: 4, yuan: 4, yuan_100: 4, yuan_1000: 4, wan: 4 },
} as const;

/** Decimals that show the whole units of one plan or of several; the rest is in the tooltip. */
export function useDigits(...units: PlanUnit[]): number {
  const shown = useFormat().unit;
  return Math.max(0, ...units.map((unit) => DIGITS[shown][unit]));
}
