import type { IsoDate } from '../calendar.ts';
import type { Sentence } from '../errors.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { RISK_CLASSES } from './codes.ts';
import { idCheckFails, orgCheckFails } from './id-check-sql.ts';
import { ROSTER_LINES } from './roster-lines.ts';

/** 'info': for information; 'look': somebody should look; 'wrong': it cannot be right. */
export const SEVERITIES = ['info', 'look', 'wrong'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Raised when a line's meaning changes: reports made by older rules are made again when read. */
export const QUALITY_RULES = 2;

/** The rules since which a silent exit is what it is now: exits found by those since then stand. */
export const EXIT_RULES = 2;

/** What the lines of one report are asked about. */
export interface QualityScope {
  id: number;
  asOf: IsoDate;
  /** The snapshot before it, of which the comparison speaks. */
  before: { id: number; asOf: IsoDate; days: number } | null;
  /** Whether this book says of any claim what was paid on it. */
  knowsPaid: boolean;
}

/**
 * One thing that is checked, as SQL over the loans of a snapshot (`over: 'loan'`) or over both
 * snapshots joined by loan (`over: 'pair'`, see `pairRows`). The same texts count the line and list
 * its loans, so that the list sums to the line.
 */
export interface QualityLine {
  id: string;
  severity: Severity;
  over: 'loan' | 'pair';
  finding: Sentence;
  where(scope: QualityScope): string;
  /** Fen of one loan; its balance unless said. */
  amount?: string;
  /** Whether `amount` is something else than the balance: what it is. */
  amountIs?: Sentence;
  /** What shows it on one loan, as text without a language. */
  detail?(scope: QualityScope): string;
  order?: string;
}

const day = (iso: IsoDate) => `CAST('${iso}' AS DATE)`;
const text = (column: string) => `coalesce(CAST(${column} AS VARCHAR), '—')`;
const arrow = (from: string, to: string) => `${text(from)} || ' → ' || ${text(to)}`;

const classRank = (column: string) =>
  `CASE ${column} ${Object.keys(RISK_CLASSES)
    .map((code, rank) => `WHEN '${code}' THEN ${rank}`)
    .join(' ')} END`;

const INTEREST = `(coalesce(interest_on_book_fen, 0) + coalesce(interest_off_book_fen, 0) + coalesce(penalty_interest_fen, 0))`;

interface Group {
  key: 'id_number' | 'borrower_id';
  other: 'borrower_id' | 'borrower_name';
}

/** A check that groups the loans by one column and finds several values of another. */
export interface GroupLine extends QualityLine {
  group: Group;
}

/** The groups with several values; masked numbers are the same for many people and are none. */
export const groupsSql = ({ key, other }: Group, id: number) =>
  `FROM loan WHERE snapshot_id = ${id} AND ${key} IS NOT NULL AND ${other} IS NOT NULL
   AND strpos(${key}, '*') = 0 GROUP BY ${key} HAVING min(${other}) <> max(${other})`;

function groupLine(line: Pick<GroupLine, 'id' | 'finding' | 'group'>): GroupLine {
  const { key, other } = line.group;
  return {
    ...line,
    severity: 'look',
    over: 'loan',
    where: ({ id }) =>
      `${other} IS NOT NULL AND ${key} IN (SELECT ${key} ${groupsSql(line.group, id)})`,
    detail: () => text('borrower_id'),
    order: key,
  };
}

/** Checks that take a GROUP BY over the loans; counted by queries of their own. */
export const GROUP_LINES: readonly GroupLine[] = [
  groupLine({
    id: 'same-id-number',
    finding: {
      zh: '同一证件号码挂在几个客户号下:户数和 10% 规则会算错',
      en: 'One ID number under several borrower numbers: borrowers are miscounted',
    },
    group: { key: 'id_number', other: 'borrower_id' },
  }),
  groupLine({
    id: 'several-names',
    finding: { zh: '同一客户号有几个户名', en: 'One borrower number with several names' },
    group: { key: 'borrower_id', other: 'borrower_name' },
  }),
];

export const LOAN_LINES: readonly QualityLine[] = [
  {
    id: 'class-unknown',
    severity: 'wrong',
    over: 'loan',
    finding: {
      zh: '没有五级分类:是否不良无从判断,未计入不良',
      en: 'No risk class: whether non-performing is unknown, and not counted as such',
    },
    where: () => `risk_class IS NULL AND balance_fen > 0 AND coalesce(book_status, 'on') = 'on'`,
    detail: () => text('days_past_due'),
  },
  {
    id: 'class-lag',
    severity: 'look',
    over: 'loan',
    finding: {
      zh: '五级分类好于逾期天数对应的下限',
      en: 'Classified better than days past due allow',
    },
    where: () => `${classRank('class_floor')} > ${classRank('risk_class')}`,
    detail: () => text('days_past_due'),
  },
  {
    id: 'disbursed-later',
    severity: 'wrong',
    over: 'loan',
    finding: { zh: '发放日晚于数据日期', en: 'Disbursed after the as-of date' },
    where: ({ asOf }) => `disbursed_on > ${day(asOf)}`,
    detail: () => text('disbursed_on'),
  },
  {
    id: 'event-later',
    severity: 'wrong',
    over: 'loan',
    finding: {
      zh: '还款、联系或形成不良的日期晚于数据日期',
      en: 'Paid, contacted or defaulted after the as-of date',
    },
    where: ({ asOf }) => `greatest(last_paid_on, last_contact_on, defaulted_on) > ${day(asOf)}`,
    detail: () => text('greatest(last_paid_on, last_contact_on, defaulted_on)'),
  },
  {
    id: 'matures-before-disbursed',
    severity: 'wrong',
    over: 'loan',
    finding: { zh: '到期日早于发放日', en: 'Matures before it was disbursed' },
    where: () => 'matures_on < disbursed_on',
    detail: () => arrow('disbursed_on', 'matures_on'),
  },
  {
    id: 'defaulted-before-disbursed',
    severity: 'wrong',
    over: 'loan',
    finding: { zh: '形成不良日期早于发放日', en: 'Defaulted before it was disbursed' },
    where: () => 'defaulted_on < disbursed_on',
    detail: () => arrow('disbursed_on', 'defaulted_on'),
  },
  {
    id: 'birth-implausible',
    severity: 'look',
    over: 'loan',
    finding: {
      zh: '出生年份不合常理(不满 16 岁或超过 110 岁)',
      en: 'Year of birth cannot be right (under 16 or over 110)',
    },
    where: ({ asOf }) => {
      const year = Number(asOf.slice(0, 4));
      return `(birth_year > ${year - 16} OR birth_year < ${year - 110})
        AND coalesce(borrower_kind NOT IN ('enterprise', 'coop'), TRUE)`;
    },
    detail: () => text('birth_year'),
  },
  {
    id: 'negative-balance',
    severity: 'wrong',
    over: 'loan',
    finding: { zh: '本金余额为负', en: 'Balance below zero' },
    where: () => 'balance_fen < 0',
  },
  {
    id: 'late-without-balance',
    severity: 'look',
    over: 'loan',
    finding: {
      zh: '本金和欠息都没有了,仍有逾期天数,也没写减少原因',
      en: 'Nothing is owed and no reason is given, yet days past due count on',
    },
    where: () =>
      `balance_fen = 0 AND days_past_due > 0 AND ${INTEREST} <= 0 AND decrease_reason IS NULL`,
    detail: () => text('days_past_due'),
  },
  {
    id: 'balance-above-original',
    severity: 'wrong',
    over: 'loan',
    finding: { zh: '本金余额大于贷款金额', en: 'Balance above the original principal' },
    where: () => 'balance_fen > principal_original_fen',
    amount: '(balance_fen - principal_original_fen)',
    amountIs: { zh: '多出', en: 'excess' },
  },
  {
    id: 'interest-above-balance',
    severity: 'info',
    over: 'loan',
    finding: { zh: '欠息和罚息超过本金余额', en: 'Interest and penalty above the balance' },
    where: () => `balance_fen > 0 AND ${INTEREST} > balance_fen`,
    amount: INTEREST,
    amountIs: { zh: '欠息', en: 'interest' },
  },
  {
    id: 'id-check',
    severity: 'look',
    over: 'loan',
    finding: {
      zh: '身份证号码校验位不符(GB 11643),起诉和查控前需核对',
      en: 'ID number with a wrong check digit (GB 11643): verify before filing suit',
    },
    where: () => idCheckFails('id_number', 'borrower_kind'),
    detail: () => text('borrower_id'),
  },
  {
    id: 'org-check',
    severity: 'look',
    over: 'loan',
    finding: {
      zh: '统一社会信用代码校验位不符(GB 32100)',
      en: 'Organisation code with a wrong check character (GB 32100)',
    },
    where: () => orgCheckFails('id_number', 'borrower_kind'),
    detail: () => text('borrower_id'),
  },
  {
    id: 'foreign-currency',
    severity: 'look',
    over: 'loan',
    finding: {
      zh: '不是人民币,金额按原币数字计入合计',
      en: 'Not in CNY; amounts are summed as they stand',
    },
    where: () => `currency <> 'CNY'`,
    detail: () => text('currency'),
  },
  ...ROSTER_LINES,
];

/** Words of a code or flag column that no list knows. */
export const UNKNOWN_WORDS = 'unknown-words:';
/** Loans of which a field is not known; listed, and counted by the completeness table. */
const MISSING = 'missing:';

const FIELD = new Map(CANONICAL_FIELDS.map((field) => [field.id, field]));

export function unknownWordsLine(field: string): QualityLine {
  const label = FIELD.get(field)?.label ?? { zh: field, en: field };
  return {
    id: UNKNOWN_WORDS + field,
    severity: 'look',
    over: 'loan',
    finding: {
      zh: `「${label.zh}」的写法不认识,按未知处理`,
      en: `"${label.en}" has words that are not known; they count as unknown`,
    },
    where: () => `coalesce(strpos(unread, '"field":"${field}"') > 0, FALSE)`,
  };
}

function missingLine(field: string): QualityLine | undefined {
  const known = FIELD.get(field);
  if (known === undefined) return undefined;
  const { label, column } = known;
  return {
    id: MISSING + field,
    severity: 'info',
    over: 'loan',
    finding: { zh: `没有「${label.zh}」`, en: `"${label.en}" is not known` },
    where: () => `${column} IS NULL`,
  };
}

const BAD = `before_state IN ('on_book', 'off_book')`;
const BOTH = 'has_before AND has_after';
const DAYS_KNOWN = `${BOTH} AND before_days IS NOT NULL AND after_days IS NOT NULL AND after_fen > 0`;

/** Nothing that the two books say would take days past due back. */
const unpaid = ({ asOf, before }: QualityScope) =>
  `after_fen >= before_fen AND coalesce(paid_fen, 0) <= 0 AND decrease_reason IS NULL
   AND NOT coalesce(last_paid_on > ${day(before?.asOf ?? asOf)} AND last_paid_on <= ${day(asOf)}, FALSE)`;

const elapsed = ({ before }: QualityScope) => before?.days ?? 0;

/** A day more or less is how banks count the as-of day itself. */
const asCalendar = (scope: QualityScope) =>
  `(after_days BETWEEN before_days + ${elapsed(scope) - 1} AND before_days + ${elapsed(scope) + 1}
    OR (before_days = 0 AND after_days BETWEEN 0 AND ${elapsed(scope) + 1}))`;
const jumped = (scope: QualityScope) => `after_days > before_days + ${elapsed(scope) + 1}`;
const extended = 'coalesce(extended_to <> coalesce(before_extended_to, matures_on), FALSE)';

const daysDetail = () => arrow('before_days', 'after_days');

/** What became of days past due: every loan that has them in both books is in one of these. */
export const DAYS_LINES: readonly QualityLine[] = [
  {
    id: 'days-reset',
    severity: 'wrong',
    over: 'pair',
    finding: {
      zh: '逾期天数被重置:没有还款,也没有展期',
      en: 'Days past due were reset: nothing paid, nothing extended',
    },
    where: (scope) =>
      `${DAYS_KNOWN} AND NOT ${asCalendar(scope)} AND after_days < before_days
       AND ${unpaid(scope)} AND NOT ${extended}`,
    detail: daysDetail,
  },
  {
    id: 'days-extended',
    severity: 'look',
    over: 'pair',
    finding: {
      zh: '没有还款,展期后逾期天数变少:不改变实际风险',
      en: 'Days past due fell by an extension, without payment: the risk is the same',
    },
    where: (scope) =>
      `${DAYS_KNOWN} AND NOT ${asCalendar(scope)} AND after_days < before_days
       AND ${unpaid(scope)} AND ${extended}`,
    detail: daysDetail,
  },
  {
    id: 'days-jumped',
    severity: 'look',
    over: 'pair',
    finding: {
      zh: '逾期天数比日历走得快',
      en: 'Days past due grew faster than the calendar',
    },
    where: (scope) => `${DAYS_KNOWN} AND NOT ${asCalendar(scope)} AND ${jumped(scope)}`,
    detail: daysDetail,
  },
  {
    id: 'days-slow',
    severity: 'look',
    over: 'pair',
    finding: {
      zh: '没有还款,逾期天数却比日历走得慢',
      en: 'Days past due grew slower than the calendar, without payment',
    },
    where: (scope) =>
      `${DAYS_KNOWN} AND NOT ${asCalendar(scope)} AND NOT ${jumped(scope)}
       AND after_days >= before_days AND ${unpaid(scope)}`,
    detail: daysDetail,
  },
  {
    id: 'days-paid',
    severity: 'info',
    over: 'pair',
    finding: {
      zh: '还款后逾期天数变少或走得慢',
      en: 'Days past due fell or slowed after a payment',
    },
    where: (scope) =>
      `${DAYS_KNOWN} AND NOT ${asCalendar(scope)} AND NOT ${jumped(scope)} AND NOT (${unpaid(scope)})`,
    detail: daysDetail,
  },
  {
    id: 'days-calendar',
    severity: 'info',
    over: 'pair',
    finding: {
      zh: '逾期天数与日历一致(允许差 1 天)',
      en: 'Days past due moved as the calendar did (one day either way)',
    },
    where: (scope) => `${DAYS_KNOWN} AND ${asCalendar(scope)}`,
    detail: daysDetail,
  },
];

/**
 * Changes against the snapshot before. A silent exit is what `recovery/get-silent-changes.ts` calls
 * one, by what the two books say: receipts come later and are known there.
 */
export const PAIR_LINES: readonly QualityLine[] = [
  {
    id: 'silent-exit',
    severity: 'wrong',
    over: 'pair',
    finding: {
      zh: '不良或表外债权从台账里消失:没有减少原因,账面上也没有收回',
      en: 'Non-performing or off-book claims are gone: no reason given, nothing paid by the books',
    },
    where: ({ knowsPaid }) =>
      `${BAD} AND before_fen > 0 AND after_state = 'absent' AND decrease_reason IS NULL
       AND before_fen > coalesce(paid_fen, 0) ${knowsPaid ? '' : 'AND NOT has_after'}`,
    amount: 'before_fen',
    detail: daysDetail,
  },
  {
    id: 'return',
    severity: 'look',
    over: 'pair',
    finding: {
      zh: '曾经无故消失的债权又回来了',
      en: 'Claims that had gone silently are back',
    },
    where: () => `before_state = 'absent' AND after_fen > 0 AND was_exit`,
    detail: daysDetail,
  },
  ...DAYS_LINES,
  {
    id: 'performing-gone',
    severity: 'info',
    over: 'pair',
    finding: {
      zh: '上次有余额的非不良贷款不在这份文件里(多为结清)',
      en: 'Performing loans with a balance last time are not in this file (mostly repaid)',
    },
    where: () => `NOT has_after AND before_fen > 0 AND NOT ${BAD}`,
    amount: 'before_fen',
  },
];

/** The sum of balances against last time; by branch it says which one explains the change. */
export const BALANCE_CHANGE: QualityLine = {
  id: 'balance-change',
  severity: 'info',
  over: 'pair',
  finding: {
    zh: '本金余额合计与上次相比的变化',
    en: 'Change of the sum of balances since last time',
  },
  where: () => 'after_fen <> before_fen',
  amount: '(after_fen - before_fen)',
  amountIs: { zh: '变化', en: 'change' },
  order: 'abs(after_fen - before_fen) DESC',
};

const UNSHOWN = { severity: 'info', finding: { zh: '', en: '' } } as const;

/** What the import's warnings are made from: some lines of the report, and some that are not. */
export const WARNING_LINES: readonly QualityLine[] = [
  ...LOAN_LINES.filter(({ id }) =>
    ['class-unknown', 'class-lag', 'balance-above-original', 'foreign-currency'].includes(id),
  ),
  {
    id: 'future-dates',
    ...UNSHOWN,
    over: 'loan',
    where: ({ asOf }) =>
      `greatest(disbursed_on, last_paid_on, last_contact_on, defaulted_on) > ${day(asOf)}`,
  },
  {
    id: 'unclassed-late',
    ...UNSHOWN,
    over: 'loan',
    where: () =>
      `risk_class IS NULL AND balance_fen > 0 AND coalesce(book_status, 'on') = 'on' AND days_past_due > 90`,
  },
  {
    id: 'loans-vanished',
    ...UNSHOWN,
    over: 'pair',
    where: () => 'NOT has_after AND before_fen > 0',
    amount: 'before_fen',
  },
  {
    id: 'dpd-fell',
    ...UNSHOWN,
    over: 'pair',
    where: ({ asOf, before }) =>
      `${BOTH} AND after_days < before_days AND after_fen >= before_fen
       AND coalesce(paid_period_fen, 0) = 0
       AND (last_paid_on IS NULL OR last_paid_on <= ${day(before?.asOf ?? asOf)})`,
  },
];

/** The line of that id, if there is such a check. */
export function findLine(id: string): QualityLine | undefined {
  if (id.startsWith(UNKNOWN_WORDS)) {
    const field = id.slice(UNKNOWN_WORDS.length);
    return FIELD.has(field) ? unknownWordsLine(field) : undefined;
  }
  if (id.startsWith(MISSING)) return missingLine(id.slice(MISSING.length));
  return [...PAIR_LINES, BALANCE_CHANGE, ...LOAN_LINES, ...GROUP_LINES].find(
    (line) => line.id === id,
  );
}

/** The fen of one loan that a line sums. */
export const amountOf = (line: QualityLine): string =>
  line.amount ?? (line.over === 'pair' ? 'after_fen' : 'balance_fen');
