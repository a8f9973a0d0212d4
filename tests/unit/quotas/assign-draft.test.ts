import { describe, expect, it } from 'vitest';
import {
  conditionsOf,
  FRESH_ASSIGNMENT,
  withWish,
} from '../../../web/features/quotas/assign-draft.ts';

const li = { branch: 'A', officer: '李', share: 80 };

describe('the conditions of an assignment', () => {
  it('keep what was asked of an officer before, and the share that he or she carries', () => {
    const kinds = withWish(FRESH_ASSIGNMENT, li, { kinds: ['evader'] });
    const both = withWish(kinds, { ...li, share: 100 }, { mostFen: 5 });
    expect(both.officers).toEqual([{ ...li, joins: false, kinds: ['evader'], mostFen: 5 }]);
    expect(withWish(both, li, { share: 0 }).officers).toEqual([
      { ...li, share: 0, joins: false, kinds: ['evader'], mostFen: 5 },
    ]);
  });

  it('are told one a line, and each is released alone', () => {
    let draft = withWish(FRESH_ASSIGNMENT, li, { kinds: ['evader'], mostFen: 5 });
    draft = withWish(draft, { branch: 'B', officer: '新', share: 50 }, { joins: true });
    draft = { ...draft, conflicts: [{ branch: 'A', officer: '李', borrower: 'B1' }] };
    const lines = conditionsOf(draft);
    expect(lines.map((own) => own.kind)).toEqual(['kinds', 'most', 'join', 'conflict']);
    const left = lines.map((own) => conditionsOf(own.released).map((one) => one.kind));
    expect(left).toEqual([
      ['join', 'most', 'conflict'],
      ['join', 'kinds', 'conflict'],
      ['kinds', 'most', 'conflict'],
      ['kinds', 'most', 'join'],
    ]);
    expect(conditionsOf(withWish(FRESH_ASSIGNMENT, li, { share: 0 }))).toEqual([]);
  });
});
