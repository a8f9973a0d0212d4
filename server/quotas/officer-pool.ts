import type { Fen } from '../money.ts';
import type { Member } from './blend-weights.ts';
import type { RatedPart } from './collectable.ts';
import type { MonthProfile } from './month-profile.ts';
import type { OfficerKey } from './officer-bounds.ts';
import type { Feasibility } from './plan.ts';

/** An officer of the loan book with what he or she holds of the category. */
export interface OfficerPool extends OfficerKey {
  loans: number;
  /** How many of them an assignment gave, where the plan goes by assignments. */
  assigned: number;
  balanceFen: Fen;
  collectableFen: Fen;
  /** The least that the loans are planned to bring. */
  minimumFen: Fen;
  /** What the book plans to collect of the loans in the plan's year; 0 where it plans nothing. */
  plannedFen: Fen;
  parts: RatedPart[];
  /** Last year's recovery by this officer in this branch; null when the year is not known. */
  pastFen: Fen | null;
}

/** The book that pools are read from, and the day whose assignments count before it; null for none. */
export interface PlanBasis {
  snapshotId: number;
  asOf: string;
  assignedOn: string | null;
}

/** Everything that a plan is made from, besides the request. */
export interface PlanInputs {
  basis: PlanBasis;
  officers: readonly OfficerPool[];
  profile: MonthProfile;
  /** Claims of the category that name no officer, and are in nobody's pool. */
  unassigned: { loans: number; balanceFen: Fen };
  /** Claims whose amount the book does not say. */
  unknownBalances: number;
  /** Last year's recovery by people who hold nothing now; null when the year is not known. */
  pastElsewhereFen: Fen | null;
}

export const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
export const sumUnits = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);

function pastOf(pools: readonly OfficerPool[]): Fen | null {
  const known = pools.flatMap((pool) => pool.pastFen ?? []);
  return known.length === 0 ? null : sum(known);
}

/** What several pools hold together; `pastFen` is null when none of them is known. */
export function totalsOf(pools: readonly OfficerPool[]) {
  return {
    loans: sum(pools.map((pool) => pool.loans)),
    assigned: sum(pools.map((pool) => pool.assigned)),
    balanceFen: sum(pools.map((pool) => pool.balanceFen)),
    collectableFen: sum(pools.map((pool) => pool.collectableFen)),
    minimumFen: sum(pools.map((pool) => pool.minimumFen)),
    pastFen: pastOf(pools),
  };
}

/** What the book plans to collect of what several pools hold. */
export const plannedOf = (pools: readonly OfficerPool[]): Fen =>
  sum(pools.map((pool) => pool.plannedFen));

/** A reversal can leave a negative year; as a weight it counts as none. */
const asWeight = (amount: Fen | null) => (amount === null || amount < 0 ? 0n : BigInt(amount));

/** Pools as one member of a split. */
export function memberOf(
  key: string,
  label: string,
  pools: readonly OfficerPool[],
  heads: number,
): Member {
  const { balanceFen, collectableFen, minimumFen } = totalsOf(pools);
  return {
    key,
    label,
    values: {
      collectable: asWeight(collectableFen),
      npl: asWeight(balanceFen),
      past: sumUnits(pools.map((pool) => asWeight(pool.pastFen))),
      headcount: BigInt(heads),
      equal: 1n,
      minimum: asWeight(minimumFen),
      planned: asWeight(plannedOf(pools)),
    },
  };
}

/** Whether a quota can be met from its pool. */
export function judge(quota: Fen, balance: Fen, collectable: Fen): Feasibility {
  if (quota === 0) return 'none';
  if (quota > balance) return 'impossible';
  return BigInt(quota) * 10n > BigInt(collectable) * 9n ? 'high' : 'feasible';
}
