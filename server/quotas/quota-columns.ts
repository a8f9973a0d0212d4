import { headerUnit, normalHeader } from '../loan-book/match-header.ts';
import type { AmountUnit } from '../loan-book/read-words.ts';

/** What a column of a quota file holds. A month's year is given where the header names one. */
export type AmountColumn =
  | { kind: 'year'; year: number | undefined }
  | { kind: 'month'; month: number; year: number | undefined };
export type QuotaColumn = { kind: 'branch' } | { kind: 'officer' } | AmountColumn;

const OFFICER =
  /^(清收员|清收人|管户人|管户经理|客户经理|责任人|清收责任人|经办人|员工|officer|collector|manager|name)(姓名|名称|name)?$|^姓名$/;
const BRANCH =
  /^(所属|管理|经办|主办)?(机构|支行|网点|分支机构|部门|branch|subbranch)(名称|name)?$/;
const YEAR =
  /^(?:(\d{4})年?度?)?(?:全年|年度|年|full)?(?:清收)?(?:任务|目标|计划|金额|合计|总计|year|annual|total|amount|target|quota)*(?:额|数)?$/;
const CHINESE_MONTHS = '一二三四五六七八九十';
const ENGLISH_MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** `3月`, `2026年3月份`, `2026-03`, `202603`, a day cell, `三月`, `Mar`, `March 2026`, `M3`, `3`. */
function monthOf(text: string): { month: number; year: number | undefined } | undefined {
  const digits =
    /^(?:(20\d{2})年?)?(\d{1,2})月?份?(?:任务|目标|计划|金额)?$/.exec(text) ??
    /^(20\d{2})(\d{2})01$/.exec(text) ??
    /^()(?:month|m)(\d{1,2})$/.exec(text);
  if (digits) return { month: Number(digits[2]), year: digits[1] ? Number(digits[1]) : undefined };
  const chinese = /^([一二三四五六七八九]|十[一二]?)月份?(?:任务|目标|计划|金额)?$/.exec(text)?.[1];
  if (chinese !== undefined) {
    const ten = chinese.length > 1 ? 10 : 0;
    return { month: ten + CHINESE_MONTHS.indexOf(chinese.at(-1) ?? '') + 1, year: undefined };
  }
  const english = /^([a-z]{3})[a-z]*(20\d{2})?$/.exec(text);
  const month = ENGLISH_MONTHS.indexOf(english?.[1] ?? '') + 1;
  const isName =
    /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:20\d{2})?$/;
  if (month === 0 || !isName.test(text)) return undefined;
  return { month, year: english?.[2] ? Number(english[2]) : undefined };
}

/** What a header cell heads; undefined for one that a quota file does not need. */
export function quotaColumn(cell: string): QuotaColumn | undefined {
  const text = normalHeader(cell).replace(/(亿|百万|万|千)?元$/, '');
  if (text === '') return undefined;
  if (OFFICER.test(text)) return { kind: 'officer' };
  if (BRANCH.test(text)) return { kind: 'branch' };
  const month = monthOf(text);
  if (month !== undefined) return { kind: 'month', ...month };
  const year = YEAR.exec(text);
  return year === null ? undefined : { kind: 'year', year: year[1] ? Number(year[1]) : undefined };
}

/** The header of a quota file names the officer and at least one amount; undefined for another row. */
export function readQuotaHeader(
  cells: readonly string[],
): { columns: (QuotaColumn | undefined)[]; units: (AmountUnit | undefined)[] } | undefined {
  const columns = cells.map(quotaColumn);
  const has = (...kinds: QuotaColumn['kind'][]) =>
    columns.some((column) => column !== undefined && kinds.includes(column.kind));
  if (!has('officer') || !has('month', 'year')) return undefined;
  return { columns, units: cells.map(headerUnit) };
}

/** How much a row looks like the header of a quota file; for choosing a sheet and a delimiter. */
export const countQuotaHeaders = (cells: readonly string[]): number =>
  readQuotaHeader(cells)?.columns.filter((column) => column !== undefined).length ?? 0;
