import { daysBetween, type IsoDate } from '../calendar.ts';
import type { Sentence } from '../errors.ts';
import { type GuaranteeFacts, type GuaranteeRule, guaranteeClock } from './guarantee-clock.ts';
import { type LimitationFacts, type LimitationRule, limitationClock } from './limitation-clock.ts';
import type { SourceMark } from './rules/rule-schema.ts';

interface Basis {
  says: Sentence;
  article: Sentence;
  mark: SourceMark;
}

const basis = (
  mark: SourceMark,
  zh: string,
  en: string,
  articleZh: string,
  articleEn: string,
): Basis => ({
  says: { zh, en },
  article: { zh: articleZh, en: articleEn },
  mark,
});

const LIMITATION: Readonly<Record<LimitationRule, Basis>> = {
  maturity: basis(
    'P',
    '自最后一期到期日起三年',
    'Three years from the last due date',
    '民法典 188、189',
    'Civil Code 188, 189',
  ),
  interruption: basis(
    'P',
    '自最近一次中断起重新计算三年',
    'Three years anew from the last interruption',
    '民法典 188、195',
    'Civil Code 188, 195',
  ),
  enforcement: basis(
    'P',
    '判决生效起两年内申请执行',
    'Two years from the judgment to apply for enforcement',
    '民事诉讼法 250',
    'Civil Procedure Law 250',
  ),
  in_suit: basis(
    'P',
    '已起诉,时效中断',
    'Sued: the period is interrupted',
    '民法典 195',
    'Civil Code 195',
  ),
  enforced: basis(
    'P',
    '已申请执行;终本后再申请不受期限限制',
    'Enforcement applied for; applying again has no limit',
    '民事诉讼法 250;民诉法解释 517',
    'Civil Procedure Law 250; Interpretation 517',
  ),
  legal_review: basis(
    'P',
    '2017-10-01 前到期的旧债,须法务审核',
    'An old debt due before 2017-10-01: a lawyer decides',
    '民法总则时效解释 1–3',
    'Interpretation on limitation 1–3 (2018)',
  ),
  unknown: basis(
    'D',
    '台账缺少到期日或判决生效日',
    'The book has no due date or judgment date',
    '—',
    '—',
  ),
};

const GUARANTEE: Readonly<Record<GuaranteeRule, Basis>> = {
  none: basis('D', '无保证人', 'No guarantor', '—', '—'),
  in_suit: basis('P', '已起诉债务人', 'The debtor has been sued', '民法典 693', 'Civil Code 693'),
  agreed: basis(
    'P',
    '按约定的保证期间',
    'The agreed guarantee period',
    '民法典 692(2)',
    'Civil Code 692(2)',
  ),
  six_months: basis(
    'P',
    '未约定:主债务到期起六个月',
    'None agreed: six months from the due date',
    '民法典 692(2)',
    'Civil Code 692(2)',
  ),
  legal_review: basis(
    'P',
    '2021 年前签订且未约定,须法务审核',
    'Signed before 2021 without a period: a lawyer decides',
    '民法典时间效力规定 27',
    'Provisions on temporal effect 27',
  ),
  unknown: basis('D', '台账缺少到期日', 'The book has no due date', '—', '—'),
};

const left = (asOf: IsoDate, day: IsoDate | null) => (day === null ? null : daysBetween(asOf, day));

/** Both clocks of a claim as of a day, with what they rest on; days are whole, negative once past. */
export function explainClocks(facts: LimitationFacts & GuaranteeFacts, asOf: IsoDate) {
  const limitation = limitationClock(facts);
  const guarantee = guaranteeClock(facts);
  return {
    limitation: {
      ...limitation,
      ...LIMITATION[limitation.rule],
      daysLeft: left(asOf, limitation.endsOn),
      provenDaysLeft: left(asOf, limitation.provenEndsOn),
    },
    guarantee: {
      ...guarantee,
      ...GUARANTEE[guarantee.rule],
      daysLeft: left(asOf, guarantee.lapsesOn),
    },
    caveat: {
      zh: '期限末日遇法定节假日顺延,节假日历接入前按日历日显示。',
      en: 'A last day on a public holiday moves on; until the holiday calendar is in, calendar days are shown.',
    },
  };
}
