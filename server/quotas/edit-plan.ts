import { Refusal } from '../errors.ts';
import { FEN_PER_UNIT } from '../money.ts';
import { editSheet, type Sheet, type SheetRow } from './edit-sheet.ts';
import { groupBy } from './group-by.ts';
import { columnSums } from './matrix.ts';
import { officerKey } from './officer-bounds.ts';
import { sumUnits } from './officer-pool.ts';
import type { PlanRequest } from './plan-request.ts';
import type { Adjustment } from './receipt.ts';
import { yearOf } from './set-cells.ts';

/** The plan after all changes by hand, in units. */
export interface EditedPlan {
  bank: bigint[];
  branches: Map<string, { units: bigint; months: bigint[]; isLocked: boolean }>;
  officers: Map<string, { units: bigint; row: SheetRow }>;
  /** The changes that moved an officer's year or fixed something of it. */
  adjustments(key: string): Adjustment[];
}

/** A change that no longer fits says which it is, unless it is the one just made. */
function refuseAt(error: unknown, no: number, of: number): never {
  if (!(error instanceof Refusal) || no === of) throw error;
  const { happened, kept, next } = error.says;
  throw new Refusal(
    error.code,
    error.status,
    {
      happened: {
        zh: `第 ${no} 次手工修改不再成立:${happened.zh}`,
        en: `Change ${no} made by hand no longer fits: ${happened.en}`,
      },
      kept,
      next,
    },
    { ...error.details, edit: no },
  );
}

/**
 * Applies the request's changes one after another to the plan that the split gave. Without changes
 * the sheet is answered as it is. Refuses as `editSheet`.
 */
export function editPlan(request: Pick<PlanRequest, 'edits'>, split: Sheet): EditedPlan {
  const { edits } = request;
  const stages: Sheet[] = [split];
  let sheet = split;
  edits.forEach((edit, index) => {
    try {
      sheet = editSheet(sheet, edit);
    } catch (error) {
      refuseAt(error, index + 1, edits.length);
    }
    stages.push(sheet);
  });
  const perUnit = FEN_PER_UNIT[split.unit];
  const cells = (rows: readonly SheetRow[]) =>
    columnSums(
      rows.map((row) => row.cells),
      12,
    );
  const place = new Map(sheet.rows.map((row, i) => [row.key, i]));
  const adjustments = (key: string): Adjustment[] => {
    const at = place.get(key) ?? -1;
    return edits.flatMap((edit, index) => {
      const before = stages[index]?.rows[at];
      const after = stages[index + 1]?.rows[at];
      const own = edit.places.filter(
        ({ branch, officer }) => officer !== undefined && officerKey({ branch, officer }) === key,
      );
      const first = own[0] ?? edit.places[0];
      if (before === undefined || after === undefined || first === undefined) return [];
      const deltaFen = Number(yearOf(after) - yearOf(before)) * perUnit;
      if (deltaFen === 0 && own.length === 0) return [];
      return [
        {
          no: index + 1,
          places: edit.places.length,
          branch: first.branch,
          officer: first.officer ?? null,
          month: first.month ?? null,
          amountFen: first.amountFen,
          absorb: edit.absorb,
          why: edit.why,
          isOwn: own.length > 0,
          deltaFen,
        },
      ];
    });
  };
  return {
    bank: cells(sheet.rows),
    branches: new Map(
      [...groupBy(sheet.rows, (row) => row.branch)].map(([branch, rows]) => [
        branch,
        {
          units: sumUnits(rows.map(yearOf)),
          months: cells(rows),
          isLocked: sheet.branches.get(branch)?.isLocked ?? false,
        },
      ]),
    ),
    officers: new Map(sheet.rows.map((row) => [row.key, { units: yearOf(row), row }])),
    adjustments,
  };
}
