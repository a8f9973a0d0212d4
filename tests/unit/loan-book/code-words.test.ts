import { describe, expect, it } from 'vitest';
import { CANONICAL_FIELDS } from '../../../server/loan-book/canonical-fields.ts';
import { byStem, codeWords, flagWords, readWord } from '../../../server/loan-book/code-words.ts';
import { CODES_BY_FIELD } from '../../../server/loan-book/codes.ts';

describe('words of codes and flags', () => {
  it.each(CANONICAL_FIELDS.filter(({ kind }) => kind === 'code').map(({ id }) => id))(
    'of %s each keep their own code when looked up by stem',
    (id) => {
      const words = codeWords(id, '');
      const stems = byStem(words);
      for (const [word, code] of words) expect([word, readWord(stems, word)]).toEqual([word, code]);
      expect(new Set(words.values())).toEqual(new Set(Object.keys(CODES_BY_FIELD[id] ?? {})));
    },
  );

  it.each(CANONICAL_FIELDS.filter(({ kind }) => kind === 'flag').map(({ id }) => id))(
    'of %s each keep their meaning when looked up by stem',
    (id) => {
      const words = flagWords(id);
      const stems = byStem(words);
      for (const [word, flag] of words) expect([word, readWord(stems, word)]).toEqual([word, flag]);
      expect(readWord(stems, '说不清')).toBeUndefined();
    },
  );
});
