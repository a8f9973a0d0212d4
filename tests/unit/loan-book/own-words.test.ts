import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../server/errors.ts';
import {
  applyOwnWords,
  checkWords,
  lookLikeCodes,
  mergeWords,
  readOwnWord,
} from '../../../server/loan-book/own-words.ts';
import { literalWords } from '../../../server/loan-book/plan-load.ts';

const CLASS = { id: 'risk_class', kind: 'code' } as const;
const stems = literalWords(CLASS, '五级分类');
const line = (word: string, meaning: string | null, field = 'risk_class') => ({
  field,
  word,
  meaning,
});
const refusalOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('not refused');
};

describe('a code table', () => {
  it('takes meanings as codes or as either label, and says which there are', () => {
    expect(
      checkWords([line('Q4', 'doubtful'), line('Q5', '损失'), line('Q6', 'Pass'), line('Q7', '')]),
    ).toMatchObject([
      { word: 'Q4', meaning: 'doubtful' },
      { word: 'Q5', meaning: 'loss' },
      { word: 'Q6', meaning: 'pass' },
      { word: 'Q7', meaning: null },
    ]);
    expect(checkWords([line('甲', '是', 'is_deceased')])[0]?.meaning).toBe('true');
    const refusal = refusalOf(() => checkWords([line('Q4', '很差')]));
    expect(refusal.code).toBe('word-meaning-unknown');
    expect(refusal.says.happened.zh).toContain('很差');
    expect(refusal.says.next.zh).toContain('可疑');
  });

  it('refuses a word with two meanings, however it is spelled, and takes one said twice once', () => {
    expect(refusalOf(() => checkWords([line('q4', '可疑'), line('Ｑ4 ', '损失')])).code).toBe(
      'word-twice',
    );
    expect(checkWords([line('q4', '可疑'), line('Q4', 'doubtful')])).toHaveLength(1);
  });

  it('is for codes, flags and names only, and needs a word', () => {
    for (const field of ['loan_id', 'balance', 'borrower_name', 'nonsense', '__proto__']) {
      expect(refusalOf(() => checkWords([line('x', 'y', field)])).code).toBe('word-field-unknown');
    }
    expect(refusalOf(() => checkWords([line(' \n ', '可疑')])).code).toBe('word-missing');
  });

  it('of a closed list is not endless; ten thousand branches are welcome', () => {
    const many = (field: string, n: number) =>
      Array.from({ length: n }, (_, i) => line(`B${i}`, null, field));
    expect(refusalOf(() => checkWords(many('risk_class', 501))).code).toBe('too-many-words');
    expect(checkWords(many('branch', 10_000))).toHaveLength(10_000);
  });

  it('keeps the latest meaning of each word, and forgets what it is told to', () => {
    const table = [line('a', 'pass'), line('b', 'loss')];
    expect(
      mergeWords(table, [line('A', 'doubtful'), { ...line('b', null), forget: true }]),
    ).toEqual([line('A', 'doubtful')]);
  });
});

describe("the bank's own words", () => {
  it('count before those that every bank uses', () => {
    expect(readOwnWord(applyOwnWords(stems, []), '4')).toBe("'doubtful'");
    const own = applyOwnWords(stems, [line('4', 'loss'), line('Q1', 'pass')]);
    expect(readOwnWord(own, '4')).toBe("'loss'");
    expect(readOwnWord(own, '可疑')).toBe("'doubtful'");
    expect(readOwnWord(own, ' q1类 ')).toBe("'pass'");
  });

  it('that are to stay unknown are not read, even where every bank would', () => {
    const own = applyOwnWords(stems, [line('4', null)]);
    expect(readOwnWord(own, '4')).toBeUndefined();
    expect(readOwnWord(own, '3')).toBe("'substandard'");
  });

  it('are read as they are explained, whatever is written in them', () => {
    const meanings = fc.constantFrom('pass', 'loss');
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }),
        meanings,
        (word, meaning) => {
          fc.pre(!/[\0\ufeff\u200b]/.test(word) && word.trim() !== '');
          fc.pre(word.normalize('NFKC').trim() !== '');
          const [checked] = checkWords([line(word, meaning)]);
          expect(checked && readOwnWord(applyOwnWords(stems, [checked]), word)).toBe(
            `'${meaning}'`,
          );
        },
      ),
    );
  });

  it('of a text column are asked for only where they look like codes', () => {
    expect(lookLikeCodes(['0101', '0102', 'A-003'])).toBe(true);
    expect(lookLikeCodes(['城关支行', '0102'])).toBe(false);
    expect(lookLikeCodes([])).toBe(false);
  });
});
