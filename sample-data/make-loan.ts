import { BRANCH_WEIGHTS, BRANCHES, type Officer } from './branches.ts';
import { addMonths, toIso } from './days.ts';
import { NOTHING_KNOWN } from './make-evidence.ts';
import { companyNumber, personNumber, phoneNumber } from './make-identity.ts';
import { companyName, personName } from './names.ts';
import type { Random } from './random.ts';
import type { BorrowerKind, DefaultType, Guarantee, Loan, LoanState, Product } from './types.ts';
import { villagesOf } from './villages.ts';

type ProductFacts = {
  /** Typical amount in yuan, and how widely amounts differ. */
  median: number;
  spread: number;
  months: readonly number[];
  rate: readonly [number, number];
  kinds: Partial<Record<BorrowerKind, number>>;
  guarantees: Partial<Record<Guarantee, number>>;
};

const FACTS: Record<Product, ProductFacts> = {
  农户贷款: {
    median: 95_000,
    spread: 0.6,
    months: [12, 24, 36],
    rate: [600, 900],
    kinds: { 自然人: 1 },
    guarantees: { 信用: 3, 保证: 4, 联保: 2, 抵押: 0.5 },
  },
  个人经营贷款: {
    median: 350_000,
    spread: 0.6,
    months: [12, 24, 36],
    rate: [550, 850],
    kinds: { 自然人: 1, 个体工商户: 2 },
    guarantees: { 保证: 4, 抵押: 4, 联保: 1, 信用: 1 },
  },
  个人消费贷款: {
    median: 80_000,
    spread: 0.5,
    months: [24, 36],
    rate: [500, 800],
    kinds: { 自然人: 1 },
    guarantees: { 信用: 6, 保证: 4 },
  },
  信用卡: {
    median: 20_000,
    spread: 0.5,
    months: [36, 60],
    rate: [1400, 1800],
    kinds: { 自然人: 1 },
    guarantees: { 信用: 1 },
  },
  个人住房按揭: {
    median: 350_000,
    spread: 0.35,
    months: [120, 180, 240],
    rate: [350, 520],
    kinds: { 自然人: 1 },
    guarantees: { 抵押: 1 },
  },
  企业流动资金贷款: {
    median: 3_200_000,
    spread: 0.5,
    months: [12, 24],
    rate: [480, 720],
    kinds: { 企业: 5, 合作社: 1 },
    guarantees: { 抵押: 6, 保证: 3, 质押: 0.6 },
  },
  企业固定资产贷款: {
    median: 5_500_000,
    spread: 0.3,
    months: [36, 60],
    rate: [480, 680],
    kinds: { 企业: 1 },
    guarantees: { 抵押: 1 },
  },
};
const COLLATERAL: Record<string, Record<string, number>> = {
  农户贷款: { 农村房屋: 3, 林权: 1, 农机: 1 },
  个人住房按揭: { 城镇住房: 1 },
  企业固定资产贷款: { 厂房: 2, 国有土地使用权: 1 },
  企业流动资金贷款: { 厂房: 2, 国有土地使用权: 1, 机器设备: 1, 商铺: 1 },
};
const JOBS = ['种植户', '养殖户', '个体经营', '务工', '运输', '教师', '医护', '建筑', '餐饮', ''];
const TYPES: Record<DefaultType, number> = {
  incapable: 27,
  habitual: 20,
  bystander: 14,
  opportunist: 18,
  disputer: 10,
  evader: 11,
};
const TYPES_IN_CONTAGION: Record<DefaultType, number> = {
  incapable: 15,
  habitual: 12,
  bystander: 55,
  opportunist: 8,
  disputer: 5,
  evader: 5,
};

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

/** A rule for who may get this loan; without one, chance decides by the weights above. */
export type Wanted = {
  product: Product;
  /** The day it was paid out, or when it fell due if only that matters. */
  disbursedOn: number;
  /** Chance that it comes from a village of contagion, against the other villages. */
  contagion: number;
};

/** A loan as it was on the day it was paid out, performing. */
export function makeLoan(
  random: Random,
  serial: number,
  officers: readonly Officer[],
  wanted: Wanted,
): Loan {
  const facts = FACTS[wanted.product];
  const branch = random.weighted(BRANCH_WEIGHTS);
  const branchCode = BRANCHES.find((item) => item.name === branch)?.code ?? '';
  const all = villagesOf(branch);
  const infected = all.filter((village) => village.contagion);
  const calm = all.filter((village) => !village.contagion);
  const village = random.pick(
    infected.length > 0 && random.chance(wanted.contagion)
      ? infected
      : calm.length > 0
        ? calm
        : all,
  );
  const kind = random.weighted(facts.kinds as Record<BorrowerKind, number>);
  const guarantee = random.weighted(facts.guarantees as Record<Guarantee, number>);
  const person = kind === '自然人' || kind === '个体工商户';
  const step = wanted.product === '信用卡' ? 100 : 1000;
  const principal =
    Math.max(3, Math.round(random.around(facts.median, facts.spread) / step)) * step * 100;
  const maturesOn = addMonths(wanted.disbursedOn, random.pick(facts.months));
  const staff = officers.filter(
    (officer) => officer.branch === branch && !officer.idle && officer.to === null,
  );
  const secured = guarantee === '抵押' || guarantee === '质押';
  const guaranteed = guarantee === '保证' || guarantee === '联保';
  const name = person ? personName(random) : companyName(random, kind === '合作社');
  const year = toIso(wanted.disbursedOn).slice(0, 4);
  const loan: Omit<Loan, 'state'> = {
    id: `62${branchCode}${year}${digits(serial, 7)}`,
    contract: `示农借字${year}第${digits(serial, 6)}号`,
    borrowerId: `8${digits(serial, 9)}`,
    name,
    idNumber: person ? personNumber(random, serial) : companyNumber(random, serial),
    phone: phoneNumber(serial),
    kind,
    branch,
    township: village.township,
    village: person ? village.name : '',
    contagion: person && village.contagion,
    product: wanted.product,
    principal,
    disbursedOn: wanted.disbursedOn,
    maturesOn,
    instalment: ['个人住房按揭', '个人消费贷款'].includes(wanted.product),
    rate: random.int(facts.rate[0], facts.rate[1]),
    guarantee,
    collateral: secured
      ? guarantee === '质押'
        ? '存货'
        : random.weighted(COLLATERAL[wanted.product] ?? { 城镇住房: 2, 商铺: 1, 车辆: 1 })
      : '',
    collateralValue:
      secured && random.chance(0.8)
        ? Math.round((principal * random.int(70, 180)) / 1_000_000) * 10_000
        : null,
    guarantor: guaranteed ? personName(random) : '',
    guaranteeEndsOn:
      guaranteed && random.chance(0.6) ? addMonths(maturesOn, random.pick([24, 36])) : null,
    originOfficer: random.pick(staff).name,
    occupation: person && random.chance(0.55) ? random.pick(JOBS) : '',
    legalRep: person ? '' : personName(random),
    latent: random.weighted(person && village.contagion ? TYPES_IN_CONTAGION : TYPES),
    investigated: random.chance(0.88),
    reserved: false,
    payments: [],
  };
  const withState = loan as Loan;
  withState.state = performing(
    withState,
    random.chance(0.75) ? withState.originOfficer : random.pick(staff).name,
  );
  return withState;
}

function performing(loan: Loan, officer: string): LoanState {
  return {
    loan,
    week: 0,
    balance: loan.principal,
    overdueSince: null,
    interest: 0,
    penalty: 0,
    accruedTo: loan.disbursedOn,
    riskClass: 1,
    defaultedOn: null,
    curedOn: null,
    extendedTo: null,
    status: '表内',
    officer,
    lastPaidOn: null,
    lastPaidAmount: null,
    paidPrincipal: 0,
    paidInterest: 0,
    reason: '',
    paidThisYear: 0,
    lastContactOn: null,
    calls: 0,
    visits: 0,
    interruptedOn: null,
    interruptProof: '',
    courtStage: '',
    judgedOn: null,
    enforcedOn: null,
    plannedOn: null,
    plannedAmount: null,
    note: '',
    evidence: NOTHING_KNOWN,
    classHeld: false,
    gone: '',
  };
}
