import type { Officer } from './branches.ts';
import type { Random } from './random.ts';
import type { Loan, LoanState } from './types.ts';

export type PostingMethod = '现金' | '转账' | '扣划' | '法院执行' | '代偿';

export type Posting = {
  id: string;
  loanId: string;
  day: number;
  principal: number;
  interest: number;
  penalty: number;
  cost: number;
  method: PostingMethod;
  onBook: boolean;
  branch: string;
  collectors: { name: string; share: number }[];
  voucher: string;
  /** A planted untruth of the ledger: no money moved as this line says. */
  planted: PlantedKind | null;
};

export type PlantedKind =
  | 'silent-exit'
  | 'return'
  | 'class-lag'
  | 'dpd-reset'
  | 'early-upgrade'
  | 'limitation-proved'
  | 'limitation-unproved'
  | 'guarantee-ending'
  | 'dispute'
  | 'illness'
  | 'death'
  | 'lost-contact'
  | 'slipping-plan'
  | 'posting-without-fall'
  | 'fall-without-posting'
  | 'wrong-officer'
  | 'reversal'
  | 'duplicate-posting'
  | 'damaged-id'
  | 'duplicate-row'
  | 'text-amount';

export type PlantedEvent = {
  kind: PlantedKind;
  loanId: string;
  /** The first as-of date at which a book or the ledger shows it, ISO. */
  seenOn: string;
  /** Fen at stake, where an amount belongs to the event. */
  amount: number;
  note: string;
};

/** Everything that the weeks change. */
export type Simulation = {
  random: Random;
  days: readonly number[];
  officers: readonly Officer[];
  /** Loans on the books now. */
  loans: Loan[];
  /** The snapshot being made: from `days[week - 1]` to `days[week]`. */
  week: number;
  ledger: Posting[];
  planted: PlantedEvent[];
  /** What planted events do at the end of a week. */
  plans: Map<number, (() => void)[]>;
  /** An officer who collects nothing from a week on. */
  stalledOfficer: { name: string; fromWeek: number } | null;
  /** One list of versions for each snapshot. */
  books: LoanState[][];
  /** Size against the full sample of 8000 loans. */
  scale: number;
  /** Annual cash target, fen. */
  targetOn: number;
  targetOff: number;
  /** Numbers for the next loan. */
  nextSerial: number;
};
