import { plain } from '../loan-book/read-words.ts';
import type { OfficerKey } from './officer-bounds.ts';
import type { FileProblem, QuotaLine } from './read-quota-file.ts';

/** A line of the file whose officer is known. */
export interface MatchedLine extends OfficerKey, Pick<QuotaLine, 'yearFen' | 'monthsFen'> {
  row: number;
}

interface Known {
  /** Officers who can be given a quota, and those who hold nothing of the category. */
  officers: readonly OfficerKey[];
  withoutLoans: readonly OfficerKey[];
}

const folded = (name: string) => plain(name).replace(/\s+/g, '');

/**
 * Finds the officer of every line by name, and by branch where the file gives one. A name that is
 * unknown, means two officers, holds no loans or stands twice is a problem of its own.
 */
export function matchOfficers(
  lines: readonly QuotaLine[],
  { officers, withoutLoans }: Known,
): { matched: MatchedLine[]; problems: FileProblem[] } {
  const problems: FileProblem[] = [];
  const matched: MatchedLine[] = [];
  const byName = new Map<string, { who: OfficerKey; holds: boolean }[]>();
  for (const [list, holds] of [
    [officers, true],
    [withoutLoans, false],
  ] as const) {
    for (const { branch, officer } of list) {
      const name = folded(officer);
      byName.set(name, [...(byName.get(name) ?? []), { who: { branch, officer }, holds }]);
    }
  }
  const taken = new Map<string, number>();
  for (const line of lines) {
    const { row, cell, branch, officer } = line;
    const add = (zh: string, en: string) =>
      problems.push({
        row,
        cell,
        says: { zh: `第 ${row} 行 ${cell}:${zh}`, en: `Row ${row}, ${cell}: ${en}` },
      });
    const named = byName.get(officer) ?? [];
    const at = (name: string) => named.filter(({ who }) => folded(who.branch) === name);
    const above = named.length > 1 ? at(line.under) : [];
    const here = branch !== '' ? at(branch) : above.length === 1 ? above : named;
    const holding = here.filter(({ holds }) => holds);
    const places = named.map(({ who }) => who.branch);
    const [first] = holding;
    if (here.length === 0) {
      if (named.length === 0) {
        add(`台账里没有清收员“${officer}”。`, `the loan book has no officer "${officer}".`);
      } else {
        add(
          `“${branch}”没有清收员“${officer}”;台账里他在${places.join('、')}。`,
          `"${branch}" has no officer "${officer}"; the loan book has the name at ${places.join(', ')}.`,
        );
      }
    } else if (here.length > 1) {
      add(
        `有 ${here.length} 名清收员叫“${officer}”(${places.join('、')}),请加「机构」列说明是哪一位。`,
        `${here.length} officers are called "${officer}" (${places.join(', ')}); add the branch to say which.`,
      );
    } else if (first === undefined) {
      add(
        `“${officer}”名下没有本类别的贷款,不能有任务。`,
        `"${officer}" holds no loans of this category, so there can be no quota.`,
      );
    } else {
      const key = JSON.stringify(first.who);
      const before = taken.get(key);
      if (before !== undefined) {
        add(
          `“${officer}”在第 ${before} 行已经出现过。`,
          `"${officer}" stands in row ${before} already.`,
        );
        continue;
      }
      taken.set(key, row);
      matched.push({ ...first.who, row, yearFen: line.yearFen, monthsFen: line.monthsFen });
    }
  }
  return { matched, problems };
}
