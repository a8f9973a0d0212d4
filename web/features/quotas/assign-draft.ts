import type { ShownOfficer } from '../../../server/quotas/make-assignment.ts';
import type { AssignBody } from './assign-queries.ts';
import type { Who } from './queries.ts';

/** What the page asks for: everything is said but what the server takes from the plan and the book. */
export type AssignDraft = AssignBody &
  Required<
    Pick<
      AssignBody,
      | 'category'
      | 'weights'
      | 'tolerance'
      | 'acrossBranches'
      | 'avoidOrigin'
      | 'officers'
      | 'conflicts'
      | 'locked'
    >
  >;
export type Wish = AssignDraft['officers'][number];
export type Conflict = AssignDraft['conflicts'][number];

/** Loads by value first and visits second, within 5 %. */
export const FRESH_ASSIGNMENT: AssignDraft = {
  category: 'tg-cash-on',
  weights: { collectable: 70, effort: 30, borrowers: 0 },
  tolerance: 50,
  acrossBranches: false,
  avoidOrigin: false,
  officers: [],
  conflicts: [],
  locked: [],
};

export const isSame = (a: Who, b: Who) => a.branch === b.branch && a.officer === b.officer;

/**
 * The draft with something else asked for an officer; what was asked before stays. `share` is what
 * he or she carries now: without a word it is the roster's, and a wish needs one.
 */
export function withWish(
  draft: AssignDraft,
  { branch, officer, share }: Pick<ShownOfficer, 'branch' | 'officer' | 'share'>,
  patch: Partial<Wish>,
): AssignDraft {
  const who = { branch, officer };
  const before = draft.officers.find((own) => isSame(own, who));
  const officers = draft.officers.filter((own) => own !== before);
  return {
    ...draft,
    officers: [...officers, { ...who, share, joins: false, ...before, ...patch }],
  };
}

/** A condition of the draft, one a line, and the draft without it. */
export interface Condition {
  who: Who;
  kind: 'join' | 'kinds' | 'most' | 'conflict';
  share?: number;
  kinds?: readonly string[];
  mostFen?: number;
  borrower?: string;
  released: AssignDraft;
}

/** Everything a draft asks besides weights and shares. */
export function conditionsOf(draft: AssignDraft): Condition[] {
  const without = (wish: Wish, ...next: Wish[]) => ({
    ...draft,
    officers: [...draft.officers.filter((own) => own !== wish), ...next],
  });
  const byOfficer = draft.officers.flatMap((wish): Condition[] => {
    const { kinds, mostFen, ...rest } = wish;
    const who = { branch: wish.branch, officer: wish.officer };
    const limit = { ...(mostFen === undefined ? {} : { mostFen }) };
    const only = { ...(kinds === undefined ? {} : { kinds }) };
    return [
      ...(wish.joins
        ? [{ who, kind: 'join' as const, share: wish.share, released: without(wish) }]
        : []),
      ...(kinds === undefined
        ? []
        : [
            {
              who,
              kind: 'kinds' as const,
              kinds,
              released: without(wish, { ...rest, ...limit }),
            },
          ]),
      ...(mostFen === undefined
        ? []
        : [
            {
              who,
              kind: 'most' as const,
              mostFen,
              released: without(wish, { ...rest, ...only }),
            },
          ]),
    ];
  });
  const conflicts = draft.conflicts.map(
    (own): Condition => ({
      who: { branch: own.branch, officer: own.officer },
      kind: 'conflict',
      borrower: own.borrower,
      released: { ...draft, conflicts: draft.conflicts.filter((one) => one !== own) },
    }),
  );
  return [...byOfficer, ...conflicts];
}
