import { type Expression, RULE_VERSION, type Typology } from './rule-schema.ts';

const is = (fact: string): Expression => ({ op: 'is', fact });
const tags = (...values: string[]): Expression => ({ op: 'hasTag', fact: 'scenario_tags', values });
const isIn = (fact: string, ...values: string[]): Expression => ({ op: 'in', fact, values });

/** Which class of willingness a pain point works on: hoping to gain, or fearing to lose. */
export const PAIN_CLASSES: Readonly<Record<string, 'active' | 'passive'>> = {
  'pp-relief': 'active',
  'pp-dignity': 'active',
  'pp-asset': 'passive',
  'pp-credit': 'passive',
  'pp-legal': 'passive',
};

/** The pain point taken when evidence is thin, by default type (domain A.5). */
export const DEFAULT_PAINS: Readonly<Record<string, string>> = {
  incapable: 'pp-relief',
  habitual: 'pp-credit',
  bystander: 'pp-dignity',
  opportunist: 'pp-asset',
  disputer: 'pp-dignity',
  evader: 'pp-legal',
};

/** What matters to the borrower: two classes, five kinds (domain A.5) [D]; active ones first. */
export const PAIN_POINTS: Typology = {
  id: 'pain-points',
  version: RULE_VERSION,
  label: { zh: '痛点两类五种', en: 'Five pain points in two classes' },
  minimumScore: 3,
  minimumLead: 0,
  types: [
    {
      id: 'pp-relief',
      label: { zh: '解困', en: 'Relief' },
      means: {
        zh: '盼有个头:金额小、说得准、还得完',
        en: 'Wants an end: smaller, certain, finite payments',
      },
      mark: 'D',
      predicates: [
        {
          id: 'relief-part-payments',
          when: { op: 'atLeast', fact: 'partial_payments', value: 2 },
          weight: 3,
          mark: 'D',
          says: { zh: '一年内至少两次部分还款', en: 'Two or more part payments in a year' },
        },
        {
          id: 'relief-hardship',
          when: { op: 'any', of: [is('has_serious_illness'), is('is_disabled'), is('on_dibao')] },
          weight: 3,
          mark: 'D',
          says: {
            zh: '有重病、残疾或低保登记',
            en: 'Serious illness, disability or minimum allowance on record',
          },
        },
        {
          id: 'relief-capacity',
          when: {
            op: 'all',
            of: [
              { op: 'below', fact: 'capacity_at_least_permille', value: 1000 },
              { op: 'below', fact: 'capacity_permille', value: 1000 },
            ],
          },
          weight: 2,
          mark: 'D',
          says: { zh: '还款能力比不足 100%', en: 'Capacity ratio below 100%' },
        },
        {
          id: 'relief-asks',
          when: tags('s15'),
          weight: 3,
          mark: 'D',
          says: { zh: '要求减免利息', en: 'Asks for interest to be waived' },
        },
      ],
      awaits: [],
    },
    {
      id: 'pp-dignity',
      label: { zh: '体面与家庭', en: 'Dignity and family' },
      means: {
        zh: '盼被尊重、家里安宁;绝不以公开相逼',
        en: 'Wants respect and peace at home; never by exposure',
      },
      mark: 'D',
      predicates: [
        {
          id: 'dignity-public-role',
          when: is('is_public_employee'),
          weight: 2,
          mark: 'D',
          says: { zh: '公职或村干部身份', en: 'A public or village office' },
        },
        {
          id: 'dignity-spouse',
          when: is('spouse_signed'),
          weight: 2,
          mark: 'D',
          says: { zh: '配偶共同签字', en: 'The spouse co-signed' },
        },
        {
          id: 'dignity-says',
          when: tags('s07', 's08', 's09', 's13', 's14'),
          weight: 2,
          mark: 'D',
          says: {
            zh: '话术场景指向公平、家庭与体面',
            en: 'What was said points to fairness, family or dignity',
          },
        },
      ],
      awaits: [
        {
          id: 'dignity-note',
          needs: 'cases',
          says: { zh: '清收员记录(3 分)', en: "The officer's note (3)" },
        },
        {
          id: 'dignity-confidential',
          needs: 'cases',
          says: { zh: '要求保密(3 分)', en: 'Asks for confidentiality (3)' },
        },
      ],
    },
    {
      id: 'pp-asset',
      label: { zh: '财产', en: 'Assets' },
      means: { zh: '怕失去房、车、经营资产', en: 'Fears losing house, vehicle or business assets' },
      mark: 'D',
      predicates: [
        {
          id: 'asset-collateral',
          when: isIn('guarantee_kind', 'mortgage', 'pledge', 'mixed'),
          weight: 3,
          mark: 'D',
          says: { zh: '有抵押或质押', en: 'Secured by mortgage or pledge' },
        },
        {
          id: 'asset-clue',
          when: isIn('asset_grade', 'A', 'B'),
          weight: 3,
          mark: 'D',
          says: { zh: '财产线索 A 级或 B 级', en: 'Asset clue graded A or B' },
        },
        {
          id: 'asset-receivable',
          when: is('has_receivable'),
          weight: 2,
          mark: 'D',
          says: { zh: '有到期债权', en: 'Has receivables due' },
        },
        {
          id: 'asset-preserved',
          when: isIn('court_stage', 'preserved'),
          weight: 2,
          mark: 'D',
          says: { zh: '财产已保全', en: 'Assets are preserved by a court' },
        },
      ],
      awaits: [],
    },
    {
      id: 'pp-credit',
      label: { zh: '信用', en: 'Credit' },
      means: {
        zh: '眼下或为子女还要用信用;只讲征信事实',
        en: 'Needs credit now or for the children; credit facts only',
      },
      mark: 'D',
      predicates: [
        {
          id: 'credit-operating',
          when: {
            op: 'all',
            of: [
              isIn('borrower_kind', 'self_employed', 'enterprise', 'coop'),
              isIn('company_state', 'operating'),
            ],
          },
          weight: 3,
          mark: 'D',
          says: { zh: '仍在正常经营', en: 'Still in business' },
        },
        {
          id: 'credit-others-paid',
          when: isIn('other_bank_state', 'current'),
          weight: 2,
          mark: 'D',
          says: { zh: '他行贷款正常', en: 'Current at other banks' },
        },
        {
          id: 'credit-says',
          when: tags('s04', 's11'),
          weight: 1,
          mark: 'D',
          says: { zh: '仍作还款承诺', en: 'Still makes promises' },
        },
      ],
      awaits: [
        {
          id: 'credit-account',
          needs: 'cases',
          says: { zh: '在本行有活跃账户(1 分)', en: 'An active account with the bank (1)' },
        },
        {
          id: 'credit-asks',
          needs: 'cases',
          says: { zh: '询问征信(3 分)', en: 'Asks about the credit record (3)' },
        },
      ],
    },
    {
      id: 'pp-legal',
      label: { zh: '法律与限制', en: 'Law and limits' },
      means: {
        zh: '在意判决、限高、失信的后果;只讲可用的法律步骤',
        en: 'Minds judgments and limits; state only lawful steps that are available',
      },
      mark: 'D',
      predicates: [
        {
          id: 'legal-judged',
          when: isIn('court_stage', 'judged', 'enforcing', 'terminated_round'),
          weight: 3,
          mark: 'D',
          says: { zh: '已判决或在执行', en: 'Judged or under enforcement' },
        },
        {
          id: 'legal-public-role',
          when: is('is_public_employee'),
          weight: 2,
          mark: 'D',
          says: { zh: '公职人员', en: 'A public employee' },
        },
        {
          id: 'legal-says',
          when: tags('s12'),
          weight: 1,
          mark: 'D',
          says: { zh: '表示「你们抓我好了」', en: 'Says "arrest me then"' },
        },
      ],
      awaits: [
        {
          id: 'legal-travel',
          needs: 'cases',
          says: { zh: '经常出行或参加投标(2 分)', en: 'Travels or bids often (2)' },
        },
      ],
    },
  ],
};
