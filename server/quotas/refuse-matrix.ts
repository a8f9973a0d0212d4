import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import type { Cell, Line, Working } from './matrix.ts';
import type { SayUnits } from './refuse-shares.ts';

const UNLOCK: Sentence = {
  zh: '请解除或改小其中一项锁定后重试。',
  en: 'Release or lower one of these locks and try again.',
};

const total = (lines: readonly Line[]) => lines.reduce((sum, line) => sum + line.total, 0n);

export function refuseUnequalMargins(
  rows: readonly Line[],
  columns: readonly Line[],
  say: SayUnits,
): void {
  const gap = total(rows) - total(columns);
  if (gap === 0n) return;
  const by = say(gap < 0n ? -gap : gap);
  throw new Refusal('margins-unequal', 422, {
    happened: {
      zh: `行合计与列合计相差 ${by.zh},无法同时满足。`,
      en: `Row totals and column totals differ by ${by.en}, so both cannot hold.`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请让两个方向的合计相等。', en: 'Make both directions add up to the same.' },
  });
}

/** One line by itself: its locks exceed its total, or its cells cannot hold it. */
export function refuseUnheldLine(line: Line, cells: readonly Cell[], say: SayUnits): void {
  const floors = cells.reduce((sum, cell) => sum + cell.floor, 0n);
  let room: bigint | undefined = 0n;
  for (const cell of cells) {
    room = room === undefined || cell.cap === undefined ? undefined : room + cell.cap;
  }
  if (floors <= line.total && (room === undefined || room >= line.total)) return;
  const over = floors > line.total;
  const held = over ? floors : (room ?? 0n);
  const by = say(over ? floors - line.total : line.total - held);
  throw new Refusal(
    'line-cannot-hold',
    422,
    {
      happened: over
        ? {
            zh: `${line.label.zh}的锁定合计 ${say(held).zh},超过其合计 ${say(line.total).zh},多出 ${by.zh}。`,
            en: `The locks of ${line.label.en} add up to ${say(held).en}, above its total of ${say(line.total).en} by ${by.en}.`,
          }
        : {
            zh: `${line.label.zh}只能容纳 ${say(held).zh},比其合计 ${say(line.total).zh}少 ${by.zh}。`,
            en: `${line.label.en} can hold only ${say(held).en}, ${by.en} less than its total of ${say(line.total).en}.`,
          },
      kept: NOTHING_CHANGED,
      next: UNLOCK,
    },
    { line: line.key },
  );
}

/**
 * Lines that fit one by one but not together: the columns reached from `source` hold too much
 * and no row can move any of it out.
 */
export function refuseLockedIn(
  table: Working,
  source: number,
  reached: readonly (unknown | undefined)[],
  gaps: readonly bigint[],
  say: SayUnits,
): never {
  const inside = table.columns.map((_, j) => j === source || reached[j] !== undefined);
  const columns = table.columns.filter((_, j) => inside[j]);
  const excess = gaps.reduce((sum, gap, j) => (inside[j] ? sum + gap : sum), 0n);
  const rows = table.rows.filter((_, i) =>
    table.cells[i]?.some(({ floor, cap, weight }) => weight > 0n && floor === cap),
  );
  const names = (lines: readonly Line[], language: 'zh' | 'en') => {
    const shown = lines.slice(0, 4).map((line) => line.label[language]);
    const more = lines.length - shown.length;
    if (language === 'zh') return shown.join('、') + (more > 0 ? `等 ${lines.length} 项` : '');
    return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
  };
  const by = say(excess);
  throw new Refusal(
    'locks-conflict',
    422,
    {
      happened: {
        zh: `锁定互相矛盾:${names(rows, 'zh')}的锁定使${names(columns, 'zh')}至少多出 ${by.zh},移不到别的月份。`,
        en: `The locks contradict each other: those of ${names(rows, 'en')} leave at least ${by.en} too much in ${names(columns, 'en')}, with nowhere to move it.`,
      },
      kept: NOTHING_CHANGED,
      next: UNLOCK,
    },
    { rows: rows.map((row) => row.key), columns: columns.map((column) => column.key) },
  );
}
