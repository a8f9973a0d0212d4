import type { Sentence } from '../errors.ts';
import { sayReason as sayBookReason } from '../loan-book/reject-reasons.ts';
import type { SideField } from './side-kind.ts';

/** Why a row of a side file was rejected; `raw` is the cell, or what the sentence names. */
export interface SideReason {
  field: string | null;
  code: string;
  raw: string;
}

type Says = (label: Sentence, raw: string) => Sentence;

/** What only files beside the loan book are rejected for; the rest is said as a loan book says it. */
const SAYS: Readonly<Record<string, Says>> = {
  'date-future': (label, raw) => ({
    zh: `${label.zh} ${raw} 还没有到`,
    en: `${label.en} ${raw} is in the future`,
  }),
  'amount-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是金额,或精确到分以下`,
    en: `${label.en} "${raw}" is not an amount, or finer than one fen`,
  }),
  'nothing-received': () => ({ zh: '四项金额都为空', en: 'all four amounts are empty' }),
  'shares-unreadable': (_, raw) => ({
    zh: `清收人与分成比例「${raw}」对不上,或合计不是 100`,
    en: `collectors and shares "${raw}" do not match or do not add to 100`,
  }),
  'already-loaded': (label) => ({
    zh: `${label.zh}在以前的批次里已经入账`,
    en: `${label.en} was already loaded with an earlier file`,
  }),
  'row-unreadable': () => ({ zh: '此行无法读取', en: 'the row cannot be read' }),
  'not-rejected': (_, raw) => ({
    zh: `原文件第 ${raw} 行不在待更正的拒收行里`,
    en: `line ${raw} of the file is not among the rejected rows that wait for a correction`,
  }),
  'year-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是年份`,
    en: `${label.en} "${raw}" is not a year`,
  }),
  'month-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是 1 到 12 月,也不是全年`,
    en: `${label.en} "${raw}" is neither a month from 1 to 12 nor the whole year`,
  }),
  'unit-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是元、万元或亿元`,
    en: `${label.en} "${raw}" is not 元, 万元 or 亿元`,
  }),
  'category-unknown': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是清收任务的类别`,
    en: `${label.en} "${raw}" is no category of target`,
  }),
  'level-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是全行、机构或清收员`,
    en: `${label.en} "${raw}" is not the bank, a branch or an officer`,
  }),
  'level-disagrees': (label, raw) => ({
    zh: `${label.zh}「${raw}」与机构、清收员两列不符`,
    en: `${label.en} "${raw}" does not agree with the branch and the officer`,
  }),
  'target-negative': (label, raw) => ({
    zh: `${label.zh}「${raw}」是负数`,
    en: `${label.en} "${raw}" is negative`,
  }),
  'code-of-two': (label, raw) => ({
    zh: `${label.zh}相同的还有第 ${raw} 行,不知道是哪一个`,
    en: `${label.en} also stands on line ${raw} for somebody else, so it names neither`,
  }),
  'branch-unknown': (label, raw) => ({
    zh: `${label.zh}「${raw}」不在机构名册里`,
    en: `${label.en} "${raw}" is not in the roster of branches`,
  }),
  'branch-ambiguous': (label, raw) => ({
    zh: `${label.zh}「${raw}」是不止一个机构`,
    en: `${label.en} "${raw}" means more than one branch`,
  }),
  'to-before-from': (label, raw) => ({
    zh: `${label.zh} ${raw} 早于启用日期`,
    en: `${label.en} ${raw} is before the day it begins`,
  }),
  'capacity-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是 0 到 10 之间的系数(1.00 为一名全职清收员)`,
    en: `${label.en} "${raw}" is not a factor from 0 to 10 (1.00 is a full officer)`,
  }),
  'leave-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是起止日期`,
    en: `${label.en} "${raw}" is not a period with a first and a last day`,
  }),
};

const UNREADABLE: Sentence = { zh: '此行无法读取', en: 'the row cannot be read' };

/** A reason in words, in both languages. */
export function sayReason(reason: SideReason, fields: readonly SideField[]): Sentence {
  const known = new Map(fields.map((field) => [field.id, field]));
  const own = SAYS[reason.code];
  if (own) {
    const label = known.get(reason.field ?? '')?.label ?? { zh: '此行', en: 'The row' };
    return own(label, reason.raw);
  }
  const says = sayBookReason(reason, known);
  return says.zh === reason.code ? UNREADABLE : says;
}
