import type { CanonicalField } from './canonical-fields.ts';
import { applyOwnWords, type OwnWord, readOwnWord } from './own-words.ts';
import { IDENTIFIER_FIELDS, literalWords } from './plan-load.ts';
import { isEmptyCell, plain } from './read-words.ts';

type Readable = Pick<CanonicalField, 'id' | 'kind'>;

const AMOUNT =
  /^[(（]?[-+]?(人民币|CNY|RMB)?[￥¥$]?[-+]?\d[\d,]*(\.\d*)?(亿|百万|万|千)?元?整?[)）]?$/i;
const INTEGER = /^[-+]?[\d,]+(\.0+)?(天|日|次|期|岁|年|个月)?$/;
const DATE =
  /^(0+|\d{4} *[-/.年] *\d{1,2} *[-/.月] *\d{1,2} *日?|[12]\d{7}|[2-7]\d{4}(\.0+)?|\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})|\d{1,2}[- ]?[A-Za-z]{3,9}[- ,]*\d{2,4}|[A-Za-z]{3,9}[- ]\d{1,2}, ?\d{4}|[A-Za-z]{3}-\d{4})([ T]+[\d:.]+.*)?$/;
const DAMAGED = /^\d(\.\d+)?e\+?\d{1,2}$/i;

/** Whether a cell looks as cells of a field do; as cleaning reads them, but without the engine. */
function readerOf(field: Readable, header: string, own: readonly OwnWord[]) {
  switch (field.kind) {
    case 'amount':
      return (cell: string) => AMOUNT.test(cell);
    case 'integer':
      return (cell: string) => INTEGER.test(cell);
    case 'date':
      return (cell: string) => DATE.test(cell);
    case 'code':
    case 'flag': {
      const mine = own.filter((line) => line.field === field.id);
      const words = applyOwnWords(literalWords(field, header), mine);
      return (cell: string) => readOwnWord(words, cell) !== undefined;
    }
    default:
      return (cell: string) => !(IDENTIFIER_FIELDS.has(field.id) && DAMAGED.test(cell));
  }
}

/** How many in a hundred filled cells can be read as the field; null without a field or a cell. */
export function shareRead(
  field: Readable | undefined,
  header: string,
  cells: readonly string[],
  own: readonly OwnWord[],
): number | null {
  if (field === undefined) return null;
  const filled = cells.map(plain).filter((cell) => !isEmptyCell(cell));
  if (filled.length === 0) return null;
  const reads = readerOf(field, header, own);
  return Math.floor((100 * filled.filter(reads).length) / filled.length);
}

const MOST_WORDS = 500;
/** In so few rows every word may well stand once. */
const FEW_CELLS = 20;

/** A column's words with their rows, the most frequent first; null where words are not repeated. */
export function repeatedWords(cells: readonly string[]): { word: string; count: number }[] | null {
  const counts = new Map<string, number>();
  let filled = 0;
  for (const cell of cells) {
    if (isEmptyCell(cell)) continue;
    filled++;
    const word = cell.trim();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const isRepeated =
    counts.size <= MOST_WORDS && (filled <= FEW_CELLS || counts.size * 2 <= filled);
  if (!isRepeated || filled === 0) return null;
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}
