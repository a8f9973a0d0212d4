import type { Sentence } from '../errors.ts';
import { normalHeader } from '../loan-book/match-header.ts';

export const POSTING_FIELDS = [
  'posting_ref',
  'loan_id',
  'posted_on',
  'principal',
  'interest',
  'penalty',
  'cost',
  'method',
  'book_side',
  'branch',
  'officer',
  'share_percent',
  'voucher',
] as const;
export type PostingField = (typeof POSTING_FIELDS)[number];

interface PostingColumn {
  label: Sentence;
  headers: string;
  required?: boolean;
}

/** What a posting file may say of a posting, and the header cells that mean it. */
export const POSTING_COLUMNS: Readonly<Record<PostingField, PostingColumn>> = {
  posting_ref: {
    label: { zh: '流水号', en: 'Posting number' },
    headers: '流水号|交易流水号|收回流水号|记账流水号|还款流水号|posting id|posting_ref',
    required: true,
  },
  loan_id: {
    label: { zh: '借据号', en: 'Loan number' },
    headers: '借据号|借据编号|贷款账号|贷款编号|贷款号|loan_id|loan number',
    required: true,
  },
  posted_on: {
    label: { zh: '入账日期', en: 'Posted on' },
    headers: '入账日期|入账日|记账日期|还款日期|收回日期|交易日期|posted_on',
    required: true,
  },
  principal: {
    label: { zh: '收回本金', en: 'Principal' },
    headers: '收回本金|还本金额|归还本金|偿还本金|本金|principal',
    required: true,
  },
  interest: {
    label: { zh: '收回利息', en: 'Interest' },
    headers: '收回利息|还息金额|归还利息|偿还利息|利息|interest',
  },
  penalty: { label: { zh: '罚息', en: 'Penalty' }, headers: '罚息|收回罚息|罚息复利|penalty' },
  cost: { label: { zh: '费用', en: 'Cost' }, headers: '费用|收回费用|诉讼费|cost' },
  method: {
    label: { zh: '收回方式', en: 'Method' },
    headers: '收回方式|还款方式|交易方式|method',
  },
  book_side: {
    label: { zh: '表内/表外', en: 'Book side' },
    headers: '表内外|表内/表外|表内表外|表内外标志|账务状态|book_side',
  },
  branch: {
    label: { zh: '机构', en: 'Branch' },
    headers: '机构名称|机构|支行|支行名称|入账机构|经办机构|branch',
  },
  officer: {
    label: { zh: '清收人', en: 'Collector' },
    headers: '清收人|清收员|清收责任人|客户经理|管户人|管户经理|officer|collector',
  },
  share_percent: {
    label: { zh: '分成比例', en: 'Share' },
    headers: '分成比例|清收占比|分成|占比|share',
  },
  voucher: { label: { zh: '凭证号', en: 'Voucher' }, headers: '凭证号|凭证编号|传票号|voucher' },
};

/** Which column of a header holds which field; of several the leftmost. */
export function matchPostingHeader(header: readonly string[]): Map<PostingField, number> {
  const fields = new Map<string, PostingField>();
  for (const field of POSTING_FIELDS) {
    for (const name of POSTING_COLUMNS[field].headers.split('|')) {
      const key = normalHeader(name);
      if (!fields.has(key)) fields.set(key, field);
    }
  }
  const found = new Map<PostingField, number>();
  header.forEach((cell, column) => {
    const field = fields.get(normalHeader(cell));
    if (field !== undefined && !found.has(field)) found.set(field, column);
  });
  return found;
}

/** The fields without which postings cannot be read. */
export function missingPostingFields(found: ReadonlyMap<PostingField, number>): PostingField[] {
  return POSTING_FIELDS.filter((field) => POSTING_COLUMNS[field].required && !found.has(field));
}
