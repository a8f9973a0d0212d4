import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import {
  type AmountUnit,
  isEmptyCell,
  plain,
  readStatedUnit,
  readUnit,
} from '../loan-book/read-words.ts';
import { FEN_PER_UNIT, type Fen, type MoneyUnit } from '../money.ts';
import { UNIT_NAMES } from './check-target.ts';
import { checkTotals, type FileTotal } from './check-totals.ts';
import { type AmountColumn, type QuotaColumn, readQuotaHeader } from './quota-columns.ts';
import { readAmount } from './read-amount.ts';
import { sayFen } from './say-money.ts';

/** Something of a file that does not fit, by the row and the cell of the sheet (`C5`). */
export interface FileProblem {
  row: number;
  cell: string;
  says: Sentence;
}

/** An officer's line of the file. Amounts in fen; undefined where the file gives none. */
export interface QuotaLine {
  row: number;
  /** Empty where the row names none; `under` is then the branch last named above it. */
  branch: string;
  under: string;
  officer: string;
  /** Where the name stands. */
  cell: string;
  yearFen: Fen | undefined;
  /** January first. */
  monthsFen: (Fen | undefined)[];
}

export interface QuotaFile {
  unit: AmountUnit;
  lines: QuotaLine[];
  /** Rows of totals, which are checked and not read as officers. */
  totals: number;
  /** Headers that were not needed. */
  ignored: string[];
  problems: FileProblem[];
}

export interface QuotaFileWanted {
  year: number;
  /** What amounts must be whole numbers of. */
  unit: MoneyUnit;
  /** Counts before what the file says. */
  fileUnit: AmountUnit | undefined;
}

const HEADER_SEARCH = 30;
const WHOLE = /^(合计|总计|全行|全行合计|总合计|total|grandtotal|sum|bank)$/i;
const PART = /^(小计|机构合计|支行合计|分计|subtotal)$/i;
const nameOf = (cell: string | undefined) => plain(cell ?? '').replace(/\s+/g, '');

function columnName(index: number): string {
  const rest = index >= 26 ? columnName(Math.floor(index / 26) - 1) : '';
  return rest + String.fromCharCode(65 + (index % 26));
}

const shortened = (text: string) => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

function refuse(code: string, happened: Sentence, next: Sentence): never {
  throw new Refusal(code, 422, { happened, kept: NOTHING_CHANGED, next });
}

function findHeader(records: readonly string[][]) {
  for (const [index, cells] of records.slice(0, HEADER_SEARCH).entries()) {
    const found = readQuotaHeader(cells);
    if (found) return { index, ...found };
  }
  return refuse(
    'quota-header-missing',
    {
      zh: '前 30 行里找不到任务表的表头。',
      en: 'The first 30 rows hold no header of a quota table.',
    },
    {
      zh: '表头须有「清收员」一列,以及「全年」或「1月」至「12月」的金额列;可先下载 Excel 作样式。',
      en: 'It needs a column "officer" and amounts under "year" or "Jan" to "Dec"; the Excel download shows how.',
    },
  );
}

/** What the title, a row of its own or a header says amounts are counted in. */
function unitOf(
  records: readonly string[][],
  header: number,
  units: readonly (AmountUnit | undefined)[],
): AmountUnit | undefined {
  const titles = records.slice(0, header).flat();
  const stated =
    titles.map(readStatedUnit).find((unit) => unit !== undefined) ??
    titles.map(readUnit).find((unit) => unit !== undefined);
  return stated ?? units.find((unit) => unit !== undefined);
}

/**
 * Reads a table of quotas: one line for each officer with a year, months or both, in any order of
 * columns. Totals are checked to the fen. Every cell that does not fit is a problem of its own;
 * refuses with 'quota-header-missing' or 'unit-missing' when nothing can be read at all.
 */
export function readQuotaFile(records: readonly string[][], wanted: QuotaFileWanted): QuotaFile {
  const { index, columns, units } = findHeader(records);
  const header = records[index] ?? [];
  const stated = wanted.fileUnit ?? unitOf(records, index, units);
  const unit =
    stated ??
    refuse(
      'unit-missing',
      { zh: '文件没有写明金额单位。', en: 'The file does not say what its amounts count.' },
      {
        zh: '请选择金额单位(元、万元或亿元),或在标题里写明「单位:万元」。',
        en: 'Choose the unit, or write it into the title or a header, such as "单位:万元".',
      },
    );
  const problems: FileProblem[] = [];
  const add = (row: number, column: number, zh: string, en: string) => {
    const cell = `${columnName(column)}${row}`;
    problems.push({
      row,
      cell,
      says: { zh: `第 ${row} 行 ${cell}:${zh}`, en: `Row ${row}, ${cell}: ${en}` },
    });
  };
  const amounts = checkedColumns(columns, header, wanted.year, (column, zh, en) =>
    add(index + 1, column, zh, en),
  );
  const broken = new Set<number>();
  const read = (row: number, column: number, typed: string): Fen | undefined => {
    if (isEmptyCell(typed)) return undefined;
    const own = wanted.fileUnit ?? units[column] ?? unit;
    const fen = readAmount(typed, own);
    const said = shortened(plain(typed));
    if (fen === undefined) add(row, column, `“${said}”不是金额。`, `"${said}" is not an amount.`);
    else if (fen < 0) add(row, column, `“${said}”是负数。`, `"${said}" is negative.`);
    else return fen;
    broken.add(column);
    return undefined;
  };
  const place = (kind: QuotaColumn['kind']) => columns.findIndex((own) => own?.kind === kind);
  const branchAt = place('branch');
  const officerAt = place('officer');
  let under = '';
  const lines: QuotaLine[] = [];
  const byColumn: Map<number, Fen>[] = [];
  const totals: FileTotal[] = [];
  records.slice(index + 1).forEach((cells, offset) => {
    const row = index + 2 + offset;
    const officer = nameOf(cells[officerAt]);
    const branch = branchAt < 0 ? '' : nameOf(cells[branchAt]);
    if (branch !== '') under = branch;
    const given = amounts.filter(({ column }) => !isEmptyCell(cells[column] ?? ''));
    if (given.length === 0) return;
    // A row that counts the unit under the header, `万元 万元 …`.
    if (given.every(({ column }) => readUnit(cells[column] ?? '') !== undefined)) return;
    const found = new Map<number, Fen>();
    for (const { column } of given) {
      const fen = read(row, column, cells[column] ?? '');
      if (fen !== undefined) found.set(column, fen);
    }
    const names = [officer, branch];
    const isPart = names.some((name) => PART.test(name));
    if (isPart || names.some((name) => WHOLE.test(name))) {
      const own = names.find((name) => name !== '' && !PART.test(name) && !WHOLE.test(name));
      under = '';
      const from = isPart ? (totals.at(-1)?.to ?? 0) : 0;
      totals.push({
        row,
        branch: own,
        from,
        to: isPart || own ? lines.length : -1,
        amounts: found,
      });
      return;
    }
    if (officer === '') {
      add(row, officerAt, '这一行有金额,没有清收员姓名。', 'This row has amounts and no officer.');
      return;
    }
    const monthsFen = Array.from({ length: 12 }, (): Fen | undefined => undefined);
    let yearFen: Fen | undefined;
    for (const { column, kind } of amounts) {
      const fen = found.get(column);
      if (fen !== undefined && fen % FEN_PER_UNIT[wanted.unit] !== 0) {
        const name = UNIT_NAMES[wanted.unit];
        const said = sayFen(fen);
        add(
          row,
          column,
          `${said.zh}不是方案取整单位(${name.zh})的整数倍。`,
          `${said.en} is not a whole number of the plan's unit (${name.en}).`,
        );
      }
      if (kind.kind === 'year') yearFen = fen;
      else monthsFen[kind.month - 1] = fen;
    }
    const yearAt = amounts.find(({ kind }) => kind.kind === 'year')?.column;
    if (yearAt !== undefined && yearFen !== undefined && monthsFen.every((m) => m !== undefined)) {
      const sum = monthsFen.reduce((all, fen) => all + fen, 0);
      if (sum !== yearFen) {
        const [is, should] = [sayFen(yearFen), sayFen(sum)];
        add(
          row,
          yearAt,
          `全年 ${is.zh}与十二个月合计 ${should.zh}不一致。`,
          `the year, ${is.en}, is not the sum of its months, ${should.en}.`,
        );
      }
    }
    byColumn.push(found);
    lines.push({
      row,
      branch,
      under,
      officer,
      cell: `${columnName(officerAt)}${row}`,
      yearFen,
      monthsFen,
    });
  });
  const sums = totals.map((total) => ({ ...total, amounts: omit(total.amounts, broken) }));
  for (const { row, column, says } of checkTotals(sums, lines, byColumn)) {
    add(row, column, says.zh, says.en);
  }
  const ignored = header.flatMap((cell, column) =>
    columns[column] === undefined && plain(cell) !== '' ? [plain(cell)] : [],
  );
  return { unit, lines, totals: totals.length, ignored, problems };
}

const omit = (amounts: ReadonlyMap<number, Fen>, columns: ReadonlySet<number>) =>
  new Map([...amounts].filter(([column]) => !columns.has(column)));

/** The columns of amounts that are the plan's; of others, and of the same twice, a problem is said. */
function checkedColumns(
  columns: readonly (QuotaColumn | undefined)[],
  header: readonly string[],
  year: number,
  add: (column: number, zh: string, en: string) => void,
): { column: number; kind: AmountColumn }[] {
  const seen = new Set<number>();
  return columns.flatMap((kind, column) => {
    if (kind === undefined || kind.kind === 'branch' || kind.kind === 'officer') return [];
    const said = shortened(plain(header[column] ?? ''));
    const month = kind.kind === 'month' ? kind.month : 0;
    const isOutside = kind.kind === 'month' && (month < 1 || month > 12);
    if (isOutside || (kind.year !== undefined && kind.year !== year)) {
      add(column, `表头“${said}”不在 ${year} 年之内。`, `the header "${said}" is outside ${year}.`);
      return [];
    }
    if (seen.has(month)) {
      add(
        column,
        `表头“${said}”与前面的列重复。`,
        `the header "${said}" means the same as a column before it.`,
      );
      return [];
    }
    seen.add(month);
    return [{ column, kind }];
  });
}
