import { headerMatcher } from '../loan-book/match-header.ts';
import { sideField } from '../side-files/side-kind.ts';

const required = { required: true };

/** What a posting file (收回流水) may say of a posting, and the header cells that mean it. */
export const POSTING_FIELDS = [
  sideField(
    'posting_ref',
    'text',
    '流水号',
    'Posting number',
    '流水号|交易流水号|收回流水号|记账流水号|还款流水号|posting id|posting_ref|posting number|posting no|流水编号|transaction no|serial no',
    required,
  ),
  sideField(
    'loan_id',
    'text',
    '借据号',
    'Loan number',
    '借据号|借据编号|贷款账号|贷款编号|贷款号|loan_id|loan number|loan no|account no',
    required,
  ),
  sideField(
    'posted_on',
    'date',
    '入账日期',
    'Posted on',
    '入账日期|入账日|记账日期|还款日期|收回日期|交易日期|posted_on|入账时间|posting date|date',
    required,
  ),
  sideField(
    'principal',
    'amount',
    '收回本金',
    'Principal',
    '收回本金|还本金额|归还本金|偿还本金|本金|principal|实收本金|principal received',
    required,
  ),
  sideField(
    'interest',
    'amount',
    '收回利息',
    'Interest',
    '收回利息|还息金额|归还利息|偿还利息|利息|interest|实收利息|interest received',
  ),
  sideField('penalty', 'amount', '罚息', 'Penalty', '罚息|收回罚息|罚息复利|penalty|复利'),
  sideField('cost', 'amount', '费用', 'Cost', '费用|收回费用|诉讼费|cost|costs'),
  sideField('method', 'text', '收回方式', 'Method', '收回方式|还款方式|交易方式|method|回款方式'),
  sideField(
    'book_side',
    'text',
    '表内/表外',
    'Book side',
    '表内外|表内/表外|表内表外|表内外标志|账务状态|book_side|book side',
  ),
  sideField(
    'branch',
    'text',
    '机构',
    'Branch',
    '机构名称|机构|支行|支行名称|入账机构|经办机构|branch',
  ),
  sideField(
    'officer',
    'text',
    '清收人',
    'Collector',
    '清收人|清收员|清收责任人|客户经理|管户人|管户经理|officer|collector|collected by',
  ),
  sideField(
    'share_percent',
    'number',
    '分成比例',
    'Share',
    '分成比例|清收占比|分成|占比|share|share percent',
  ),
  sideField('voucher', 'text', '凭证号', 'Voucher', '凭证号|凭证编号|传票号|voucher|voucher no'),
];

export const POSTING_HEADERS = headerMatcher(POSTING_FIELDS);
