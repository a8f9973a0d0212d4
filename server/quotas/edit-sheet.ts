import type { MoneyUnit } from '../money.ts';
import { readPlaces } from './edit-places.ts';
import type { PlanEdit } from './plan-edit.ts';
import { setCells } from './set-cells.ts';
import { setYears } from './set-years.ts';
import type { Bounds } from './split-step.ts';

/** An officer's row of a plan under edit, in units. */
export interface SheetRow {
  key: string;
  branch: string;
  officer: string;
  /** January first. */
  cells: readonly bigint[];
  /** Which months are fixed, January first. */
  locked: readonly boolean[];
  /** Between what the year must lie; a locked year stays. */
  bounds: Bounds;
}

/** A plan under edit: the rows in a fixed order and the bounds of branches by name. */
export interface Sheet {
  unit: MoneyUnit;
  rows: readonly SheetRow[];
  branches: ReadonlyMap<string, Bounds>;
  /** The season as twelve small weights: where there is nothing to be in proportion to. */
  season: readonly bigint[];
}

/**
 * The plan after one change by hand. What was changed is fixed from then on; what is fixed already,
 * floors and caps hold, and every sum that the absorber names stays as it was, to the unit. Other
 * amounts keep their proportions. Pure; neither the order of the places nor that of the rows
 * matters. Refuses as `readPlaces`, `setCells` and `setYears`.
 */
export function editSheet(sheet: Sheet, edit: PlanEdit): Sheet {
  const known = new Set([...sheet.rows.map((row) => row.key), ...sheet.branches.keys()]);
  const placed = readPlaces(edit, sheet.unit, (key) => known.has(key));
  if (placed.kind === 'cell') return setCells(sheet, placed.cells, edit.absorb);
  return setYears(sheet, placed, edit.absorb === 'branch' ? 'branch' : 'bank');
}
