/** Fewer than this in a group and it is not shown by itself. */
export const FEWEST = 5;

/**
 * Groups that may be shown, and the rest, to be added up into one that may be shown too. A group
 * of fewer than five goes into the rest; a rest of fewer than five takes the smallest group with
 * it, or what stands in no group could be told from the total. When all together are fewer than
 * five, `isHidden`: nothing may be shown.
 */
export function foldSmall<Group>(
  groups: readonly Group[],
  sizeOf: (group: Group) => number,
): { shown: Group[]; rest: Group[]; isHidden: boolean } {
  const shown = groups.filter((group) => sizeOf(group) >= FEWEST);
  const rest = groups.filter((group) => sizeOf(group) < FEWEST && sizeOf(group) > 0);
  const size = rest.reduce((sum, group) => sum + sizeOf(group), 0);
  if (size === 0 || size >= FEWEST) return { shown, rest, isHidden: false };
  const smallest = shown.reduce<Group | undefined>(
    (least, group) => (least === undefined || sizeOf(group) < sizeOf(least) ? group : least),
    undefined,
  );
  if (smallest === undefined) return { shown: [], rest: [], isHidden: true };
  const place = shown.indexOf(smallest);
  return { shown: shown.toSpliced(place, 1), rest: [...rest, smallest], isHidden: false };
}
