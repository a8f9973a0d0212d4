import { FULL_SCALE } from './presence.ts';

/**
 * What one gets before the rest of a total is shared, in whole units and within the bounds:
 * source (fen) × (1 + growth) × presence, rounded down.
 */
export function startUnits(
  sourceFen: bigint,
  growthPerMille: number,
  scale: bigint,
  perUnit: bigint,
  { floor, cap }: { floor: bigint; cap: bigint | undefined },
): bigint {
  const units =
    (sourceFen * BigInt(1000 + growthPerMille) * scale) / (1000n * FULL_SCALE * perUnit);
  if (units < floor) return floor;
  return cap !== undefined && units > cap ? cap : units;
}
