import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import { FEN_PER_UNIT, type MoneyUnit } from '../money.ts';
import { apportion } from './apportion.ts';
import { groupBy } from './group-by.ts';
import { isBottomUp } from './methods.ts';
import { sumUnits } from './officer-pool.ts';
import type { PlanRequest } from './plan-request.ts';
import { roundHalfUp } from './ratio.ts';
import { type Months, spreadMonths, type Year } from './spread-months.ts';

/** 力争 is 1.15 times 确保 (domain C.3 step 1). */
export const USUAL_STRETCH = 1150;

/** The stretch in units: each year, and every month at every level. */
export interface Stretch extends Months {
  total: bigint;
  years: Map<string, bigint>;
}

/** Refuses a stretch below the guaranteed or above ten times it, with 'stretch-absurd'. */
export function checkStretch(perMille: number | undefined): void {
  if (perMille === undefined) return;
  if (Number.isInteger(perMille) && perMille >= 1000 && perMille <= 10_000) return;
  throw new Refusal('stretch-absurd', 422, {
    happened: {
      zh: `力争为确保的 ${perMille / 1000} 倍不成立:须在 1 到 10 倍之间。`,
      en: `A stretch of ${perMille / 1000} times the guaranteed does not work: it is 1 to 10 times.`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请重新填写倍数。', en: 'Enter it again.' },
  });
}

/** Guaranteed units × stretch, to the nearest unit. */
function stretchTotal(guaranteed: bigint, perMille: number): bigint {
  return roundHalfUp(guaranteed * BigInt(perMille), 1000n);
}

/**
 * What `total` asks beyond the guaranteed: over branches and then over their lines in proportion to
 * what each is guaranteed, over the months by the season; whole units, exact at every level as the
 * guaranteed plan is, and nowhere below it. `lines` have the guaranteed years and `cells` their
 * months, by key.
 */
export function stretchPlan(
  total: bigint,
  lines: readonly Year[],
  cells: (key: string) => readonly bigint[],
  parts: readonly bigint[],
  unit: MoneyUnit,
): Stretch {
  const groups = [...groupBy(lines, (line) => line.branch)];
  const held = groups.map(([, own]) => sumUnits(own.map((line) => line.units)));
  const more = apportion(
    total - sumUnits(held),
    groups.map(([branch], index) => ({ key: branch, weight: held[index] ?? 0n })),
  ).units;
  const extras = groups.flatMap(([, own], index) => {
    const { units } = apportion(
      more[index] ?? 0n,
      own.map((line) => ({ key: line.key, weight: line.units })),
    );
    return own.map((line, at) => ({ ...line, units: units[at] ?? 0n }));
  });
  const spread = spreadMonths(extras, parts, unit);
  const add = (a: readonly bigint[], b: readonly bigint[] | undefined) =>
    a.map((units, m) => units + (b?.[m] ?? 0n));
  const none = Array.from({ length: 12 }, () => 0n);
  const officers = new Map(
    lines.map((line) => [line.key, add(cells(line.key), spread.officers.get(line.key))]),
  );
  return {
    total,
    isInSeason: spread.isInSeason,
    years: new Map([...officers].map(([key, own]) => [key, sumUnits(own)])),
    officers,
    branches: new Map(
      groups.map(([branch, own]) => [
        branch,
        own.reduce((sum, line) => add(sum, officers.get(line.key)), none),
      ]),
    ),
    bank: [...officers.values()].reduce((sum, own) => add(sum, own), none),
  };
}

/** The second tier, where the request has one. */
export function stretchOf(
  request: PlanRequest,
  guaranteed: bigint,
  make: (total: bigint) => Stretch,
): Stretch | null {
  if (isBottomUp(request.methods) && request.minimums.gap === 'stretch') {
    return make(BigInt(request.targetFen) / BigInt(FEN_PER_UNIT[request.unit]));
  }
  if (request.stretchPerMille === undefined) return null;
  return make(stretchTotal(guaranteed, request.stretchPerMille));
}
