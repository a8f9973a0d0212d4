/** What words are said to mean, by field and word; null keeps a word unknown. */
export type WordChoices = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/** The choices with one more, or with one taken back (undefined). */
export function chooseWord(
  choices: WordChoices,
  field: string,
  word: string,
  meaning: string | null | undefined,
): WordChoices {
  const { [word]: _, ...others } = choices[field] ?? {};
  return { ...choices, [field]: meaning === undefined ? others : { ...others, [word]: meaning } };
}

/** The choices as lines of a code table, of the fields that are in use. */
export const wordChanges = (choices: WordChoices, fields: ReadonlySet<string | null>) =>
  Object.entries(choices).flatMap(([field, words]) =>
    fields.has(field)
      ? Object.entries(words).map(([word, meaning]) => ({ field, word, meaning }))
      : [],
  );

/** Two columns as a spreadsheet copies them, or with commas: the code, then its name. */
export function readPasted(text: string): {
  words: Record<string, string>;
  problem?: PasteProblem;
} {
  const words = new Map<string, string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const cut = line.includes('\t') ? line.split('\t') : line.split(/[,,]/);
    const [word = '', meaning = '', ...rest] = cut.map((cell) => cell.trim());
    if (word === '' || meaning === '' || rest.some((cell) => cell !== '')) {
      return { words: {}, problem: { line: index + 1, why: 'cells', word: line.slice(0, 40) } };
    }
    const before = words.get(word);
    if (before !== undefined && before !== meaning) {
      return { words: {}, problem: { line: index + 1, why: 'twice', word } };
    }
    words.set(word, meaning);
  }
  return { words: Object.fromEntries(words) };
}

/** The first line of a pasted table that is no code with its name. */
export interface PasteProblem {
  line: number;
  why: 'cells' | 'twice';
  word: string;
}
