import { POOL_NAME } from './joint-pool.ts';
import type { MatchedLine } from './match-officers.ts';
import { officerKey } from './officer-bounds.ts';
import type { Plan } from './plan.ts';
import type { Absorber, EditPlace, PlanEdit } from './plan-edit.ts';

/** The year that a line gives: as such, or as its twelve months. */
export function yearOfLine({ yearFen, monthsFen }: Omit<MatchedLine, 'row'>): number | undefined {
  if (yearFen !== undefined) return yearFen;
  return monthsFen.every((fen) => fen !== undefined)
    ? monthsFen.reduce((all, fen) => all + fen, 0)
    : undefined;
}

function placesOf(lines: readonly MatchedLine[]) {
  const at = ({ branch, officer }: MatchedLine) => ({ branch, officer });
  const cells = (own: readonly MatchedLine[]): EditPlace[] =>
    own.flatMap((line) =>
      line.monthsFen.flatMap((amountFen, m) =>
        amountFen === undefined ? [] : [{ ...at(line), month: m + 1, amountFen }],
      ),
    );
  const years = lines.flatMap((line): EditPlace[] => {
    const amountFen = yearOfLine(line);
    return amountFen === undefined ? [] : [{ ...at(line), amountFen }];
  });
  const isYear = (line: MatchedLine) => yearOfLine(line) !== undefined;
  return {
    years,
    within: cells(lines.filter(isYear)),
    alone: cells(lines.filter((line) => !isYear(line))),
  };
}

/** The places whose amount is not what the plan has already. */
function differing(plan: Plan, places: readonly EditPlace[]): EditPlace[] {
  const pools = plan.jointPools.map((own) => ({ ...own, officer: POOL_NAME }));
  const rowOf = new Map([...plan.officers, ...pools].map((own) => [officerKey(own), own]));
  return places.filter(({ branch, officer = '', month, amountFen }) => {
    const own = rowOf.get(officerKey({ branch, officer }));
    return (month === undefined ? own?.quotaFen : own?.monthsFen[month - 1]) !== amountFen;
  });
}

/**
 * The changes by hand that make the plan what the lines say. Years come first: the rest of the
 * branch, or of the bank, takes their difference. Months of a line that gives its year then move
 * within that year; months given alone let `absorb` take the difference, as a pasted block does.
 * Only amounts that differ are fixed, unless the plan would then move others of the file. `planOf`
 * makes the plan with more changes; refuses as it does.
 */
export function importEdits(
  lines: readonly MatchedLine[],
  choice: { absorb: Absorber; why: string },
  planOf: (edits: readonly PlanEdit[]) => Plan,
): PlanEdit[] {
  const { years, within, alone } = placesOf(lines);
  const steps: { places: EditPlace[]; absorb: Absorber }[] = [
    { places: years, absorb: choice.absorb === 'bank' ? 'bank' : 'branch' },
    { places: within, absorb: 'row' },
    { places: alone, absorb: choice.absorb },
  ];
  for (const isWhole of [false, true]) {
    const edits: PlanEdit[] = [];
    let plan = planOf(edits);
    for (const { places, absorb } of steps) {
      const wanted = isWhole ? places : differing(plan, places);
      if (wanted.length === 0) continue;
      edits.push({ places: wanted, absorb, why: choice.why });
      plan = planOf(edits);
    }
    if (differing(plan, [...years, ...within, ...alone]).length === 0) return edits;
  }
  throw new Error('a plan does not hold the amounts that were fixed in it');
}
