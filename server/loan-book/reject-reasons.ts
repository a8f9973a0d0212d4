import { z } from 'zod';
import type { Sentence } from '../errors.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { YEAR_LAST } from './clean-sql.ts';
import { plain } from './read-words.ts';

/** Why a row was rejected. `field` is null when the whole row is at fault. */
export const rejectReason = z.object({
  field: z.string().nullable(),
  code: z.string(),
  raw: z.string(),
});
export type RejectReason = z.infer<typeof rejectReason>;

const FIELDS = new Map(CANONICAL_FIELDS.map((field) => [field.id, field]));

/** The reason for one unread cell, by the kind of its field and what it says. */
export function reasonForCell(fieldId: string, raw: string): RejectReason {
  const cell = plain(raw);
  const kind = FIELDS.get(fieldId)?.kind;
  const code = (() => {
    if (kind === 'text') return 'excel-damaged';
    if (kind === 'integer') return 'integer-unreadable';
    if (kind === 'date') return YEAR_LAST.test(cell) ? 'date-order' : 'date-unreadable';
    if (/^[-+(]?[\d,]{12,}(\.\d*)?[万亿千]?元?\)?$/.test(cell)) return 'amount-too-large';
    return /^[-+]?[\d,]+\.\d+[万亿千]?元?$/.test(cell) ? 'amount-too-fine' : 'amount-unreadable';
  })();
  return { field: fieldId, code, raw: raw.slice(0, 200) };
}

type Says = (label: Sentence, raw: string) => Sentence;

const SAYS = {
  missing: (label) => ({
    zh: `${label.zh}为空`,
    en: `${label.en} is empty`,
  }),
  'amount-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是金额`,
    en: `${label.en} "${raw}" is not an amount`,
  }),
  'amount-too-fine': (label, raw) => ({
    zh: `${label.zh}「${raw}」精确到分以下`,
    en: `${label.en} "${raw}" is finer than one fen`,
  }),
  'amount-too-large': (label, raw) => ({
    zh: `${label.zh}「${raw}」超过一万亿元`,
    en: `${label.en} "${raw}" is more than a trillion yuan`,
  }),
  'date-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是日期`,
    en: `${label.en} "${raw}" is not a date`,
  }),
  'date-order': (label, raw) => ({
    zh: `${label.zh}「${raw}」分不清月和日,或没有这一天`,
    en: `${label.en} "${raw}": day and month cannot be told apart, or there is no such day`,
  }),
  'integer-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是整数`,
    en: `${label.en} "${raw}" is not a whole number`,
  }),
  'excel-damaged': (label, raw) => ({
    zh: `${label.zh}「${raw}」已被 Excel 改成科学计数,原号码丢失`,
    en: `${label.en} "${raw}" was turned into scientific notation by Excel; the number is lost`,
  }),
  duplicate: (label, raw) => ({
    zh: `${label.zh}重复,同号还在第 ${raw} 行`,
    en: `${label.en} is repeated, also on line ${raw}`,
  }),
  'cell-count': (_, raw) => ({
    zh: `列数不符(${raw})`,
    en: `wrong number of cells (${raw})`,
  }),
  'nul-byte': () => ({ zh: '行内有空字节(NUL)', en: 'the row holds NUL bytes' }),
  'cut-off': () => ({ zh: '文件在此处被截断', en: 'the file is cut off here' }),
  'open-quote': () => ({
    zh: '引号没有配对',
    en: 'a quotation mark is not closed',
  }),
  'too-long': () => ({ zh: '这一行超过 1 MB', en: 'the row is longer than 1 MB' }),
} as const satisfies Readonly<Record<string, Says>>;

type ReasonCode = keyof typeof SAYS;

/** What each kind of reason is called where rejects are counted by it. */
const NAMES: Readonly<Record<ReasonCode, Sentence>> = {
  missing: { zh: '必需的列为空', en: 'A required column is empty' },
  'amount-unreadable': { zh: '不是金额', en: 'Not an amount' },
  'amount-too-fine': { zh: '金额精确到分以下', en: 'Amount finer than one fen' },
  'amount-too-large': { zh: '金额过大', en: 'Amount too large' },
  'date-unreadable': { zh: '不是日期', en: 'Not a date' },
  'date-order': { zh: '日月分不清', en: 'Day and month unclear' },
  'integer-unreadable': { zh: '不是整数', en: 'Not a whole number' },
  'excel-damaged': { zh: '号码被 Excel 损坏', en: 'Number damaged by Excel' },
  duplicate: { zh: '借据号重复', en: 'Loan number repeated' },
  'cell-count': { zh: '列数不符', en: 'Wrong number of cells' },
  'nul-byte': { zh: '有空字节', en: 'NUL bytes' },
  'cut-off': { zh: '文件被截断', en: 'File cut off' },
  'open-quote': { zh: '引号没有配对', en: 'Quotation mark not closed' },
  'too-long': { zh: '行过长', en: 'Row too long' },
};

const isCode = (code: string): code is ReasonCode => Object.hasOwn(SAYS, code);

/** Every code that a reason can have. */
export const REASON_CODES = Object.keys(NAMES).filter(isCode);

export const nameReason = (code: ReasonCode): Sentence => NAMES[code];

/** A reason in words, in both languages. */
export function sayReason(
  { field, code, raw }: RejectReason,
  fields: ReadonlyMap<string, { label: Sentence }> = FIELDS,
): Sentence {
  const label = fields.get(field ?? '')?.label ?? { zh: '此行', en: 'The row' };
  return isCode(code) ? SAYS[code](label, raw) : { zh: code, en: code };
}
