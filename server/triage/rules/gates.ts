import type { GateRule } from './rule-schema.ts';

/**
 * Gates route a case before anything else and beside the type (domain 0.5 rule 1) [D].
 * 'deadline' comes from the clocks: limitation or guarantee protection ends within 90 days.
 */
export const GATES: readonly GateRule[] = [
  {
    id: 'estate',
    label: { zh: '遗产', en: 'Estate' },
    means: {
      zh: '借款人已死亡:转遗产与共同债务人处理(民法典 1159、1161)',
      en: 'The borrower has died: turn to the estate and co-obligors (Civil Code 1159, 1161)',
    },
    mark: 'P',
    when: { op: 'is', fact: 'is_deceased' },
  },
  {
    id: 'insolvency',
    label: { zh: '破产注销', en: 'Insolvency' },
    means: {
      zh: '企业破产或注销:申报债权、查股东责任',
      en: 'Bankrupt or deregistered: file the claim, look at shareholders',
    },
    mark: 'D',
    when: { op: 'in', fact: 'company_state', values: ['bankrupt', 'deregistered'] },
  },
  {
    id: 'verify',
    label: { zh: '先核实', en: 'Verify first' },
    means: {
      zh: '疑似冒名、借名:查清前暂停催收',
      en: 'Possible impersonation or name lending: stop collecting until it is clear',
    },
    mark: 'S',
    when: {
      op: 'any',
      of: [
        { op: 'hasTag', fact: 'scenario_tags', values: ['s08', 's09'] },
        {
          op: 'all',
          of: [
            { op: 'is', fact: 'has_dispute' },
            { op: 'in', fact: 'fund_use', values: ['third_party'] },
          ],
        },
      ],
    },
  },
  {
    id: 'complaint',
    label: { zh: '投诉中', en: 'Complaint open' },
    means: {
      zh: '投诉未结:只由投诉处理人联系',
      en: 'A complaint is open: only its handler makes contact',
    },
    mark: 'D',
    when: { op: 'is', fact: 'has_complaint' },
  },
  {
    id: 'repair',
    label: { zh: '失联修复', en: 'Find again' },
    means: {
      zh: '失联:先按合法渠道修复信息',
      en: 'Lost contact: repair through lawful channels first',
    },
    mark: 'S',
    when: { op: 'in', fact: 'contact_state', values: ['lost'] },
  },
  {
    id: 'care',
    label: { zh: '关怀', en: 'Care' },
    means: {
      zh: '重病、残疾或低保:未经主管同意不上门催收',
      en: 'Illness, disability or minimum allowance: no demand visit without a supervisor',
    },
    mark: 'D',
    when: {
      op: 'any',
      of: [
        { op: 'is', fact: 'has_serious_illness' },
        { op: 'is', fact: 'is_disabled' },
        { op: 'is', fact: 'on_dibao' },
      ],
    },
  },
  {
    id: 'custody',
    label: { zh: '服刑', en: 'In custody' },
    means: {
      zh: '借款人服刑:经监所或家属合法送达',
      en: 'In custody: serve lawfully through the prison',
    },
    mark: 'D',
    when: { op: 'is', fact: 'in_custody' },
  },
];

export const DEADLINE_GATE = {
  id: 'deadline',
  label: { zh: '期限临近', en: 'Deadline near' },
  means: {
    zh: '诉讼时效或保证期间 90 天内届满',
    en: 'Limitation or guarantee protection ends within 90 days',
  },
  mark: 'D',
} as const;
