import type { Sentence } from '../errors.ts';

/** How a cell is cleaned and stored. Amounts are fen; flags are true, false or NULL (unknown). */
export type FieldKind = 'text' | 'amount' | 'date' | 'integer' | 'flag' | 'code';

export interface CanonicalField {
  /** The name in mappings, rules and JSON. */
  id: string;
  /** The column of table `loan`: the id, with `_fen` for amounts. */
  column: string;
  kind: FieldKind;
  label: Sentence;
  /** Header cells that mean this field, most telling first; compared after normalisation. */
  headers: readonly string[];
  required?: boolean;
  /** Personal data: only `access/` unmasks it. */
  personal?: boolean;
}

function field(
  id: string,
  kind: FieldKind,
  zh: string,
  en: string,
  headers: string,
  more: { required?: boolean; personal?: boolean } = {},
): CanonicalField {
  const column = kind === 'amount' ? `${id}_fen` : id;
  return { id, column, kind, label: { zh, en }, headers: headers.split('|'), ...more };
}

const required = { required: true };
const personal = { personal: true };

/** Everything a loan book may say of a loan, in the order of the table's columns. */
export const CANONICAL_FIELDS: readonly CanonicalField[] = [
  field(
    'loan_id',
    'text',
    '借据号',
    'Loan number',
    '借据号|借据编号|贷款号|贷款编号|贷款账号|贷款帐号|账号|合同号|合同编号|loan_id|loan id|loan number|loan no|id',
    required,
  ),
  field(
    'borrower_id',
    'text',
    '客户号',
    'Borrower number',
    '客户号|客户编号|ECIF号|客户代码|cif|borrower_id|member_id|customer id',
  ),
  field(
    'borrower_name',
    'text',
    '户名',
    'Borrower',
    '客户名称|户名|借款人|借款人名称|借款人姓名|姓名|name|borrower',
    personal,
  ),
  field(
    'id_number',
    'text',
    '证件号码',
    'ID number',
    '证件号码|证件号|身份证号|身份证号码|统一社会信用代码|id number',
    personal,
  ),
  field(
    'phone',
    'text',
    '联系电话',
    'Phone',
    '联系电话|手机号码|手机号|电话|联系方式|phone|mobile',
    personal,
  ),
  field(
    'borrower_kind',
    'code',
    '借款人类型',
    'Borrower kind',
    '客户类型|借款人类型|客户类别|对公对私',
  ),
  field(
    'branch',
    'text',
    '机构',
    'Branch',
    '机构名称|机构|支行|支行名称|网点|网点名称|经办行|经办机构|所属机构|机构号|branch',
    required,
  ),
  field(
    'officer',
    'text',
    '管户人',
    'Officer',
    '客户经理|管户经理|管户人|管户客户经理|清收责任人|清收员|管户员|officer',
    required,
  ),
  field(
    'origin_officer',
    'text',
    '原经办',
    'Originating officer',
    '第一责任人|原经办|经办人|发放客户经理|调查人',
  ),
  field('township', 'text', '乡镇', 'Township', '乡镇|乡镇街道|所属乡镇|township'),
  field('village', 'text', '村', 'Village', '行政村|村|村组|所属村|village', personal),
  field(
    'product',
    'code',
    '产品',
    'Product',
    '产品名称|信贷产品名称|贷款种类|产品|贷款品种|业务品种|product|purpose',
  ),
  field('currency', 'text', '币种', 'Currency', '币种|借据币种|currency'),
  field(
    'principal_original',
    'amount',
    '贷款金额',
    'Original principal',
    '贷款金额|发放金额|合同金额|借据金额|放款金额|principal|funded_amnt|loan_amnt|loan amount',
  ),
  field(
    'balance',
    'amount',
    '本金余额',
    'Balance',
    '本金余额|贷款余额|余额|结欠金额|剩余本金|结欠本金|balance|out_prncp|outstanding principal',
    required,
  ),
  field(
    'overdue_principal',
    'amount',
    '逾期本金',
    'Overdue principal',
    '逾期本金|欠还本金|拖欠本金',
  ),
  field(
    'interest_on_book',
    'amount',
    '表内欠息',
    'Interest due, on book',
    '表内欠息|欠息|应收未收利息|拖欠利息|欠还利息',
  ),
  field('interest_off_book', 'amount', '表外欠息', 'Interest due, off book', '表外欠息|表外利息'),
  field('penalty_interest', 'amount', '罚息', 'Penalty interest', '罚息|罚息复利|复利|欠罚息'),
  field(
    'disbursed_on',
    'date',
    '发放日',
    'Disbursed on',
    '发放日期|发放日|贷款日期|放款日期|起始日|起始日期|生效日期|借款日期|issue_d|effective_date|disbursed',
  ),
  field(
    'matures_on',
    'date',
    '到期日',
    'Matures on',
    '到期日|到期日期|贷款到期日|合同到期日|due_date|maturity|maturity date',
  ),
  field('extended_to', 'date', '展期到期日', 'Extended to', '展期到期日|展期日期|展期到期日期'),
  field(
    'days_past_due',
    'integer',
    '逾期天数',
    'Days past due',
    '逾期天数|本金逾期天数|欠息天数|拖欠天数|past_due_days|days past due|dpd',
  ),
  field(
    'risk_class',
    'code',
    '五级分类',
    'Five-tier class',
    '五级分类|风险分类|贷款五级分类|四级分类|分类结果|五级|风险分类结果|five_class|risk class',
  ),
  field(
    'defaulted_on',
    'date',
    '形成不良日期',
    'Non-performing since',
    '形成不良日期|转不良日期|不良日期|违约日期|形成不良时间',
  ),
  field(
    'book_status',
    'code',
    '表内/表外',
    'Book status',
    '表内外标志|表内表外|核销标志|是否核销|置换标志|账务状态',
  ),
  field(
    'guarantee_kind',
    'code',
    '担保方式',
    'Guarantee',
    '担保方式|主要担保方式|担保类型|guarantee',
  ),
  field('collateral_kind', 'text', '抵押物', 'Collateral', '抵押物类型|抵押物|押品类型|押品名称'),
  field(
    'collateral_value',
    'amount',
    '押品估值',
    'Collateral value',
    '抵押物价值|评估价值|押品价值|押品估值|抵押物评估价值',
  ),
  field('guarantor', 'text', '保证人', 'Guarantor', '保证人|担保人|保证人名称', personal),
  field(
    'guarantee_ends_on',
    'date',
    '保证期间届满日',
    'Guarantee period ends on',
    '保证期间届满日|保证期间到期日|保证到期日',
  ),
  field(
    'last_paid_on',
    'date',
    '最近还款日',
    'Last paid on',
    '最近还款日|最近还款日期|最后还款日期|最后还款日|last_pymnt_d|paid_off_time',
  ),
  field(
    'last_paid_amount',
    'amount',
    '最近还款金额',
    'Last paid amount',
    '最近还款金额|最后还款金额|last_pymnt_amnt',
  ),
  field(
    'paid_this_period',
    'amount',
    '本期收回',
    'Recovered this period',
    '本期现金收回|本期收回|本月收回|本周收回|本月现金收回',
  ),
  field(
    'paid_this_year',
    'amount',
    '本年收回',
    'Recovered this year',
    '本年累计收回|本年收回|累计收回|年累计收回',
  ),
  field(
    'contact_state',
    'code',
    '联系状态',
    'Contact state',
    '联系状态|是否能正常联系|是否失联|失联标志',
  ),
  field(
    'last_contact_on',
    'date',
    '最近联系日期',
    'Last contact on',
    '最近联系日期|末次有效催收日|最近催收日期|最近催收日',
  ),
  field('calls', 'integer', '电话催收次数', 'Calls', '电话催收次数|电催次数'),
  field('visits', 'integer', '实地催收次数', 'Visits', '实地催收次数|上门催收次数|外访次数'),
  field(
    'last_interrupted_on',
    'date',
    '最近时效中断日',
    'Limitation last interrupted on',
    '最近时效中断日|时效中断日期|最近催收签收日|催收签收日期',
  ),
  field('court_stage', 'code', '诉讼阶段', 'Court stage', '诉讼阶段|诉讼状态|诉讼与否|是否诉讼'),
  field(
    'judgment_on',
    'date',
    '判决生效日',
    'Judgment effective on',
    '判决生效日|判决生效日期|判决日期',
  ),
  field(
    'enforcement_on',
    'date',
    '申请执行日',
    'Enforcement applied on',
    '申请执行日|申请执行日期',
  ),
  field(
    'decrease_reason',
    'code',
    '减少原因',
    'Reason of decrease',
    '减少原因|结清方式|loan_status|压降方式',
  ),
  field('is_deceased', 'flag', '是否死亡', 'Deceased', '是否死亡|死亡标志|是否身故', personal),
  field('is_divorced', 'flag', '是否离婚', 'Divorced', '婚姻状况|是否离婚', personal),
  field('in_custody', 'flag', '是否服刑', 'In custody', '是否服刑|服刑标志', personal),
  field('is_disabled', 'flag', '是否残疾', 'Disabled', '是否残疾|残疾标志', personal),
  field(
    'has_serious_illness',
    'flag',
    '是否重病',
    'Seriously ill',
    '是否重病|重病标志|是否重大疾病',
    personal,
  ),
  field(
    'on_dibao',
    'flag',
    '是否低保',
    'On minimum allowance',
    '是否低保|低保标志|低保户',
    personal,
  ),
  field('works_away', 'flag', '是否外出务工', 'Works away', '是否外出务工|外出务工'),
  field('has_dispute', 'flag', '是否有争议', 'In dispute', '是否有争议|争议标志|是否争议'),
  field('has_complaint', 'flag', '是否投诉', 'Complaint open', '是否投诉|投诉标志|是否有投诉'),
  field(
    'is_public_employee',
    'flag',
    '公职人员',
    'Public employee',
    '公职人员|是否公职人员|公职标志',
  ),
  field('birth_year', 'integer', '出生年', 'Year of birth', '出生年份|出生年', personal),
  field('occupation', 'text', '职业', 'Occupation', '职业|occupation|emp_title'),
  field('monthly_income', 'amount', '月收入', 'Monthly income', '月收入|家庭月收入|monthly income'),
  field('company_state', 'code', '经营状态', 'Company state', '经营状态|企业状态|企业经营状态'),
  field(
    'legal_representative',
    'text',
    '法定代表人',
    'Legal representative',
    '法定代表人|法人代表',
    personal,
  ),
  field(
    'broken_promises',
    'integer',
    '失约次数',
    'Broken promises',
    '失约次数|失信承诺次数|承诺未履行次数',
  ),
  field(
    'partial_payments',
    'integer',
    '近12个月部分还款次数',
    'Part payments, 12 months',
    '近12个月部分还款次数|近12月部分还款次数',
  ),
  field('first_collected_on', 'date', '首次催收日期', 'First chased on', '首次催收日期|首次催收日'),
  field('fund_use', 'code', '资金实际用途', 'Actual use of funds', '资金实际用途|实际用途'),
  field('asset_grade', 'code', '财产线索等级', 'Asset clue grade', '财产线索等级|财产线索'),
  field('has_receivable', 'flag', '到期债权', 'Has receivables due', '到期债权|有无到期债权'),
  field(
    'related_transfer',
    'flag',
    '关联方转移',
    'Transferred to related parties',
    '关联方转移|关联转移',
  ),
  field('scenario_tags', 'text', '话术场景', 'Scenario tags', '话术场景|场景标签'),
  field(
    'other_bank_state',
    'code',
    '他行贷款状态',
    'Loans at other banks',
    '他行贷款状态|他行贷款',
  ),
  field('spouse_signed', 'flag', '配偶共签', 'Spouse co-signed', '配偶共签|配偶是否共签'),
  field(
    'is_dishonest_listed',
    'flag',
    '失信被执行',
    'Listed as dishonest',
    '失信被执行|是否失信被执行人|失信标志',
  ),
];
