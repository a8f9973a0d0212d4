import { apportion, type Party } from './apportion.ts';
import type { Placed } from './edit-places.ts';
import type { Sheet, SheetRow } from './edit-sheet.ts';
import { groupBy } from './group-by.ts';
import { columnSums } from './matrix.ts';
import { sumUnits } from './officer-pool.ts';
import { refuseBlocked } from './refuse-edit.ts';
import { sayUnitsOf } from './say-money.ts';
import { PROPORTION, spreadRows, yearBounds, yearOf } from './set-cells.ts';
import type { Bounds } from './split-step.ts';

type YearsPlaced = Exclude<Placed, { kind: 'cell' }>;

/** Years for `rows` that add up to `total`, in proportion to what they are, within their bounds. */
function shareYears(
  sheet: Sheet,
  rows: readonly SheetRow[],
  total: bigint,
  name: { zh: string; en: string },
): bigint[] {
  const parties = rows.map((row): Party & { floor: bigint } => ({
    key: row.key,
    label: row.officer,
    weight: yearOf(row) * PROPORTION + 1n,
    ...yearBounds(row),
  }));
  const caps = parties.map((party) => party.cap);
  const shut = parties.filter((party) => party.floor === party.cap).map((own) => own.label ?? '');
  refuseBlocked({
    line: { zh: `${name.zh}全年`, en: `The year of ${name.en}` },
    total,
    least: sumUnits(parties.map((party) => party.floor)),
    most: caps.includes(undefined) ? undefined : sumUnits(caps.map((cap) => cap ?? 0n)),
    fixed: { zh: shut, en: shut },
    unit: sheet.unit,
  });
  return apportion(total, parties, sayUnitsOf(sheet.unit)).units;
}

/** A year as it is fixed: its own cells must not add up to more, or to less when all are fixed. */
function fixYear(sheet: Sheet, row: SheetRow, units: bigint): SheetRow {
  const held = sumUnits(row.cells.filter((_, m) => row.locked[m]));
  const shut = row.locked.flatMap((isLocked, m) => (isLocked ? m + 1 : []));
  refuseBlocked({
    line: { zh: `${row.officer}全年`, en: `The year of ${row.officer}` },
    total: units,
    least: held,
    most: shut.length === 12 ? held : undefined,
    fixed: { zh: shut.map((m) => `${m} 月`), en: shut.map((m) => `month ${m}`) },
    unit: sheet.unit,
  });
  return { ...row, bounds: { floor: units, cap: units, isLocked: true } };
}

const heldIn = (rows: readonly SheetRow[], years: ReadonlyMap<string, bigint>) =>
  sumUnits(rows.map((row) => years.get(row.key) ?? yearOf(row)));

/**
 * New years over the whole bank: branches whose year is fixed keep it, all others share the rest;
 * a branch that would pass its own floor or cap is held there and the rest is shared again.
 */
function shareBank(
  sheet: Sheet,
  rows: readonly SheetRow[],
  fixedYears: ReadonlyMap<string, bigint>,
  fixedBranches: ReadonlyMap<string, bigint>,
): Map<string, bigint> {
  const total = sumUnits(sheet.rows.map(yearOf));
  const groups = groupBy(rows, (row) => row.branch);
  const fixed = new Map(fixedBranches);
  for (const [branch, bounds] of sheet.branches) {
    if (bounds.isLocked && !fixed.has(branch)) {
      fixed.set(
        branch,
        heldIn(
          sheet.rows.filter((row) => row.branch === branch),
          new Map(),
        ),
      );
    }
  }
  for (;;) {
    const years = new Map<string, bigint>();
    const keep = (own: readonly SheetRow[], units: readonly bigint[]) => {
      own.forEach((row, i) => {
        years.set(row.key, units[i] ?? 0n);
      });
    };
    // A fixed year counts as what it is to be, not as what its cells still add up to.
    const own = (list: readonly SheetRow[], sum: bigint, name: { zh: string; en: string }) => {
      const open = list.filter((row) => !fixedYears.has(row.key));
      const set = list.filter((row) => fixedYears.has(row.key));
      const held = sumUnits(set.map((row) => fixedYears.get(row.key) ?? 0n));
      refuseBlocked({
        line: { zh: `${name.zh}全年`, en: `The year of ${name.en}` },
        total: sum,
        least: held,
        most: open.length > 0 ? undefined : held,
        fixed: { zh: set.map((row) => row.officer), en: set.map((row) => row.officer) },
        unit: sheet.unit,
      });
      keep(
        set,
        set.map((row) => fixedYears.get(row.key) ?? 0n),
      );
      keep(open, shareYears(sheet, open, sum - held, name));
    };
    for (const [branch, sum] of fixed) {
      own(groups.get(branch) ?? [], sum, { zh: branch, en: branch });
    }
    const rest = rows.filter((row) => !fixed.has(row.branch));
    const left = total - sumUnits([...fixed.values()]);
    own(rest, left, { zh: '其余机构', en: 'the other branches' });
    const broken = [...groups].flatMap(([branch, list]) => {
      const bounds: Bounds | undefined = sheet.branches.get(branch);
      if (bounds === undefined || fixed.has(branch)) return [];
      const sum = heldIn(list, years);
      if (sum < bounds.floor) return [[branch, bounds.floor] as const];
      return bounds.cap !== undefined && sum > bounds.cap ? [[branch, bounds.cap] as const] : [];
    });
    const [first] = broken;
    if (first === undefined) return years;
    fixed.set(first[0], first[1]);
  }
}

/**
 * Fixes officers' or branches' years and lets the rest of the branch, or of the bank, take the
 * difference; the branch's months, or the bank's, stay. Refuses with 'no-way', 'line-cannot-hold'
 * or 'locks-conflict', naming the lines and the amount.
 */
export function setYears(sheet: Sheet, placed: YearsPlaced, scope: 'branch' | 'bank'): Sheet {
  const fixedYears = placed.kind === 'year' ? placed.years : new Map<string, bigint>();
  const fixedBranches = placed.kind === 'branch' ? placed.branches : new Map<string, bigint>();
  const fixedRows = sheet.rows.map((row) => {
    const units = fixedYears.get(row.key);
    return units === undefined ? row : fixYear(sheet, row, units);
  });
  const branches = new Map(sheet.branches);
  for (const [branch, units] of fixedBranches) {
    branches.set(branch, { floor: units, cap: units, isLocked: true });
  }
  if (scope === 'bank') {
    const years = shareBank(sheet, fixedRows, fixedYears, fixedBranches);
    const months = columnSums(
      sheet.rows.map((row) => row.cells),
      12,
    );
    const wanted = fixedRows.map((row) => years.get(row.key) ?? 0n);
    return { ...sheet, branches, rows: spreadRows(sheet, fixedRows, wanted, months) };
  }
  const changed = new Map<string, SheetRow>();
  for (const [branch, rows] of groupBy(fixedRows, (row) => row.branch)) {
    const open = rows.filter((row) => !fixedYears.has(row.key));
    if (open.length === rows.length) continue;
    const total = sumUnits(rows.map(yearOf));
    const set = rows.filter((row) => fixedYears.has(row.key));
    const held = sumUnits(set.map((row) => fixedYears.get(row.key) ?? 0n));
    refuseBlocked({
      line: { zh: `${branch}全年`, en: `The year of ${branch}` },
      total,
      least: held,
      most: open.length > 0 ? undefined : held,
      fixed: { zh: set.map((row) => row.officer), en: set.map((row) => row.officer) },
      unit: sheet.unit,
    });
    const shares = shareYears(sheet, open, total - held, {
      zh: `${branch}其他人`,
      en: `the others of ${branch}`,
    });
    const shareOf = new Map(open.map((row, i) => [row.key, shares[i] ?? 0n]));
    const years = rows.map((row) => fixedYears.get(row.key) ?? shareOf.get(row.key) ?? 0n);
    const months = columnSums(
      rows.map((row) => row.cells),
      12,
    );
    for (const row of spreadRows(sheet, rows, years, months)) changed.set(row.key, row);
  }
  return { ...sheet, branches, rows: fixedRows.map((row) => changed.get(row.key) ?? row) };
}
