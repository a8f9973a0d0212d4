import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { EditPlace } from './plan-edit.ts';
import { readAmount, SHOWN_UNITS } from './read-amount.ts';

/** What was pasted into the matrix, and where. */
export const pastedBlock = z.object({
  text: z.string().max(2_000_000),
  unit: z.enum(SHOWN_UNITS),
  /** The officers from the cell that was pasted into downwards, as they stand on the page. */
  rows: z.array(z.object({ branch: z.string(), officer: z.string() })).max(20_000),
  /** The month of that cell; null for the column of the year. */
  month: z.int().min(1).max(12).nullable(),
});
export type PastedBlock = z.infer<typeof pastedBlock>;

function refuse(zh: string, en: string): never {
  throw new Refusal('paste-unfit', 422, {
    happened: { zh, en },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请在表格软件中只复制金额区域,从对应的格子起粘贴。',
      en: 'Copy only the amounts in the spreadsheet and paste from the matching cell.',
    },
  });
}

const shortened = (text: string) => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

/** Lines of cells as Excel puts them on the clipboard: tabs, newlines, quotes around odd text. */
function cellsOf(text: string): string[][] {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  while (lines.length > 0 && (lines.at(-1) ?? '').trim() === '') lines.pop();
  return lines.map((line) => line.split('\t').map((cell) => cell.replace(/^"(.*)"$/, '$1').trim()));
}

/**
 * The amounts of a pasted block as places of an edit; empty cells are left alone. A block that
 * reaches the year's column must give it as the sum of its twelve months. Refuses with
 * 'paste-unfit' and names the line and the column of what is no amount, is negative, or does not
 * fit the table.
 */
export function readBlock({ text, unit, rows, month }: PastedBlock): EditPlace[] {
  const lines = cellsOf(text);
  if (lines.length > rows.length) {
    refuse(
      `粘贴的内容有 ${lines.length} 行,从这一格往下只有 ${rows.length} 名清收员。`,
      `The pasted block has ${lines.length} lines; from this cell down there are only ${rows.length} officers.`,
    );
  }
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const room = month === null ? 1 : 13 - month;
  const hasYear = month === 1 && width === 13;
  if (width > room && !hasYear) {
    refuse(
      `粘贴的内容有 ${width} 列,从这一格往右只有 ${room} 列。`,
      `The pasted block has ${width} columns; from this cell to the right there are only ${room}.`,
    );
  }
  const places = lines.flatMap((line, i) => {
    const own = rows[i];
    if (own === undefined) return [];
    const amounts = line.map((typed, j) => {
      if (typed === '' || typed === '-' || typed === '—') return undefined;
      const fen = readAmount(typed, unit);
      const where = { zh: `第 ${i + 1} 行第 ${j + 1} 列`, en: `Line ${i + 1}, column ${j + 1}` };
      if (fen === undefined) {
        refuse(
          `${where.zh}的“${shortened(typed)}”不是金额。`,
          `${where.en}: "${shortened(typed)}" is not an amount.`,
        );
      }
      if (fen < 0) {
        refuse(
          `${where.zh}的“${shortened(typed)}”是负数。`,
          `${where.en}: "${shortened(typed)}" is negative.`,
        );
      }
      return fen;
    });
    if (hasYear) refuseWrongYear(amounts, i);
    return amounts.slice(0, room).flatMap((amountFen, j): EditPlace[] => {
      if (amountFen === undefined) return [];
      return [month === null ? { ...own, amountFen } : { ...own, month: month + j, amountFen }];
    });
  });
  if (places.length === 0) {
    refuse('粘贴的内容里没有金额。', 'The pasted text holds no amounts.');
  }
  return places;
}

function refuseWrongYear(amounts: readonly (number | undefined)[], line: number): void {
  const year = amounts[12];
  if (year === undefined) return;
  const months = amounts.slice(0, 12);
  const sum = months.reduce((all: number, fen) => all + (fen ?? 0), 0);
  if (!months.includes(undefined) && sum === year) return;
  refuse(
    `第 ${line + 1} 行十二个月的合计与全年不一致。`,
    `Line ${line + 1}: the twelve months do not add up to the year.`,
  );
}
