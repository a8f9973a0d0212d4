import type { Random } from './random.ts';
import type { Loan } from './types.ts';

/**
 * Some borrowers have two or three loans, and some of those one contract: 借据号, 合同号 and
 * 客户号 are three different keys, and 10 % of a company's debt going bad spoils the rest.
 */
export function shareBorrowers(random: Random, loans: readonly Loan[]): void {
  const latest = new Map<string, Loan>();
  for (const loan of loans) {
    const place = `${loan.branch} ${loan.township} ${loan.village} ${loan.kind}`;
    const other = latest.get(place);
    const company = loan.village === '';
    if (other !== undefined && random.chance(company ? 0.25 : 0.07)) join(random, loan, other);
    latest.set(place, loan);
  }
}

function join(random: Random, loan: Loan, other: Loan): void {
  loan.borrowerId = other.borrowerId;
  loan.name = other.name;
  loan.idNumber = other.idNumber;
  loan.phone = other.phone;
  loan.occupation = other.occupation;
  loan.legalRep = other.legalRep;
  if (loan.product === other.product && random.chance(0.4)) loan.contract = other.contract;
  // What is known of the person is known for both loans; what is known of the loan is not.
  const { deceased, marriage, custody, disabled, ill, dibao, away, publicJob, income } =
    other.state.evidence;
  if (loan.state.defaultedOn === null || other.state.defaultedOn === null) return;
  const person = { deceased, marriage, custody, disabled, ill, dibao, away, publicJob, income };
  loan.state.evidence = { ...loan.state.evidence, ...person };
}
