import type { IsoDate } from '../calendar.ts';
import { FEN_PER_UNIT, type MoneyUnit } from '../money.ts';
import { checkReplan } from './check-replan.ts';
import { officerKey } from './officer-bounds.ts';
import { sumUnits } from './officer-pool.ts';
import { dayAfter, laterOf } from './open-months.ts';
import { compareKeys } from './ratio.ts';
import type { QuotaMove } from './receipt.ts';
import { refuseFrozen, refuseNoMonths } from './refuse-replan.ts';
import {
  applyAbsence,
  applyHandover,
  applyJoin,
  applyLeave,
  applyMerge,
  applyMove,
} from './replan-people.ts';
import { type ReplanRow, yearUnits } from './replan-sheet.ts';
import type { ReplanChange, ReplanWish } from './replan-wish.ts';
import {
  type Dated,
  giveTo,
  givingOf,
  type Handover,
  record,
  takeFrom,
  type Work,
} from './replan-work.ts';
import type { Bounds } from './split-step.ts';

export interface ReplanInputs {
  year: number;
  unit: MoneyUnit;
  /** The plan in force, one row an officer. */
  rows: readonly Omit<ReplanRow, 'key'>[];
  /** The bounds of somebody who has no row yet. */
  newcomer: Bounds;
  handovers: readonly Handover[];
  /** By officerKey: who holds loans in the latest book; and its branches. */
  officers: ReadonlySet<string>;
  branches: ReadonlySet<string>;
}

export interface Replanned {
  /** By branch and officer. */
  rows: ReplanRow[];
  /** Every amount that moved, in the order applied. */
  moves: QuotaMove[];
}

const ORDER: readonly ReplanChange['kind'][] = [
  'leave',
  'move',
  'merge',
  'join',
  'handover',
  'absence',
  'target',
];

function firstDay(change: ReplanChange, effectiveOn: IsoDate): IsoDate {
  if (change.kind === 'target') return effectiveOn;
  return laterOf(change.kind === 'leave' ? dayAfter(change.on) : change.on, effectiveOn);
}

/** By day, kind and name, the target last: the order given does not matter. */
function inOrder({ effectiveOn, changes }: ReplanWish): Dated[] {
  const name = (change: ReplanChange) =>
    JSON.stringify([
      'branch' in change ? change.branch : '',
      'officer' in change ? change.officer : '',
      change.kind === 'handover' ? officerKey(change.to) : '',
    ]);
  return changes
    .map((change) => ({ change, first: firstDay(change, effectiveOn) }))
    .sort(
      (a, b) =>
        Number(a.change.kind === 'target') - Number(b.change.kind === 'target') ||
        compareKeys(a.first, b.first) ||
        ORDER.indexOf(a.change.kind) - ORDER.indexOf(b.change.kind) ||
        compareKeys(name(a.change), name(b.change)),
    )
    .map((dated, index) => ({ ...dated, no: index + 1 }));
}

/** Another target: the difference over what is left and not fixed, in proportion to it. */
function retarget(work: Work, dated: Dated, targetFen: number): void {
  const wanted = BigInt(targetFen) / BigInt(FEN_PER_UNIT[work.unit]);
  const total = sumUnits([...work.rows.values()].map(yearUnits));
  if (wanted === total) return;
  const open = givingOf(work, dated.first, () => true);
  if (open.length === 0) refuseNoMonths(dated.first);
  if (wanted > total) {
    record(work, dated, giveTo(work, open, wanted - total), { by: 'rest' });
    return;
  }
  const frozen = total - sumUnits(open.map((own) => sumUnits(own.open)));
  if (wanted < frozen) refuseFrozen(wanted, frozen, work.unit);
  record(work, dated, takeFrom(work, open, total - wanted), { by: 'rest' }, true);
}

function apply(work: Work, { change, ...dated }: Dated): void {
  if (change.kind === 'leave') applyLeave(work, { ...dated, change });
  else if (change.kind === 'move') applyMove(work, { ...dated, change });
  else if (change.kind === 'merge') applyMerge(work, { ...dated, change });
  else if (change.kind === 'join') applyJoin(work, { ...dated, change });
  else if (change.kind === 'handover') applyHandover(work, { ...dated, change });
  else if (change.kind === 'absence') applyAbsence(work, { ...dated, change });
  else retarget(work, { ...dated, change }, change.targetFen);
}

/**
 * The plan in force changed from a day on. Months before it are as they were, to the unit. What is
 * left of the quota of those who leave, move or are away goes with the loans that they held, by the
 * collectable balance of those loans, or by shares; another target's difference goes over what is
 * left, in proportion to it: the plan's own weights, with its changes by hand. Every move is exact
 * over its takers and over the months, within caps, floors and locks. Pure; neither the order of
 * the changes nor that of the rows matters; without changes the plan is the one in force. Refuses
 * with a sentence, as `checkReplan` and with the codes of refuse-replan.
 */
export function replan(wish: ReplanWish, inputs: ReplanInputs): Replanned {
  const rows = new Map(
    inputs.rows.map((row) => [officerKey(row), { ...row, key: officerKey(row) }] as const),
  );
  checkReplan(wish, rows, inputs);
  const { year, unit, handovers, newcomer } = inputs;
  const work: Work = { year, unit, wish, rows, moves: [], handovers, handed: new Set(), newcomer };
  for (const dated of inOrder(wish)) apply(work, dated);
  return {
    rows: [...rows.values()].sort(
      (a, b) => compareKeys(a.branch, b.branch) || compareKeys(a.officer, b.officer),
    ),
    moves: work.moves,
  };
}
