import type { Sentence } from '../errors.ts';

/** A closed list of codes: the stored value, and what a person reads. */
export type CodeList = Readonly<Record<string, Sentence>>;

const code = (zh: string, en: string): Sentence => ({ zh, en });

/** Five-tier classes from best to worst (商业银行金融资产风险分类办法 6). */
export const RISK_CLASSES = {
  pass: code('正常', 'Pass'),
  special_mention: code('关注', 'Special mention'),
  substandard: code('次级', 'Substandard'),
  doubtful: code('可疑', 'Doubtful'),
  loss: code('损失', 'Loss'),
} satisfies CodeList;

export const NPL_CLASSES = ['substandard', 'doubtful', 'loss'] as const;

export const BOOK_STATUSES = {
  on: code('表内', 'On book'),
  written_off: code('已核销', 'Written off'),
  swapped: code('已置换', 'Swapped'),
  transferred: code('已转让', 'Transferred'),
} satisfies CodeList;

/** `loan.npl_state`; a loan that is neither is performing and has NULL there. */
export const NPL_STATES = {
  on_book: code('表内不良', 'NPL on book'),
  off_book: code('表外债权', 'Off-book claim'),
  performing: code('非不良', 'Performing'),
} satisfies CodeList;

export const BORROWER_KINDS = {
  natural: code('自然人', 'Natural person'),
  self_employed: code('个体工商户', 'Self-employed'),
  enterprise: code('企业', 'Enterprise'),
  coop: code('合作社', 'Cooperative'),
} satisfies CodeList;

export const PRODUCTS = {
  farm_household: code('农户贷款', 'Farm household'),
  personal_operating: code('个人经营贷款', 'Personal operating'),
  consumer: code('个人消费贷款', 'Consumer'),
  credit_card: code('信用卡', 'Credit card'),
  mortgage: code('个人住房按揭', 'Mortgage'),
  corporate_wc: code('企业流动资金贷款', 'Corporate working capital'),
  corporate_fa: code('企业固定资产贷款', 'Corporate fixed asset'),
  discount: code('贴现', 'Discount'),
  other: code('其他', 'Other'),
} satisfies CodeList;

export const GUARANTEE_KINDS = {
  credit: code('信用', 'Unsecured'),
  guarantee: code('保证', 'Guarantee'),
  group_joint: code('联保', 'Joint group'),
  mortgage: code('抵押', 'Mortgage'),
  pledge: code('质押', 'Pledge'),
  mixed: code('组合', 'Mixed'),
} satisfies CodeList;

export const CONTACT_STATES = {
  reachable: code('可联系', 'Reachable'),
  intermittent: code('时断时续', 'Intermittent'),
  unreachable: code('联系不上', 'Unreachable'),
  lost: code('失联', 'Lost'),
} satisfies CodeList;

export const COURT_STAGES = {
  none: code('未诉', 'Not sued'),
  preserved: code('诉前保全', 'Preserved'),
  filed: code('已立案', 'Filed'),
  trial: code('审理中', 'In trial'),
  judged: code('已判决', 'Judged'),
  enforcing: code('执行中', 'Enforcing'),
  terminated_round: code('终本', 'Enforcement suspended'),
  closed: code('已结案', 'Closed'),
} satisfies CodeList;

export const DECREASE_REASONS = {
  cash: code('现金收回', 'Cash'),
  written_off: code('核销', 'Written off'),
  transferred: code('批量转让', 'Transferred'),
  foreclosed: code('以物抵债', 'Foreclosed'),
  upgraded: code('上迁', 'Upgraded'),
} satisfies CodeList;

export const COMPANY_STATES = {
  operating: code('正常经营', 'Operating'),
  stopped: code('停产', 'Stopped'),
  abnormal: code('经营异常', 'Abnormal'),
  revoked: code('吊销', 'Revoked'),
  deregistered: code('注销', 'Deregistered'),
  bankrupt: code('破产', 'Bankrupt'),
} satisfies CodeList;

export const FUND_USES = {
  as_contract: code('按合同', 'As contracted'),
  diverted: code('挪用', 'Diverted'),
  third_party: code('第三人使用', 'Used by a third party'),
} satisfies CodeList;

/** Evidence grades of an asset clue; 'none' is a check that found nothing, NULL is no check. */
export const ASSET_GRADES = {
  A: code('A 登记或裁判文书', 'A register or court document'),
  B: code('B 两个独立来源', 'B two independent sources'),
  C: code('C 单一来源', 'C one source'),
  D: code('D 传闻', 'D hearsay'),
  none: code('查无', 'None found'),
} satisfies CodeList;

export const OTHER_BANK_STATES = {
  current: code('正常', 'Current'),
  overdue: code('逾期', 'Overdue'),
  none: code('无', 'None'),
} satisfies CodeList;

/** The closed list of every field of kind 'code', by field id. */
export const CODES_BY_FIELD: Readonly<Record<string, CodeList>> = {
  borrower_kind: BORROWER_KINDS,
  product: PRODUCTS,
  risk_class: RISK_CLASSES,
  book_status: BOOK_STATUSES,
  guarantee_kind: GUARANTEE_KINDS,
  contact_state: CONTACT_STATES,
  court_stage: COURT_STAGES,
  decrease_reason: DECREASE_REASONS,
  company_state: COMPANY_STATES,
  fund_use: FUND_USES,
  asset_grade: ASSET_GRADES,
  other_bank_state: OTHER_BANK_STATES,
};
