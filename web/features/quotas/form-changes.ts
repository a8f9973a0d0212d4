import type { PlanBody } from './draft.ts';

/** The parameters of a plan as the screen groups them. */
export const FORM_GROUPS = {
  method: ['methods', 'weights', 'branchWeights'],
  bounds: ['officerFloorFen', 'officerCapFen'],
  rates: ['holders', 'rates'],
  minimums: ['minimums'],
  tiers: ['jointPools', 'stretchPerMille'],
  presence: ['presence', 'newStaffPerMille'],
  season: ['monthProfile', 'calendar'],
} as const satisfies Record<string, readonly (keyof PlanBody)[]>;
export type FormGroupId = keyof typeof FORM_GROUPS;

const IDS: readonly FormGroupId[] = [
  'method',
  'bounds',
  'rates',
  'minimums',
  'tiers',
  'presence',
  'season',
];

/** JSON whose keys have one order: what was stored and what is fresh may differ in it. */
function plain(value: unknown): string {
  return (
    JSON.stringify(value, (_, own: unknown) =>
      own !== null && typeof own === 'object' && !Array.isArray(own)
        ? Object.fromEntries(Object.entries(own).sort(([a], [b]) => (a < b ? -1 : 1)))
        : own,
    ) ?? ''
  );
}

/** Groups of which something differs from the default, in the order of the screen. */
export function changedGroups(body: PlanBody, fresh: PlanBody): FormGroupId[] {
  return IDS.filter((id) => FORM_GROUPS[id].some((key) => plain(body[key]) !== plain(fresh[key])));
}

/** The draft with some groups as they are by default; target, unit and what is fixed stay. */
export function resetGroups(
  body: PlanBody,
  fresh: PlanBody,
  ids: readonly FormGroupId[],
): PlanBody {
  const reset = { ...body };
  // What the default leaves out has to be left out again: a bound, say.
  const put = <Key extends keyof PlanBody>(key: Key) => {
    if (fresh[key] === undefined) delete reset[key];
    else reset[key] = fresh[key];
  };
  for (const id of ids) for (const key of FORM_GROUPS[id]) put(key);
  return reset;
}
