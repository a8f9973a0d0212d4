import { type Expression, RULE_VERSION, type Typology } from './rule-schema.ts';

const is = (fact: string): Expression => ({ op: 'is', fact });
const tags = (...values: string[]): Expression => ({ op: 'hasTag', fact: 'scenario_tags', values });
const reachable: Expression = { op: 'in', fact: 'contact_state', values: ['reachable'] };
const weakCapacity: Expression = {
  op: 'all',
  of: [
    { op: 'below', fact: 'capacity_at_least_permille', value: 300 },
    { op: 'below', fact: 'capacity_permille', value: 300 },
  ],
};
/** The known part already reaches it, or everything is known and does. */
const capacityFrom = (permille: number): Expression => ({
  op: 'any',
  of: [
    { op: 'atLeast', fact: 'capacity_at_least_permille', value: permille },
    { op: 'atLeast', fact: 'capacity_permille', value: permille },
  ],
});

/**
 * Why a borrower does not pay: six default types (domain A.2, A.2.1) [D]. In the order in which
 * undetermined candidates are listed: protect first, then act. Age, sex and other people's
 * occupation are never evidence (0.5 rule 5).
 */
export const DEFAULT_TYPES: Typology = {
  id: 'default-types',
  version: RULE_VERSION,
  label: { zh: '赖账原因六型', en: 'Six default types' },
  minimumScore: 4,
  minimumLead: 2,
  types: [
    {
      id: 'disputer',
      label: { zh: '争议推责型', en: 'Disputer' },
      means: {
        zh: '不认这笔债、不认金额,或认为责任在银行或他人',
        en: 'Contests the debt or its amount, or holds the bank or someone else responsible',
      },
      mark: 'D',
      predicates: [
        {
          id: 'disputer-dispute',
          when: is('has_dispute'),
          weight: 3,
          mark: 'D',
          says: { zh: '已登记争议', en: 'A dispute is on record' },
        },
        {
          id: 'disputer-says',
          when: tags('s08', 's09', 's10'),
          weight: 3,
          mark: 'D',
          says: {
            zh: '表示钱未经手、他人使用或已豁免',
            en: 'Says the money went elsewhere or was waived',
          },
        },
        {
          id: 'disputer-third-party',
          when: { op: 'in', fact: 'fund_use', values: ['third_party'] },
          weight: 2,
          mark: 'D',
          says: { zh: '资金由第三人使用', en: 'The funds were used by a third party' },
        },
      ],
      awaits: [
        {
          id: 'disputer-complaint-cause',
          needs: 'cases',
          says: {
            zh: '投诉原因为流程、违规或服务(2 分)',
            en: 'Complaint about process, misconduct or service (2)',
          },
        },
        {
          id: 'disputer-paper',
          needs: 'cases',
          says: {
            zh: '档案缺借据或签字扫描件(1 分)',
            en: 'Original signature or note missing from the file (1)',
          },
        },
        {
          id: 'disputer-resolved',
          needs: 'cases',
          says: {
            zh: '争议已书面解决满 90 天(否决)',
            en: 'Dispute resolved in writing over 90 days ago (veto)',
          },
        },
      ],
    },
    {
      id: 'incapable',
      label: { zh: '无力偿还型', en: 'Incapacity' },
      means: {
        zh: '能力大幅下降或已丧失,可能已失去希望',
        en: 'Ability fell sharply or is gone; may have lost hope',
      },
      mark: 'D',
      predicates: [
        {
          id: 'incapable-hardship',
          when: { op: 'any', of: [is('has_serious_illness'), is('is_disabled'), is('on_dibao')] },
          weight: 3,
          mark: 'D',
          says: {
            zh: '有重病、残疾或低保登记',
            en: 'Serious illness, disability or minimum allowance on record',
          },
        },
        {
          id: 'incapable-capacity',
          when: weakCapacity,
          weight: 3,
          mark: 'D',
          says: { zh: '还款能力比低于 30%', en: 'Capacity ratio below 30%' },
        },
        {
          id: 'incapable-company',
          when: {
            op: 'all',
            of: [
              { op: 'in', fact: 'company_state', values: ['stopped', 'bankrupt'] },
              { op: 'not', of: is('related_transfer') },
            ],
          },
          weight: 2,
          mark: 'D',
          says: {
            zh: '企业停产或破产,且无关联转移',
            en: 'Company stopped or bankrupt, nothing moved to related parties',
          },
        },
        {
          id: 'incapable-tries',
          when: {
            op: 'all',
            of: [
              { op: 'atLeast', fact: 'partial_payments', value: 2 },
              { op: 'below', fact: 'last_paid_permille', value: 10 },
            ],
          },
          weight: 2,
          mark: 'D',
          says: {
            zh: '一年内至少两次部分还款,每次不到余额 1%(想还、还不动)',
            en: 'Two or more part payments in a year, under 1% of the balance: tries, cannot',
          },
        },
        {
          id: 'incapable-says',
          when: tags('s02', 's03'),
          weight: 1,
          mark: 'D',
          says: {
            zh: '表示现在没钱、有病无收入',
            en: 'Says there is no money now, or ill and without income',
          },
        },
        {
          id: 'incapable-shock',
          when: {
            op: 'all',
            of: [{ op: 'in', fact: 'product', values: ['farm_household'] }, tags('s01')],
          },
          weight: 1,
          mark: 'D',
          says: { zh: '农户贷款且遭受外部冲击', en: 'Farm loan hit by an outside shock' },
        },
        {
          id: 'incapable-not-assets',
          when: { op: 'atLeast', fact: 'assets_permille', value: 500 },
          veto: true,
          mark: 'D',
          says: { zh: '已估值财产不低于债权一半', en: 'Valued assets cover half of the claim' },
        },
        {
          id: 'incapable-not-transfer',
          when: is('related_transfer'),
          veto: true,
          mark: 'D',
          says: { zh: '有关联方转移', en: 'Assets were moved to related parties' },
        },
      ],
      awaits: [],
    },
    {
      id: 'evader',
      label: { zh: '恶意逃废型', en: 'Bad-faith evader' },
      means: {
        zh: '已决意不还:断联、隐匿、转移。只由系统提出,须主管确认',
        en: 'Decided not to repay: cuts ties, hides, transfers. Only proposed; a supervisor confirms',
      },
      mark: 'D',
      predicates: [
        {
          id: 'evader-transfer',
          when: is('related_transfer'),
          weight: 3,
          mark: 'D',
          says: { zh: '有关联方转移', en: 'Assets were moved to related parties' },
        },
        {
          id: 'evader-listed',
          when: is('is_dishonest_listed'),
          weight: 3,
          mark: 'D',
          says: {
            zh: '已被法院列为失信被执行人',
            en: 'Listed by a court as a dishonest judgment debtor',
          },
        },
        {
          id: 'evader-lost',
          when: {
            op: 'all',
            of: [
              { op: 'in', fact: 'contact_state', values: ['lost'] },
              { op: 'atLeast', fact: 'broken_promises', value: 2 },
              { op: 'not', of: is('works_away') },
            ],
          },
          weight: 2,
          mark: 'D',
          says: {
            zh: '多次失约后失联,且非外出务工',
            en: 'Lost after broken promises, and not away for work',
          },
        },
        {
          id: 'evader-says',
          when: tags('s12'),
          weight: 1,
          mark: 'D',
          says: { zh: '表示「你们抓我好了」', en: 'Says "arrest me then"' },
        },
        {
          id: 'evader-never-paid',
          when: { op: 'atMost', fact: 'paid_days_after_disbursed', value: 31 },
          weight: 1,
          mark: 'D',
          says: { zh: '首期之后再未还款', en: 'Nothing paid after the first period' },
        },
        {
          id: 'evader-not-deceased',
          when: is('is_deceased'),
          veto: true,
          mark: 'D',
          says: { zh: '借款人已死亡', en: 'The borrower has died' },
        },
        {
          id: 'evader-not-custody',
          when: is('in_custody'),
          veto: true,
          mark: 'D',
          says: { zh: '借款人服刑', en: 'The borrower is in custody' },
        },
        {
          id: 'evader-not-ill',
          when: is('has_serious_illness'),
          veto: true,
          mark: 'D',
          says: { zh: '借款人重病', en: 'The borrower is seriously ill' },
        },
      ],
      awaits: [
        {
          id: 'evader-false-papers',
          needs: 'cases',
          says: {
            zh: '查实贷款资料造假(3 分)',
            en: 'False documents at origination confirmed (3)',
          },
        },
        {
          id: 'evader-legal-rep',
          needs: 'cases',
          says: {
            zh: '违约六个月内变更法定代表人(2 分)',
            en: 'Legal representative changed within six months of default (2)',
          },
        },
        {
          id: 'evader-consumption',
          needs: 'cases',
          says: { zh: '违反限制消费令(2 分)', en: 'Violates a consumption limit (2)' },
        },
      ],
    },
    {
      id: 'opportunist',
      label: { zh: '侥幸逐利型', en: 'Opportunist' },
      means: {
        zh: '有能力还,但把钱用在别处,或认为不会有后果',
        en: 'Could pay, prefers another use of the money or bets on no consequence',
      },
      mark: 'D',
      predicates: [
        {
          id: 'opportunist-able',
          when: {
            op: 'all',
            of: [capacityFrom(1000), { op: 'above', fact: 'days_past_due', value: 90 }],
          },
          weight: 3,
          mark: 'D',
          says: {
            zh: '还款能力比不低于 100% 而逾期超过 90 天',
            en: 'Capacity covers the claim, yet over 90 days past due',
          },
        },
        {
          id: 'opportunist-diverted',
          when: { op: 'in', fact: 'fund_use', values: ['diverted'] },
          weight: 2,
          mark: 'D',
          says: { zh: '资金被挪用', en: 'The funds were diverted' },
        },
        {
          id: 'opportunist-others-paid',
          when: { op: 'in', fact: 'other_bank_state', values: ['current'] },
          weight: 2,
          mark: 'D',
          says: { zh: '他行贷款正常还、本行逾期', en: 'Pays other banks while ours is overdue' },
        },
        {
          id: 'opportunist-promises',
          when: {
            op: 'all',
            of: [{ op: 'atLeast', fact: 'broken_promises', value: 3 }, reachable],
          },
          weight: 2,
          mark: 'D',
          says: { zh: '可联系而失约三次以上', en: 'Reachable, with three or more broken promises' },
        },
        {
          id: 'opportunist-says',
          when: tags('s04', 's05', 's11'),
          weight: 1,
          mark: 'D',
          says: {
            zh: '以发工资、工程款、「我尽力」拖延',
            en: 'Puts off: payday, project money, "I will try"',
          },
        },
        {
          id: 'opportunist-not-dispute',
          when: is('has_dispute'),
          veto: true,
          mark: 'D',
          says: { zh: '争议未解决', en: 'An unresolved dispute' },
        },
      ],
      awaits: [
        {
          id: 'opportunist-letter',
          needs: 'cases',
          says: { zh: '只在收到律师函后还款(1 分)', en: 'Pays only after a legal letter (1)' },
        },
      ],
    },
    {
      id: 'bystander',
      label: { zh: '观望从众型', en: 'Bystander' },
      means: {
        zh: '还得起,但看别人:怕吃亏,或有群体压力',
        en: 'Can pay but waits for others: fairness or group pressure',
      },
      mark: 'D',
      predicates: [
        {
          id: 'bystander-says',
          when: tags('s07'),
          weight: 3,
          mark: 'D',
          says: {
            zh: '表示「那么多人贷款,为什么只找我」',
            en: 'Says "so many borrowers, why only me"',
          },
        },
        {
          id: 'bystander-village',
          when: {
            op: 'all',
            of: [{ op: 'atLeast', fact: 'village_to_branch_permille', value: 2000 }, reachable],
          },
          weight: 2,
          mark: 'D',
          says: {
            zh: '本村不良率达支行两倍以上,且可联系',
            en: "The village's NPL ratio is at least twice the branch's, and reachable",
          },
        },
        {
          id: 'bystander-followers',
          when: { op: 'atLeast', fact: 'village_followers', value: 5 },
          weight: 1,
          mark: 'D',
          says: {
            zh: '同村同季另有五户以上违约',
            en: 'Five or more others in the village defaulted that quarter',
          },
        },
        {
          id: 'bystander-able',
          when: capacityFrom(300),
          weight: 1,
          mark: 'D',
          says: { zh: '还款能力比不低于 30%', en: 'Capacity ratio 30% or more' },
        },
        {
          id: 'bystander-not-ill',
          when: is('has_serious_illness'),
          veto: true,
          mark: 'D',
          says: { zh: '借款人重病', en: 'The borrower is seriously ill' },
        },
        {
          id: 'bystander-not-weak',
          when: weakCapacity,
          veto: true,
          mark: 'D',
          says: { zh: '还款能力比低于 30%', en: 'Capacity ratio below 30%' },
        },
      ],
      awaits: [
        {
          id: 'bystander-group',
          needs: 'cases',
          says: {
            zh: '联保小组已有成员违约(2 分)',
            en: 'A member of the joint group is in default (2)',
          },
        },
      ],
    },
    {
      id: 'habitual',
      label: { zh: '惯性拖欠型', en: 'Habitual drift' },
      means: { zh: '没人提醒,逐渐拖成习惯', en: 'Nobody reminded; drift became habit' },
      mark: 'D',
      predicates: [
        {
          id: 'habitual-late-chase',
          when: { op: 'above', fact: 'chased_after_days', value: 90 },
          weight: 3,
          mark: 'D',
          says: {
            zh: '逾期 90 天后才首次催收',
            en: 'First chased more than 90 days after falling overdue',
          },
        },
        {
          id: 'habitual-few-touches',
          when: {
            op: 'all',
            of: [
              { op: 'above', fact: 'days_past_due', value: 360 },
              { op: 'atMost', fact: 'touches', value: 3 },
            ],
          },
          weight: 2,
          mark: 'D',
          says: {
            zh: '逾期一年以上,累计催收不超过 3 次',
            en: 'Over a year past due, chased three times or fewer',
          },
        },
        {
          id: 'habitual-small',
          when: { op: 'all', of: [is('is_small_balance'), reachable] },
          weight: 1,
          mark: 'D',
          says: { zh: '余额小且可联系', en: 'Small balance, and reachable' },
        },
        {
          id: 'habitual-says',
          when: tags('s04', 's11'),
          weight: 1,
          mark: 'D',
          says: {
            zh: '表示「发了工资就还」「我尽力」',
            en: 'Says "on payday", "I will do my best"',
          },
        },
        {
          id: 'habitual-not-promises',
          when: { op: 'atLeast', fact: 'broken_promises', value: 3 },
          veto: true,
          mark: 'D',
          says: { zh: '失约三次以上', en: 'Three or more broken promises' },
        },
        {
          id: 'habitual-not-dispute',
          when: is('has_dispute'),
          veto: true,
          mark: 'D',
          says: { zh: '已登记争议', en: 'A dispute is on record' },
        },
      ],
      awaits: [
        {
          id: 'habitual-reminded',
          needs: 'cases',
          says: {
            zh: '提醒后 15 天内还款至少两次(2 分)',
            en: 'Paid within 15 days of a reminder at least twice (2)',
          },
        },
        {
          id: 'habitual-gap',
          needs: 'cases',
          says: {
            zh: '催收空窗超过 180 天(3 分)',
            en: 'A gap of more than 180 days without collection (3)',
          },
        },
      ],
    },
  ],
};
