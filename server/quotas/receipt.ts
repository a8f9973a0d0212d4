import { z } from 'zod';
import { FEN_PER_UNIT, fen, type MoneyUnit, moneyUnit } from '../money.ts';
import { type BlendPart, NO_VALUES, shareOf } from './blend-weights.ts';
import { quotaCategory } from './categories.ts';
import { pooledUnits } from './joint-pool.ts';
import { monthProfileKind } from './month-profile.ts';
import { absorber } from './plan-edit.ts';
import { FULL_SCALE } from './presence.ts';
import { roundHalfUp } from './ratio.ts';
import { startUnits } from './start-units.ts';

const whole = z.string().regex(/^\d+$/);
const component = z.enum([
  'collectable',
  'npl',
  'past',
  'headcount',
  'equal',
  'minimum',
  'planned',
]);

/** What one gets before the rest is shared: last year plus growth, minimum plans, the book's plans. */
const start = z.object({
  kind: z.enum(['growth', 'bottom-up', 'planned']),
  /** Last year's recovery, Σ of the minimum plans, or Σ of what the book plans. */
  sourceFen: fen,
  growthPerMille: z.int(),
  /** Source × (1 + growth) × presence in whole units, within floor and cap. */
  amountFen: fen,
  /** What everybody gets so, of the total. */
  allFen: fen,
  /** The total does not reach so far: it is shared in proportion, and nobody gets more than this. */
  isShort: z.boolean(),
});

/** One split, as seen by one who took part in it. */
const splitStep = z.object({
  /** What was split. */
  totalFen: fen,
  start: start.nullable().default(null),
  /** Months present and thousandths that the weight counts for; null when it counts in full. */
  presence: z.object({ months: z.int(), perMille: z.int() }).nullable().default(null),
  /** Each component of the blend: its percent, the own value, and everybody's. */
  components: z.array(z.object({ id: component, percent: z.int(), value: fen, total: fen })),
  /** The own share of the weights, and what it gives before anything else, to the nearest fen: the
   * start, and of what the starts leave the share that presence makes of it. */
  share: z.object({ num: whole, den: whole }),
  idealFen: fen,
  /**
   * In units: share × presence × this, rounded to a whole, upon the start (unless that is short) and
   * held between floor and cap, is the result. It is
   * near the total; what floors and caps of others give or take, and the divisor, are in it.
   */
  calculation: z.object({ num: whole, den: whole }),
  beforeRoundingFen: fen,
  floorFen: fen,
  capFen: fen.nullable(),
  /** What held the result: its floor, its cap, a lock, or nothing. */
  bound: z.enum(['floor', 'cap', 'lock']).nullable(),
  /** When the product ends in exactly one half: which way the tie went. */
  tie: z.enum(['up', 'down']).nullable(),
  resultFen: fen,
});
export type SplitStep = z.infer<typeof splitStep>;

/** A change by hand that moved the year, or fixed something of the officer's. */
const adjustment = z.object({
  /** Its place among the plan's changes, from 1. */
  no: z.int(),
  /** What was changed: how many amounts, and the first of them. */
  places: z.int(),
  branch: z.string(),
  officer: z.string().nullable(),
  month: z.int().nullable(),
  amountFen: fen,
  absorb: absorber,
  why: z.string(),
  /** Whether an amount of this officer's was fixed by it, or the officer took a difference. */
  isOwn: z.boolean(),
  /** By how much the officer's year moved. */
  deltaFen: fen,
});
export type Adjustment = z.infer<typeof adjustment>;

const person = z.object({ branch: z.string(), officer: z.string() });

/** An amount that a re-plan moved from one to another; from or to nobody when the target changed. */
export const quotaMove = z.object({
  /** The place of its change among those of the re-plan, by day, from 1. */
  no: z.int(),
  kind: z.enum(['leave', 'join', 'move', 'handover', 'absence', 'merge', 'target']),
  /**
   * What it was split by: the collectable balance of the loans that moved, shares given by hand,
   * what is left of the quota, a part of an average colleague's, or nothing (`all` of it moved).
   */
  by: z.enum(['loans', 'shares', 'rest', 'part', 'all']),
  from: person.nullable(),
  to: person.nullable(),
  /** The first day, and the last where there is one, whose quota moved. */
  firstOn: z.string(),
  lastOn: z.string().nullable(),
  why: z.string(),
  step: splitStep,
  /** January first; together the result of the step. */
  monthsFen: z.array(fen).length(12),
  amountFen: fen,
});
export type QuotaMove = z.infer<typeof quotaMove>;

/** What one re-plan did to an officer's quota. */
const replanEntry = z.object({
  basePlanId: z.int(),
  baseVersion: z.int().nullable(),
  effectiveOn: z.string(),
  beforeFen: fen,
  /** Those that touch the officer. */
  moves: z.array(quotaMove),
  /** Changes by hand after them. */
  adjustments: z.array(adjustment),
  afterFen: fen,
});

export const receipt = z.object({
  year: z.int(),
  category: quotaCategory,
  unit: moneyUnit,
  branch: z.string(),
  officer: z.string(),
  basisAsOf: z.string(),
  /** The day whose assignments went before the book's officers; null where only the book counted. */
  assignedOn: z.string().nullable().default(null),
  /** How the bank's target became the branch's. */
  branchStep: splitStep,
  pool: z.object({
    loans: z.int(),
    /** How many of them by assignment. */
    assigned: z.int().default(0),
    balanceFen: fen,
    collectableFen: fen,
    parts: z.array(
      z.object({
        defaultType: z.string(),
        isNew: z.boolean(),
        isOffBook: z.boolean(),
        loans: z.int(),
        balanceFen: fen,
        ratePerMille: z.int(),
        collectableFen: fen,
        minimumPerMille: z.int().default(0),
        minimumFen: fen.default(0),
      }),
    ),
    /** The vintage factors that are in the rates, in 1/1000; null in receipts that do not say. */
    factors: z
      .object({ new: z.int(), old: z.int(), offBook: z.int(), newSince: z.string() })
      .nullable()
      .default(null),
  }),
  /** What of the branch's quota is nobody's own: round(branch × share). */
  jointPool: z
    .object({ perMille: z.int(), amountFen: fen })
    .prefault({ perMille: 0, amountFen: 0 }),
  /** How the branch's became the officer's. */
  officerStep: splitStep,
  /** Changes by hand after the split, in the order made. */
  adjustments: z.array(adjustment).default([]),
  /** Re-plans since, in the order made. */
  replans: z.array(replanEntry).default([]),
  profile: z.object({
    kind: monthProfileKind,
    learnedMonths: z.int(),
    /** Each month's part of the year in 1/10,000, for reading; the table is made from exact parts. */
    partsPerTenThousand: z.array(z.int()),
    workingDays: z.array(z.int()).nullable().default(null),
  }),
  /** 力争: the officer's, and the bank's two tiers that it is in proportion to. */
  stretch: z
    .object({ perMille: z.int().nullable(), quotaFen: fen, bankFen: fen, guaranteedFen: fen })
    .nullable()
    .default(null),
  months: z.array(z.object({ month: z.int(), amountFen: fen, isLocked: z.boolean() })),
  quotaFen: fen,
});
export type Receipt = z.infer<typeof receipt>;

/**
 * A split done again from what the step states: the components give the share, the share and the
 * calculation total give the units, floor and cap hold them. Answers fen.
 */
export function recomputeStep(step: SplitStep, unit: MoneyUnit): number {
  const perUnit = BigInt(FEN_PER_UNIT[unit]);
  const parts: BlendPart[] = step.components.map(({ id, percent, total }) => ({
    id,
    percent,
    total: BigInt(total),
  }));
  const values = { ...NO_VALUES };
  for (const { id, value } of step.components) values[id] = BigInt(value);
  const share = shareOf(values, parts);
  const scale = step.presence === null ? FULL_SCALE : scaleOfStep(step.presence);
  const num = share.num * scale * BigInt(step.calculation.num);
  const den = share.den * FULL_SCALE * BigInt(step.calculation.den);
  let units = den === 0n ? 0n : roundHalfUp(num, den);
  if (step.tie === 'down') units -= 1n;
  const floor = BigInt(step.floorFen) / perUnit;
  let cap = step.capFen === null ? undefined : BigInt(step.capFen) / perUnit;
  if (step.start !== null) {
    const { sourceFen, growthPerMille, amountFen, isShort } = step.start;
    const own = startUnits(BigInt(sourceFen), growthPerMille, scale, perUnit, { floor, cap });
    if (own * perUnit !== BigInt(amountFen)) throw new Error('the start does not recompute');
    if (isShort) cap = own;
    else units += own;
  }
  if (units < floor) units = floor;
  if (cap !== undefined && units > cap) units = cap;
  return Number(units * perUnit);
}

/** By how much a move changes the quota of `who`: more when it comes to them, less when it goes. */
export function deltaOf(move: QuotaMove, who: z.infer<typeof person>): number {
  const is = (other: typeof move.from) =>
    other !== null && other.branch === who.branch && other.officer === who.officer;
  return (is(move.to) ? move.amountFen : 0) - (is(move.from) ? move.amountFen : 0);
}

/** The quota after a re-plan done again from what was before it: each move from its own step. */
function recomputeEntry(own: Receipt, entry: Receipt['replans'][number], before: number): number {
  if (entry.beforeFen !== before) throw new Error('a re-plan does not start where the last ended');
  const moved = entry.moves.reduce((sum, move) => {
    const months = move.monthsFen.reduce((all, amount) => all + amount, 0);
    if (recomputeStep(move.step, own.unit) !== move.amountFen || months !== move.amountFen) {
      throw new Error('a moved amount does not recompute');
    }
    return sum + deltaOf(move, own);
  }, before);
  const after = entry.adjustments.reduce((sum, change) => sum + change.deltaFen, moved);
  if (after !== entry.afterFen) throw new Error('the moves do not add up to the quota after them');
  return after;
}

const scaleOfStep = ({ months, perMille }: { months: number; perMille: number }) =>
  BigInt(months) * BigInt(perMille);

/**
 * The officer's quota done again from the receipt alone: the splits, the changes by hand, then the
 * re-plans one after another. Throws when the receipt contradicts itself: a branch total that is
 * not what its own step gives, a move that does not recompute, or months that do not add up.
 */
export function recomputeReceipt(own: Receipt): number {
  const branch = recomputeStep(own.branchStep, own.unit);
  const perUnit = BigInt(FEN_PER_UNIT[own.unit]);
  const pooled = Number(pooledUnits(BigInt(branch) / perUnit, own.jointPool.perMille) * perUnit);
  if (pooled !== own.jointPool.amountFen) throw new Error('the joint pool does not recompute');
  if (branch - pooled !== own.officerStep.totalFen) {
    throw new Error('the branch total does not recompute');
  }
  const split = own.adjustments.reduce(
    (sum, change) => sum + change.deltaFen,
    recomputeStep(own.officerStep, own.unit),
  );
  const quota = own.replans.reduce((before, entry) => recomputeEntry(own, entry, before), split);
  if (own.months.reduce((sum, month) => sum + month.amountFen, 0) !== quota) {
    throw new Error('the months do not add up to the quota');
  }
  return quota;
}
