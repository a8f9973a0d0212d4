export type Product =
  | '农户贷款'
  | '个人经营贷款'
  | '个人消费贷款'
  | '信用卡'
  | '个人住房按揭'
  | '企业流动资金贷款'
  | '企业固定资产贷款';
export type BorrowerKind = '自然人' | '个体工商户' | '企业' | '合作社';
export type Guarantee = '信用' | '保证' | '联保' | '抵押' | '质押';
export type BookStatus = '表内' | '已核销' | '已置换';
export type DefaultType =
  | 'incapable'
  | 'habitual'
  | 'bystander'
  | 'opportunist'
  | 'disputer'
  | 'evader';
/** 1 正常, 2 关注, 3 次级, 4 可疑, 5 损失; from 3 on a loan is non-performing. */
export type RiskClass = 1 | 2 | 3 | 4 | 5;
export type DecreaseReason = '' | '现金收回' | '核销' | '批量转让' | '以物抵债' | '上迁';
/** '' is unknown: nobody has looked. */
export type Flag = '' | '是' | '否';

/** What the file says of the borrower. Most of it is unknown for many. */
export type Evidence = {
  contact: '' | '可联系' | '时断时续' | '联系不上' | '失联';
  deceased: Flag;
  marriage: '' | '已婚' | '未婚' | '离异' | '丧偶';
  custody: Flag;
  disabled: Flag;
  ill: Flag;
  dibao: Flag;
  away: Flag;
  dispute: Flag;
  complaint: Flag;
  publicJob: Flag;
  /** Fen a month; null = unknown. */
  income: number | null;
  companyState: '' | '正常经营' | '停产' | '经营异常' | '吊销' | '破产';
  broken: number | null;
  firstChasedOn: number | null;
  fundUse: '' | '按合同' | '挪用' | '第三人使用';
  assets: '' | 'A' | 'B' | 'C' | 'D' | '无';
  receivable: Flag;
  related: Flag;
  /** Scenario codes, separated by `;`. */
  scripts: string;
  otherBank: '' | '正常' | '逾期' | '无';
  spouseSigned: Flag;
  dishonest: Flag;
};

export type Payment = { day: number; amount: number; partial: boolean };

export type Loan = {
  id: string;
  contract: string;
  borrowerId: string;
  name: string;
  idNumber: string;
  phone: string;
  kind: BorrowerKind;
  branch: string;
  township: string;
  village: string;
  contagion: boolean;
  product: Product;
  principal: number;
  disbursedOn: number;
  maturesOn: number;
  /** Pays principal every month (or all at maturity). */
  instalment: boolean;
  /** Yearly rate in hundredths of a percent. */
  rate: number;
  guarantee: Guarantee;
  collateral: string;
  collateralValue: number | null;
  guarantor: string;
  guaranteeEndsOn: number | null;
  originOfficer: string;
  occupation: string;
  legalRep: string;
  /** Why this borrower would not pay: never exported, it drives behaviour and evidence. */
  latent: DefaultType;
  /** How hard somebody has looked into the case. */
  investigated: boolean;
  /** Kept out of chance: a planted event decides this loan's year. */
  reserved: boolean;
  payments: Payment[];
  state: LoanState;
};

/** One version of a loan; never changed once its week is over. */
export type LoanState = {
  loan: Loan;
  /** The week that wrote this version: movements below are of that week only. */
  week: number;
  balance: number;
  overdueSince: number | null;
  /** Unpaid interest and penalty as settled on `accruedTo`. */
  interest: number;
  penalty: number;
  accruedTo: number;
  riskClass: RiskClass;
  defaultedOn: number | null;
  curedOn: number | null;
  extendedTo: number | null;
  status: BookStatus;
  officer: string;
  lastPaidOn: number | null;
  lastPaidAmount: number | null;
  /** Movements of the week `week`. */
  paidPrincipal: number;
  paidInterest: number;
  reason: DecreaseReason;
  /** Principal received since New Year. */
  paidThisYear: number;
  lastContactOn: number | null;
  calls: number;
  visits: number;
  interruptedOn: number | null;
  interruptProof: '' | '签收回执' | '公证送达' | '无';
  courtStage: '' | '未诉' | '诉前保全' | '已立案' | '审理中' | '已判决' | '执行中' | '终本';
  judgedOn: number | null;
  enforcedOn: number | null;
  plannedOn: number | null;
  plannedAmount: number | null;
  note: string;
  evidence: Evidence;
  /** The book keeps an old class although days past due ask for a worse one. */
  classHeld: boolean;
  /** Why the loan leaves the book after this week. */
  gone: '' | 'paid' | 'transferred' | 'foreclosed' | 'silent';
};
