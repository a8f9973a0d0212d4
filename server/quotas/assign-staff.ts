import type { RosterOfficer } from '../roster/get-officers-on.ts';
import type { OfficerToAssign } from './assign-cases.ts';
import type { AssignRequest } from './assign-request.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';
import { compareKeys } from './ratio.ts';

/** Somebody who may take loans, or is left out with a share of 0. */
export interface StaffMember extends OfficerToAssign, OfficerKey {}

/**
 * Everybody in the branches asked about: who holds loans, whom the roster says works there, and who
 * joins by the request. The roster's capacity is the share, 0 for who does not work on its day;
 * the request's word goes before the roster's.
 */
export function staffOf(
  request: AssignRequest,
  holders: readonly OfficerKey[],
  roster: readonly RosterOfficer[],
): StaffMember[] {
  const all = new Map<string, StaffMember>();
  const isAsked = (branch: string) =>
    request.branches.length === 0 || request.branches.includes(branch);
  const add = ({ branch, officer }: OfficerKey, more: Partial<StaffMember>) => {
    const key = officerKey({ branch, officer });
    const before = all.get(key) ?? { key, branch, officer, share: 100 };
    all.set(key, { ...before, ...more });
  };
  for (const holder of holders) add(holder, {});
  for (const { branch, name, isActive, capacityBp } of roster) {
    if (!isAsked(branch)) continue;
    const capacity = capacityBp === null ? {} : { share: Math.round(capacityBp / 100) };
    add({ branch, officer: name }, isActive ? capacity : { share: 0 });
  }
  for (const { joins: _joins, ...wish } of request.officers) add(wish, wish);
  return [...all.values()].sort((a, b) => compareKeys(a.key, b.key));
}
