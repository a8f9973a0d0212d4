import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import type { Sentence } from '../errors.ts';

/**
 * How money that the ledger credits to nobody is credited (domain C.4), the first that holds:
 * the rules in the order in which they are tried.
 */
export const CREDIT_RULES = [
  'outsourced',
  'team',
  'legal',
  'deduction',
  'handover',
  'joint',
  'own',
] as const;
export type CreditRuleId = (typeof CREDIT_RULES)[number];

/**
 * Who takes a share: who holds the loan on the day (several equally), who held it before, somebody
 * named, or nobody: then it stays with the branch.
 */
const share = z
  .object({
    to: z.enum(['holder', 'previous', 'named', 'branch']),
    name: z.string().trim().max(50).nullable().default(null),
    percent: z.int().min(0).max(100),
  })
  .refine(({ to, name }) => (to === 'named') === Boolean(name), 'a name, and only for "named"');
export type CreditShare = z.infer<typeof share>;

export const creditRule = z
  .object({
    id: z.enum(CREDIT_RULES),
    isOn: z.boolean(),
    /** Any of these in the ledger's 收回方式; none for the rules that do not look at it. */
    words: z.array(z.string().trim().min(1).max(20)).max(20),
    /** Days since the handover, or without contact; NULL for the rules that do not count. */
    days: z.int().min(1).max(366).nullable(),
    shares: z.array(share).min(1).max(4),
  })
  .refine(
    ({ shares }) => shares.reduce((sum, { percent }) => sum + percent, 0) === 100,
    'shares that add to 100',
  );
export type CreditRule = z.infer<typeof creditRule>;

/** Every rule once, in the order of {@link CREDIT_RULES}. */
export const creditRules = z
  .array(creditRule)
  .refine(
    (rules) =>
      rules.length === CREDIT_RULES.length &&
      rules.every(({ id }, place) => id === CREDIT_RULES[place]),
    'every rule once, in order',
  );

/** The rules as the bank sets them from a day on: by whom and why. */
export const creditChange = z.object({
  by: z.string().trim().min(1).max(50),
  reason: z.string().trim().min(1).max(500),
  effectiveFrom: isoDate,
  rules: creditRules,
});
export type CreditChange = z.infer<typeof creditChange>;

const only = (to: CreditShare['to']): CreditShare[] => [{ to, name: null, percent: 100 }];
const two = (to: CreditShare['to'], percent: number, rest: CreditShare['to']): CreditShare[] => [
  { to, name: null, percent },
  { to: rest, name: null, percent: 100 - percent },
];

/** What holds until the bank sets its own: our definition (domain C.4, mark D). */
export const DEFAULT_CREDIT_RULES: readonly CreditRule[] = [
  {
    ...{ id: 'outsourced', isOn: true, days: null, shares: only('branch') },
    words: ['委外', '外包', '代理清收', 'outsourc', 'agency'],
  },
  {
    ...{ id: 'team', isOn: true, days: null, shares: two('branch', 70, 'holder') },
    words: ['专班', '清收队', '清收组', '集体清收', 'team'],
  },
  {
    ...{ id: 'legal', isOn: true, days: null, shares: two('holder', 60, 'branch') },
    words: ['法院', '执行', '诉讼', '司法', '拍卖', 'enforce', 'court'],
  },
  {
    ...{ id: 'deduction', isOn: true, days: 30, shares: two('holder', 50, 'branch') },
    words: ['扣划', '扣收', '自动扣款', '代扣', 'deduct', 'direct debit'],
  },
  { id: 'handover', isOn: true, words: [], days: 30, shares: two('holder', 50, 'previous') },
  { id: 'joint', isOn: true, words: [], days: null, shares: only('holder') },
  { id: 'own', isOn: true, words: [], days: null, shares: only('holder') },
];

/** When a rule holds, in words; where it comes from is the mark: [D], our own definition. */
export const CREDIT_RULE_TEXT: Readonly<
  Record<CreditRuleId, { label: Sentence; holds: Sentence; mark: 'D' }>
> = {
  outsourced: {
    label: { zh: '委外清收', en: 'Outsourced' },
    holds: {
      zh: '收回方式写明由外部机构清收:不计个人,只计机构',
      en: 'The method names an agency: for no officer',
    },
    mark: 'D',
  },
  team: {
    label: { zh: '清收专班', en: 'Team' },
    holds: {
      zh: '收回方式写明由专班清收:专班在前,管户人在后',
      en: 'The method names a team: team, then holder',
    },
    mark: 'D',
  },
  legal: {
    label: { zh: '诉讼执行', en: 'Enforcement' },
    holds: {
      zh: '收回方式写明诉讼或执行:管户人与法务分成',
      en: 'The method names a court: holder and legal desk',
    },
    mark: 'D',
  },
  deduction: {
    label: { zh: '自动扣划', en: 'Deduction' },
    holds: {
      zh: '收回方式为扣划,且最近联系早于期限:只计一部分',
      en: 'Deducted, last contact older than the days',
    },
    mark: 'D',
  },
  handover: {
    label: { zh: '移交期内', en: 'Handover' },
    holds: {
      zh: '管户人更换后期限内收回:新老管户人分成',
      en: 'Within the days after the loan changed hands',
    },
    mark: 'D',
  },
  joint: {
    label: { zh: '共同管户', en: 'Joint' },
    holds: {
      zh: '台账上有两名以上管户人:平均分',
      en: 'The book names two or more holders: equal',
    },
    mark: 'D',
  },
  own: {
    label: { zh: '管户人', en: 'Holder' },
    holds: {
      zh: '其他情形:计给入账日的管户人',
      en: 'Otherwise: who holds the loan that day',
    },
    mark: 'D',
  },
};
