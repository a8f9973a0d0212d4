/** What the file says of a borrower: it follows the latent type, and much of it is missing. */
import type { Random } from './random.ts';
import type { Evidence, Flag, Loan } from './types.ts';

/** Who is behind a loan and how it went, as far as evidence depends on it. */
type Case = Pick<Loan, 'kind' | 'latent' | 'investigated' | 'guarantee' | 'reserved'> & {
  balance: number;
  overdueSince: number | null;
};

export const NOTHING_KNOWN: Evidence = {
  contact: '',
  deceased: '',
  marriage: '',
  custody: '',
  disabled: '',
  ill: '',
  dibao: '',
  away: '',
  dispute: '',
  complaint: '',
  publicJob: '',
  income: null,
  companyState: '',
  broken: null,
  firstChasedOn: null,
  fundUse: '',
  assets: '',
  receivable: '',
  related: '',
  scripts: '',
  otherBank: '',
  spouseSigned: '',
  dishonest: '',
};

/** Yuan a month, as people say it: whole hundreds. */
const income = (amount: number): number => Math.round(amount / 100) * 10_000;

/** Evidence that points to the latent type: found in the cases that somebody looked into. */
function telling(random: Random, loan: Case): Partial<Evidence> {
  const yes = (probability: number, otherwise: Flag = ''): Flag =>
    random.chance(probability) ? '是' : otherwise;
  const yuan = loan.balance / 100;
  switch (loan.latent) {
    case 'incapable': {
      const hardship = random.weighted({ ill: 4, disabled: 2, dibao: 3, none: 1.5 });
      return {
        contact: random.pick(['可联系', '可联系', '时断时续', '联系不上']),
        ill: hardship === 'ill' ? '是' : yes(0.1, '否'),
        disabled: hardship === 'disabled' ? '是' : '否',
        dibao: hardship === 'dibao' ? '是' : yes(0.15, '否'),
        income: random.chance(0.75) ? income(random.int(6, 17) * 100) : null,
        companyState: loan.kind === '企业' ? random.pick(['停产', '吊销', '破产']) : '',
        assets: random.weighted({ 无: 5, D: 2, C: 1 }),
        scripts: random.pick(['s01', 's02', 's03', 's02;s03', '']),
        related: '否',
      };
    }
    case 'habitual':
      return {
        contact: random.weighted({ 可联系: 8, 时断时续: 1 }),
        firstChasedOn: loan.overdueSince === null ? null : loan.overdueSince + random.int(95, 400),
        broken: random.chance(0.5) ? random.int(0, 1) : null,
        scripts: random.pick(['s04', 's11', '', '', '']),
        dispute: '否',
        fundUse: random.pick(['按合同', '']),
      };
    case 'bystander':
      return {
        contact: '可联系',
        scripts: random.chance(0.88) ? 's07' : '',
        ill: '否',
        dibao: '否',
        disabled: '否',
        income: random.chance(0.6) ? income(Math.min(20_000, 1_800 + (yuan * 0.6) / 12)) : null,
        assets: random.pick(['B', 'C', 'C', '']),
      };
    case 'opportunist':
      return {
        contact: random.weighted({ 可联系: 6, 时断时续: 2 }),
        income: random.chance(0.8)
          ? income(Math.min(60_000, (yuan * 1.5) / 12 + 3_000 + random.int(0, 40) * 100))
          : null,
        fundUse: random.weighted({ 挪用: 5, 按合同: 2, '': 2 }),
        otherBank: random.weighted({ 正常: 6, 逾期: 1, '': 2 }),
        broken: random.chance(0.75) ? random.int(3, 7) : null,
        scripts: random.pick(['s05', 's04;s11', 's15', 's06', '', '']),
        assets: random.weighted({ A: 3, B: 4, C: 2 }),
        receivable: yes(0.3),
        dispute: '否',
      };
    case 'disputer':
      return {
        contact: random.pick(['可联系', '时断时续']),
        dispute: yes(0.75),
        complaint: yes(0.2),
        fundUse: random.weighted({ 第三人使用: 5, 按合同: 1, '': 2 }),
        scripts: random.pick(['s08', 's09', 's10', 's13', 's08;s09']),
      };
    case 'evader':
      return {
        contact: random.weighted({ 失联: 6, 联系不上: 3, 时断时续: 1 }),
        related: yes(0.6),
        dishonest: yes(0.55),
        scripts: random.pick(['s12', '', '']),
        broken: random.chance(0.6) ? random.int(2, 6) : null,
        companyState: loan.kind === '企业' ? random.pick(['经营异常', '正常经营']) : '',
        ill: '否',
      };
  }
}

/** Evidence of a case: what everybody records, and what an investigation found. */
export function makeEvidence(random: Random, loan: Case): Evidence {
  const known = loan.investigated ? 0.6 : 0.2;
  const no = (): Flag => (random.chance(known) ? '否' : '');
  const person = loan.kind === '自然人' || loan.kind === '个体工商户';
  const usual: Evidence = {
    contact: random.weighted({ '': 4, 可联系: 4, 时断时续: 2, 联系不上: 1, 失联: 1 }),
    deceased: person ? no() : '',
    marriage: person ? random.weighted({ '': 3, 已婚: 6, 未婚: 1, 离异: 1, 丧偶: 0.3 }) : '',
    custody: person ? (random.chance(0.006) ? '是' : no()) : '',
    disabled: person ? no() : '',
    ill: person ? no() : '',
    dibao: person ? no() : '',
    away: person ? (random.chance(0.12) ? '是' : no()) : '',
    dispute: no(),
    complaint: no(),
    publicJob: person ? (random.chance(0.02) ? '是' : no()) : '',
    income: null,
    companyState: person ? '' : random.weighted({ '': 5, 正常经营: 3, 停产: 2, 经营异常: 1 }),
    broken: random.chance(known) ? random.pick([0, 0, 0, 1, 1, 2]) : null,
    firstChasedOn:
      loan.overdueSince !== null && random.chance(known)
        ? loan.overdueSince + random.int(5, 60)
        : null,
    fundUse: random.chance(known / 2) ? '按合同' : '',
    assets: random.chance(known / 3) ? random.pick(['C', 'D', '无']) : '',
    receivable: random.chance(known / 2) ? '否' : '',
    related: random.chance(known / 2) ? '否' : '',
    scripts: random.chance(0.12) ? random.pick(['s02', 's04', 's11']) : '',
    otherBank: random.chance(known / 3) ? random.pick(['逾期', '无']) : '',
    spouseSigned: person && random.chance(known) ? random.pick(['是', '否']) : '',
    dishonest: random.chance(known / 2) ? '否' : '',
  };
  if (!loan.investigated) return usual;
  const found = telling(random, loan);
  const merged = { ...usual, ...found };
  if (!person) {
    for (const field of ['deceased', 'disabled', 'ill', 'dibao'] as const) merged[field] = '';
    merged.income = null;
  }
  return merged;
}
