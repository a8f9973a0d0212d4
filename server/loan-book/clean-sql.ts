import type { Delimiter } from './detect-layout.ts';
import { type AmountUnit, EMPTY_WORDS, UNIT_DECIMALS } from './read-words.ts';

/**
 * SQL that turns the text column `c<n>` into a value, in stages of nested SELECTs so that no
 * expression is repeated: `t` a cheap cast, `f` the value of the usual forms, `n` the folded text of
 * everything else, `g` its pieces, then the value. Stages that a kind does not need are left out.
 */
export interface CleanSql {
  t?: string;
  f?: string;
  n?: string;
  g?: string;
  value: string;
  /** TRUE when the cell says something that could not be read, given `value` as a column. */
  bad(valueColumn: string): string;
}

export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const BLANKS = ' \t\r\n\u00a0\u3000\u2002\u2003\ufeff\u200b';
const FULL = '０１２３４５６７８９，．－（）＋／：％';
const HALF = '0123456789,.-()+/:%';
const EMPTY = `[${['', ...EMPTY_WORDS].map(sqlText).join(', ')}]`;

/** Text without its outer blanks of any width. */
export const trimmed = (x: string): string => `trim(${x}, '${BLANKS}')`;

/** Outer blanks of any width gone, full-width digits and signs folded. */
const folded = (x: string) => `trim(translate(${x}, '${FULL}', '${HALF}'), '${BLANKS}')`;

/** The text of a cell that the usual forms did not read, else NULL. */
const otherwise = (i: number, text: string) =>
  `CASE WHEN f${i} IS NULL AND c${i} IS NOT NULL THEN ${text} END`;

/** One cell may hold up to a trillion yuan: sums of a whole book stay safe integers. */
const MAX_FEN = '100000000000000';

const unreadUnless = (i: number, none: string) => (value: string) =>
  `(n${i} IS NOT NULL AND ${value} IS NULL AND NOT ${none})`;

/**
 * Whole fen from text, exactly: DECIMAL in, BIGINT out, never through a float. A fast cast counts
 * only when it prints back as the same text, because the engine's casts accept `1e3`, `1_000` and
 * round `12.345`. What is finer than a fen is unread, unless it is zeros.
 */
export function cleanAmount(i: number, unit: AmountUnit): CleanSql {
  const [c, t, n, g] = [`c${i}`, `t${i}`, `n${i}`, `g${i}`];
  const decimals = UNIT_DECIMALS[unit];
  const cents = `CAST(${t} * CAST(100 AS DECIMAL(3,0)) AS BIGINT)`;
  const fast =
    unit === 'yuan'
      ? `CASE WHEN CAST(${t} AS VARCHAR) = ${c} AND strlen(${c}) < 16 THEN ${cents}
          WHEN ${t} IS NOT NULL AND regexp_full_match(${c}, '-?[0-9]{1,12}([.][0-9]{1,2})?') THEN ${cents}
          WHEN regexp_full_match(${c}, '-?[0-9]{1,3}(,[0-9]{3}){1,3}[.][0-9]{2}') THEN CAST(replace(replace(${c}, ',', ''), '.', '') AS BIGINT) END`
      : `CASE WHEN regexp_full_match(${c}, '-?[0-9]{1,7}([.][0-9]{1,${decimals}})?') THEN CAST(replace(CAST(CAST(${c} AS DECIMAL(18,${decimals})) AS VARCHAR), '.', '') AS BIGINT) END`;
  const places = `CASE ${g}.scale WHEN '亿' THEN 10 WHEN '百万' THEN 8 WHEN '万' THEN 6 WHEN '千' THEN 5 ELSE CASE WHEN ${g}.yuan <> '' THEN 2 ELSE ${decimals} END END`;
  const fen = `TRY_CAST(${g}.sign || replace(${g}.whole, ',', '') || left(rpad(${g}.frac, ${places}, '0'), ${places}) AS BIGINT)`;
  return {
    ...(unit === 'yuan' ? { t: `TRY_CAST(${c} AS DECIMAL(15,2))` } : {}),
    f: fast,
    n: otherwise(
      i,
      `regexp_replace(regexp_replace(${folded(c)}, '^(人民币|CNY|RMB)|[${BLANKS}¥￥$]|整$', '', 'g'), '^\\((.*)\\)$', '-\\1')`,
    ),
    g: `CASE WHEN ${n} IS NOT NULL THEN regexp_extract(${n}, '^([+-]?)([0-9]{1,16}|[0-9]{1,3}(?:,[0-9]{3})+)(?:[.]([0-9]*))?(亿|百万|万|千)?(元)?$', ['sign', 'whole', 'frac', 'scale', 'yuan']) END`,
    value: `CASE WHEN ${n} IS NULL THEN f${i}
      WHEN ${g}.whole <> '' AND ltrim(substr(${g}.frac, ${places} + 1), '0') = '' AND abs(${fen}) <= ${MAX_FEN} THEN ${fen} END`,
    bad: unreadUnless(i, `list_contains(${EMPTY}, ${n})`),
  };
}

/** How `1/2/2024` is to be read. */
export const DATE_ORDERS = ['mdy', 'dmy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** A date with the day and month in numbers and the year last: its order must be known. */
export const YEAR_LAST = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(\s.*)?$/;

const NO_DATE =
  '^(0+|0{4}[-/.]0{1,2}[-/.]0{1,2}|(9999|2999)[-/.年]?12[-/.月]?31日?|1900[-/.年]?0?1[-/.月]?0?1日?|1899[-/.年]?12[-/.月]?3[01]日?|0001[-/.]?0?1[-/.]?0?1)$';
const RANGE = `BETWEEN DATE '1900-01-02' AND DATE '2200-01-01'`;

/**
 * A calendar day from any form that is seen in the wild; sentinels (0, 99991231, 1900-01-01) are
 * no day. As with amounts a fast cast counts only for text that is exactly a date: the engine reads
 * `24-1-3` as the year 24 and ignores what follows a date. `Mon-YYYY` is the month's first day.
 */
export function cleanDate(i: number, order: DateOrder | undefined): CleanSql {
  const [c, t, n] = [`c${i}`, `t${i}`, `n${i}`];
  const ymd = '^([12][0-9]{3}) *[-/.年] *([0-9]{1,2}) *[-/.月] *([0-9]{1,2}) *日?$';
  const last = '^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{2}|[0-9]{4})$';
  const [month, day] = order === 'dmy' ? [2, 1] : [1, 2];
  const yearLast =
    order === undefined
      ? ''
      : `WHEN regexp_matches(${n}, '${last}') THEN TRY_CAST(regexp_replace(regexp_replace(${n}, '${last}', '\\3-\\${month}-\\${day}'), '^([0-9]{2})-', '20\\1-') AS DATE)`;
  // Eight digits are taken apart as a number; a day that does not exist is NULL.
  const ymdNumber = `CAST(${c} AS INTEGER)`;
  const compact = `TRY(make_date(${ymdNumber} // 10000, (${ymdNumber} // 100) % 100, ${ymdNumber} % 100))`;
  const names = `['%d-%b-%y', '%d-%b-%Y', '%d %b %Y', '%b %d, %Y', '%B %d, %Y', '%d %B %Y', '%d%b%Y']`;
  return {
    t: `TRY_CAST(${c} AS DATE)`,
    f: `CASE WHEN CAST(${t} AS VARCHAR) = ${c} AND ${t} ${RANGE} THEN ${t}
      WHEN ${t} ${RANGE} AND CAST(${t} AS VARCHAR) = replace(${c}, '/', '-') THEN ${t}
      WHEN ${t} ${RANGE} AND regexp_full_match(${c}, '(19|20)[0-9]{2}([-/][0-9]{1,2}){2}') THEN ${t}
      WHEN strlen(${c}) = 8 AND TRY_CAST(${c} AS INTEGER) BETWEEN 19000102 AND 22000101 THEN ${compact} END`,
    n: otherwise(
      i,
      `regexp_replace(${folded(c)}, '[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?( ?[AaPp][Mm])?(Z|[+-][0-9:]+)?$', '')`,
    ),
    g: `CASE WHEN ${n} IS NULL THEN f${i}
      WHEN regexp_matches(${n}, '${NO_DATE}') THEN NULL
      WHEN regexp_matches(${n}, '${ymd}') THEN TRY_CAST(regexp_replace(${n}, '${ymd}', '\\1-\\2-\\3') AS DATE)
      WHEN regexp_full_match(${n}, '[12][0-9]{7}') THEN TRY_CAST(left(${n}, 4) || '-' || substr(${n}, 5, 2) || '-' || right(${n}, 2) AS DATE)
      WHEN regexp_full_match(${n}, '[2-7][0-9]{4}([.]0+)?') THEN DATE '1899-12-30' + CAST(left(${n}, 5) AS INTEGER)
      ${yearLast}
      WHEN regexp_full_match(${n}, '[A-Za-z]{3}-[0-9]{4}') THEN CAST(try_strptime('1-' || ${n}, '%d-%b-%Y') AS DATE)
      WHEN regexp_matches(${n}, '[A-Za-z]{3}') THEN CAST(try_strptime(${n}, ${names}) AS DATE) END`,
    value: `CASE WHEN g${i} ${RANGE} THEN g${i} END`,
    bad: unreadUnless(i, `(list_contains(${EMPTY}, ${n}) OR regexp_matches(${n}, '${NO_DATE}'))`),
  };
}

/** A whole number; `15.0`, `15天`, `1,234` are, `5.7` and `1e3` are not. */
export function cleanInteger(i: number): CleanSql {
  const [c, t, n] = [`c${i}`, `t${i}`, `n${i}`];
  return {
    t: `TRY_CAST(${c} AS INTEGER)`,
    f: `CASE WHEN CAST(${t} AS VARCHAR) = ${c} THEN ${t} END`,
    n: otherwise(
      i,
      `regexp_replace(regexp_replace(${folded(c)}, '(天|日|次|期|岁|年|个月)$', ''), '[.]0+$', '')`,
    ),
    g: `CASE WHEN regexp_full_match(${n}, '-?[0-9]{1,3}(,[0-9]{3})+') THEN replace(${n}, ',', '') ELSE ${n} END`,
    value: `CASE WHEN ${n} IS NULL THEN f${i} WHEN regexp_full_match(g${i}, '[+-]?[0-9]{1,9}') THEN TRY_CAST(g${i} AS INTEGER) END`,
    bad: unreadUnless(i, `list_contains(${EMPTY}, ${n})`),
  };
}

const TEXT_EMPTY = `[${['', '-', '--', '—', '——', '/', '\\N', 'null', 'NULL', '(null)', '#N/A', 'N/A'].map(sqlText).join(', ')}]`;
const filledText = (n: string) =>
  `CASE WHEN strlen(${n}) < 7 AND list_contains(${TEXT_EMPTY}, ${n}) THEN NULL ELSE ${n} END`;

/** Text without its outer blanks; dashes and the spreadsheet's words for nothing are NULL. */
export function cleanText(i: number): CleanSql {
  return { n: `trim(c${i})`, value: filledText(`n${i}`), bad: () => 'FALSE' };
}

/**
 * An identifier: text for ever, without the marks that spreadsheets put around it (`'001`,
 * `="001"`). Bad when a spreadsheet has turned it into `6.21E+18`.
 */
export function cleanIdentifier(i: number): CleanSql {
  return {
    n: `trim(c${i}, '${BLANKS}''\`="')`,
    value: filledText(`n${i}`),
    bad: () =>
      `CASE WHEN n${i} IS NULL THEN FALSE WHEN contains(n${i}, 'E') OR contains(n${i}, 'e') THEN regexp_full_match(n${i}, '[0-9]([.][0-9]+)?[eE][+]?[0-9]{1,2}') ELSE FALSE END`,
  };
}

/**
 * An identifier of a column whose first rows are all letters and digits: bad, for the judge to look
 * at with {@link cleanIdentifier}, as soon as one is not plain ASCII or begins or ends with what
 * spreadsheets put around identifiers.
 */
export function cleanPlainIdentifier(i: number): CleanSql {
  const c = `c${i}`;
  const damaged = `CASE WHEN contains(${c}, 'E') OR contains(${c}, 'e') THEN regexp_full_match(${c}, '[0-9]([.][0-9]+)?[eE][+]?[0-9]{1,2}') ELSE FALSE END`;
  const marks = [`'`, '"', '`', '=', ' ', '\t', '\r', '\n'].map(
    (mark) => `ends_with(${c}, ${sqlText(mark)})`,
  );
  return {
    value: c,
    bad: () =>
      `(${c} IS NOT NULL AND (${c} < '0' OR ${c} >= '{' OR starts_with(${c}, '=') OR starts_with(${c}, '\`') OR strlen(${c}) <> length(${c}) OR ${marks.join(' OR ')} OR ${damaged} OR (${c} >= 'N' AND list_contains(${TEXT_EMPTY}, ${c}))))`,
  };
}

/** Codes and flags by their words; cells seen in the first rows are compared as they stand. */
export function cleanWord(
  i: number,
  seen: readonly (readonly [string, string])[],
  words: readonly (readonly [string, string])[],
  trimAround: string,
): CleanSql {
  const n = `n${i}`;
  const when = seen.map(([word, value]) => `WHEN ${sqlText(word)} THEN ${value}`).join(' ');
  const map = `MAP {${words.map(([word, value]) => `${sqlText(word)}: ${value}`).join(', ')}}`;
  return {
    f: seen.length === 0 ? 'NULL' : `CASE c${i} ${when} END`,
    n: otherwise(i, `regexp_replace(lower(${folded(`c${i}`)}), '\\s', '', 'g')`),
    g: `CASE WHEN strlen(${n}) <= 2 THEN ${n} ELSE coalesce(nullif(regexp_replace(${n}, ${sqlText(trimAround)}, '', 'g'), ''), ${n}) END`,
    value: `CASE WHEN ${n} IS NULL THEN f${i} ELSE ${map}[g${i}] END`,
    bad: unreadUnless(i, `list_contains(${EMPTY}, ${n})`),
  };
}

/**
 * The read_csv call for what `RecordScanner` wrote: row and line number, then the cells as text or,
 * where `RowTyper` wrote them, of the `types` given.
 */
export function readCsvSql(
  path: string,
  types: readonly string[],
  delimiter: Delimiter,
  parallel: boolean,
): string {
  const names = ["'r': 'BIGINT'", "'l': 'BIGINT'"];
  types.forEach((type, column) => {
    names.push(`'c${column}': '${type}'`);
  });
  return `read_csv(${sqlText(path)}, auto_detect = false, header = false, delim = ${sqlText(delimiter)},
    quote = '"', escape = '"', new_line = '\\n', nullstr = '', null_padding = false, strict_mode = true,
    max_line_size = 4194304, parallel = ${parallel}, columns = {${names.join(', ')}})`;
}
