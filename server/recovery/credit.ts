import { addDays, type IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import type { CreditRule, CreditRuleId } from './credit-rules.ts';
import { shareOut } from './share-out.ts';
import { splitSigned } from './split-signed.ts';

/** What is known of a ledger line that names no collector. */
export interface CreditFacts {
  postedOn: IsoDate;
  method: string | null;
  /** Who holds the loan in the book that speaks for the day, in that order; empty when unknown. */
  holders: readonly string[];
  /** The last change of hands by that day: who held it, and the first book that shows it gone. */
  handover: { from: string; on: IsoDate } | null;
  /** The last contact that the same book knows; NULL is unknown, not never. */
  lastContactOn: IsoDate | null;
}

/** Somebody's part of a line; officer NULL is nobody: it stays with the branch. */
export interface Recipient {
  officer: string | null;
  weight: number;
}

/** The first rule that is on and holds, and who takes what by it; undefined when none does. */
export function creditLine(
  facts: CreditFacts,
  rules: readonly CreditRule[],
): { rule: CreditRuleId; recipients: Recipient[] } | undefined {
  if (facts.holders.length === 0) return undefined;
  const rule = rules.find((one) => one.isOn && holds(one, facts));
  return rule && { rule: rule.id, recipients: recipientsOf(rule, facts) };
}

function holds({ id, words, days, shares }: CreditRule, facts: CreditFacts): boolean {
  const { holders, lastContactOn, handover, postedOn } = facts;
  const since = addDays(postedOn, -(days ?? 0));
  const named = () => {
    const method = facts.method?.toLowerCase() ?? '';
    return words.some((word) => method.includes(word.toLowerCase()));
  };
  if (shares.some(({ to }) => to === 'previous') && handover === null) return false;
  switch (id) {
    case 'outsourced':
    case 'team':
    case 'legal':
      return named();
    case 'deduction':
      return named() && lastContactOn !== null && lastContactOn < since;
    case 'handover':
      return handover !== null && handover.on >= since;
    case 'joint':
      return holders.length > 1;
    case 'own':
      return true;
  }
}

/** Shares of several who hold the loan are equal; who appears twice is added up. */
function recipientsOf({ shares }: CreditRule, { holders, handover }: CreditFacts): Recipient[] {
  const weights = new Map<string | null, number>();
  const add = (officer: string | null, weight: number) =>
    weights.set(officer, (weights.get(officer) ?? 0) + weight);
  for (const { to, name, percent } of shares) {
    if (percent === 0) continue;
    if (to === 'holder') for (const holder of holders) add(holder, percent);
    else if (to === 'previous') add(handover?.from ?? null, percent * holders.length);
    else add(to === 'named' ? name : null, percent * holders.length);
  }
  return [...weights].map(([officer, weight]) => ({ officer, weight }));
}

/** One entry of credit: what somebody is given, or the branch gives up, of one line. */
export interface CreditEntry {
  officer: string | null;
  /** Part of the line in basis points; −10,000 takes the line from nobody. */
  shareBp: number;
  principalFen: Fen;
  interestFen: Fen;
  /** What of the principal whoever holds the loan would have had alone. */
  ownFen: Fen;
}

/**
 * The entries that credit a line: it is taken from nobody, in whose name the ledger has it, and
 * given to the recipients. They add to zero in principal and interest, so nothing that is counted
 * by branch, loan or side of the book changes; the entries of the negative line are the negative
 * entries. `holders`: whose the line would be by nothing but holding the loan.
 */
export function creditEntries(
  line: { principalFen: Fen; interestFen: Fen },
  recipients: readonly Recipient[],
  holders: readonly string[],
): CreditEntry[] {
  const given = recipients.filter(({ weight }) => weight > 0);
  const weights = given.map(({ weight }) => weight);
  const shares = shareOut(weights);
  const principal = splitSigned(line.principalFen, weights);
  const interest = splitSigned(line.interestFen, weights);
  const own = splitSigned(line.principalFen, holders.length === 0 ? [1] : holders.map(() => 1));
  const ownOf = new Map(holders.map((holder, place) => [holder, own[place] ?? 0]));
  const entries = given.map(({ officer }, place): CreditEntry => {
    const ownFen = officer === null ? 0 : (ownOf.get(officer) ?? 0);
    return {
      officer,
      shareBp: shares[place] ?? 0,
      principalFen: principal[place] ?? 0,
      interestFen: interest[place] ?? 0,
      ownFen,
    };
  });
  const without = holders.filter((holder) => !given.some(({ officer }) => officer === holder));
  return [
    {
      officer: null,
      shareBp: -10_000,
      principalFen: 0 - line.principalFen,
      interestFen: 0 - line.interestFen,
      ownFen: 0,
    },
    ...entries,
    ...without.map((officer) => ({
      ...{ officer, shareBp: 0, principalFen: 0, interestFen: 0 },
      ownFen: ownOf.get(officer) ?? 0,
    })),
  ];
}

/** A version of the rules: it holds for postings from its day on, until a later one's. */
export interface RulesVersion {
  /** 0 is what came with the desk. */
  no: number;
  effectiveFrom: IsoDate;
  rules: readonly CreditRule[];
}

/** The version in force on a day: of those in effect by then, the one that was set last. */
export function rulesOn(versions: readonly RulesVersion[], day: IsoDate): RulesVersion {
  const [first, ...others] = versions.filter(({ effectiveFrom }) => effectiveFrom <= day);
  if (first === undefined) throw new Error('rulesOn: no rules from the beginning');
  return others.reduce((best, one) => (one.no > best.no ? one : best), first);
}

export interface LedgerLine {
  ref: string;
  loanId: string;
  postedOn: IsoDate;
  principalFen: Fen;
  interestFen: Fen;
}

/**
 * The line that a negative one takes back: the latest of the same loan with the same amounts by its
 * day that no other negative line has taken back. `earlier` in any order; NULL when there is none.
 */
export function findReversed<Line extends LedgerLine>(
  line: LedgerLine,
  earlier: readonly Line[],
  taken: ReadonlySet<string>,
): Line | null {
  const same = earlier.filter(
    (one) =>
      one.ref !== line.ref &&
      one.loanId === line.loanId &&
      one.postedOn <= line.postedOn &&
      one.principalFen === 0 - line.principalFen &&
      one.interestFen === 0 - line.interestFen &&
      !taken.has(one.ref),
  );
  return same.reduce<Line | null>(
    (best, one) =>
      best === null || `${one.postedOn} ${one.ref}` > `${best.postedOn} ${best.ref}` ? one : best,
    null,
  );
}
