import { BRANCH_WEIGHTS, BRANCHES, type Officer } from './branches.ts';
import { addMonths, toIso } from './days.ts';
import { NOTHING_KNOWN } from './make-evidence.ts';
import { companyNumber, personNumber, phoneNumber } from './make-identity.ts';
import { companyName, personName } from './names.ts';
import { COLLATERAL, FACTS, JOBS, TYPES, TYPES_IN_CONTAGION } from './product-facts.ts';
import type { Random } from './random.ts';
import type { BorrowerKind, Guarantee, Loan, LoanState, Product } from './types.ts';
import { villagesOf } from './villages.ts';

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
