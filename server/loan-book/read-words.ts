/** Cells that say "nothing here" in any column: missing, never zero. Compared after `plain`. */
export const EMPTY_WORDS: readonly string[] = [
  '-',
  '--',
  '---',
  '—',
  '——',
  '－',
  '/',
  '\\N',
  'null',
  'NULL',
  'Null',
  '(null)',
  '#N/A',
  'N/A',
  'n/a',
  'NaN',
  'nan',
  '#VALUE!',
  '#REF!',
  '无',
  '暂无',
  '空',
  '不详',
  '未知',
];

/** Text without its outer blanks (of any width), NUL and byte order marks; full-width forms folded. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\0\ufeff\u200b]/g, '')
    .trim();
}

export const isEmptyCell = (text: string): boolean => {
  const cell = plain(text);
  return cell === '' || EMPTY_WORDS.includes(cell);
};

/** How an amount column is counted. Powers of ten of one yuan. */
export const AMOUNT_UNITS = ['yuan', 'yuan_1000', 'wan', 'yuan_1000000', 'yi'] as const;
export type AmountUnit = (typeof AMOUNT_UNITS)[number];

/** Decimal places a whole fen has in the unit: 0.000001 万元 is one fen. */
export const UNIT_DECIMALS: Readonly<Record<AmountUnit, number>> = {
  yuan: 2,
  yuan_1000: 5,
  wan: 6,
  yuan_1000000: 8,
  yi: 10,
};

const UNIT_WORDS: readonly [RegExp, AmountUnit][] = [
  [/亿/, 'yi'],
  [/百万/, 'yuan_1000000'],
  [/万/, 'wan'],
  [/千/, 'yuan_1000'],
  [/元/, 'yuan'],
];

/** The unit a word such as `万元`, `人民币千元` or `(亿元)` names. */
export function readUnit(word: string): AmountUnit | undefined {
  const cell = plain(word).replace(/[()[\]【】:]/g, '');
  if (
    !/^(金额)?(单位)?(人民币|rmb|cny)?(亿|百万|万|千|)元?$/i.test(cell) ||
    !/[元万亿]/.test(cell)
  ) {
    return undefined;
  }
  return UNIT_WORDS.find(([pattern]) => pattern.test(cell))?.[1];
}

/** The unit that a title row states: `单位：万元`, `(金额单位:元)`, `货币单位: 人民币千元`. */
export function readStatedUnit(title: string): AmountUnit | undefined {
  const found = /单位[^元万亿千百]{0,10}?((?:亿|百万|万|千)?元|亿|万)/.exec(plain(title));
  return found?.[1] === undefined ? undefined : readUnit(found[1]);
}

/** What banks write for the yuan beside its code. */
export const CNY_WORDS: readonly string[] = ['CNY', 'RMB', '156', '人民币', '01', '人民币元'];

/** A currency's code, in capitals as ISO 4217 has it. */
export const readCurrency = (text: string): string =>
  CNY_WORDS.includes(text) ? 'CNY' : text.toUpperCase();
