/** The columns of the bank's export, in its order, with the bank's own headers. */
import { accrue, daysPastDue, isBad, isOffBook, owed } from './loan-state.ts';
import type { LoanState } from './types.ts';

export type ColumnKind = 'text' | 'amount' | 'date' | 'integer' | 'class';
export type Column = {
  header: string;
  kind: ColumnKind;
  /** Text, or fen, a day number, a count, a class number; null and '' are empty cells. */
  value: (state: LoanState, day: number, week: number) => string | number | null;
};

const column = (header: string, kind: ColumnKind, value: Column['value']): Column => ({
  header,
  kind,
  value,
});
const text = (header: string, value: (state: LoanState) => string): Column =>
  column(header, 'text', value);

function overduePrincipal(state: LoanState, day: number): number {
  if (state.overdueSince === null) return 0;
  const due = state.extendedTo ?? state.loan.maturesOn;
  return due <= day || state.riskClass >= 3 ? state.balance : 0;
}

/** The first 90 days of unpaid interest stay on the books, later interest does not. */
function onBookInterest(state: LoanState, day: number): number {
  if (isOffBook(state)) return 0;
  return Math.min(owed(state, day).interest, accrue(state.balance, state.loan.rate, 150));
}

/** Part payments in the twelve months up to a day; null for loans whose payments nobody counts. */
function partPayments(state: LoanState, day: number, sum: boolean): number | null {
  let total = 0;
  for (const payment of state.loan.payments) {
    if (payment.partial && payment.day <= day && payment.day > day - 365)
      total += sum ? payment.amount : 1;
  }
  return total > 0 || isBad(state) ? total : null;
}

export const COLUMNS: readonly Column[] = [
  text('借据号', ({ loan }) => loan.id),
  text('合同号', ({ loan }) => loan.contract),
  text('客户号', ({ loan }) => loan.borrowerId),
  text('客户名称', ({ loan }) => loan.name),
  text('证件号码', ({ loan }) => loan.idNumber),
  text('联系电话', ({ loan }) => loan.phone),
  text('客户类型', ({ loan }) => loan.kind),
  text('机构名称', ({ loan }) => loan.branch),
  text('客户经理', (state) => state.officer),
  text('第一责任人', ({ loan }) => loan.originOfficer),
  text('乡镇', ({ loan }) => loan.township),
  text('行政村', ({ loan }) => loan.village),
  text('产品名称', ({ loan }) => loan.product),
  text('币种', () => 'CNY'),
  column('贷款金额', 'amount', ({ loan }) => loan.principal),
  column('本金余额', 'amount', (state) => state.balance),
  column('逾期本金', 'amount', overduePrincipal),
  column('表内欠息', 'amount', onBookInterest),
  column(
    '表外欠息',
    'amount',
    (state, day) => owed(state, day).interest - onBookInterest(state, day),
  ),
  column('罚息', 'amount', (state, day) => owed(state, day).penalty),
  text('利率', ({ loan }) => (loan.rate / 100).toFixed(2)),
  column('发放日期', 'date', ({ loan }) => loan.disbursedOn),
  column('到期日', 'date', ({ loan }) => loan.maturesOn),
  column('展期到期日', 'date', (state) => state.extendedTo),
  column('逾期天数', 'integer', daysPastDue),
  column('五级分类', 'class', (state) => state.riskClass),
  column('形成不良日期', 'date', (state) => state.defaultedOn),
  text('表内外标志', (state) => state.status),
  text('担保方式', ({ loan }) => loan.guarantee),
  text('抵押物类型', ({ loan }) => loan.collateral),
  column('抵押物价值', 'amount', ({ loan }) => loan.collateralValue),
  text('保证人', ({ loan }) => loan.guarantor),
  column('保证期间届满日', 'date', ({ loan }) => loan.guaranteeEndsOn),
  column('最近还款日', 'date', (state) => state.lastPaidOn),
  column('最近还款金额', 'amount', (state) => state.lastPaidAmount),
  column('本期现金收回', 'amount', (state, _day, week) =>
    state.week === week ? state.paidPrincipal : 0,
  ),
  column('本期收回利息', 'amount', (state, _day, week) =>
    state.week === week ? state.paidInterest : 0,
  ),
  column('本年累计收回', 'amount', (state) => state.paidThisYear),
  text('联系状态', (state) => state.evidence.contact),
  column('最近联系日期', 'date', (state) => state.lastContactOn),
  column('电话催收次数', 'integer', (state) => state.calls),
  column('实地催收次数', 'integer', (state) => state.visits),
  column('首次催收日期', 'date', (state) => state.evidence.firstChasedOn),
  column('最近时效中断日', 'date', (state) => state.interruptedOn),
  text('时效中断证据', (state) => state.interruptProof),
  text('诉讼阶段', (state) => state.courtStage),
  column('判决生效日', 'date', (state) => state.judgedOn),
  column('申请执行日', 'date', (state) => state.enforcedOn),
  column('减少原因', 'text', (state, _day, week) => (state.week === week ? state.reason : '')),
  text('是否死亡', (state) => state.evidence.deceased),
  text('婚姻状况', (state) => state.evidence.marriage),
  text('配偶共签', (state) => state.evidence.spouseSigned),
  text('是否服刑', (state) => state.evidence.custody),
  text('是否残疾', (state) => state.evidence.disabled),
  text('是否重病', (state) => state.evidence.ill),
  text('是否低保', (state) => state.evidence.dibao),
  text('是否外出务工', (state) => state.evidence.away),
  text('公职人员', (state) => state.evidence.publicJob),
  text('是否有争议', (state) => state.evidence.dispute),
  text('是否投诉', (state) => state.evidence.complaint),
  text('职业', ({ loan }) => loan.occupation),
  column('月收入', 'amount', (state) => state.evidence.income),
  text('经营状态', (state) => state.evidence.companyState),
  text('法定代表人', ({ loan }) => loan.legalRep),
  column('失约次数', 'integer', (state) => state.evidence.broken),
  column('近12个月部分还款次数', 'integer', (state, day) => partPayments(state, day, false)),
  column('近12个月部分还款金额', 'amount', (state, day) => partPayments(state, day, true)),
  text('资金实际用途', (state) => state.evidence.fundUse),
  text('财产线索等级', (state) => state.evidence.assets),
  text('到期债权', (state) => state.evidence.receivable),
  text('关联方转移', (state) => state.evidence.related),
  text('话术场景', (state) => state.evidence.scripts),
  text('他行贷款状态', (state) => state.evidence.otherBank),
  text('失信被执行', (state) => state.evidence.dishonest),
  column('计划收回日期', 'date', (state) => state.plannedOn),
  column('计划收回金额', 'amount', (state) => state.plannedAmount),
  text('备注', (state) => state.note),
];
