import type { Fen } from '../money.ts';

/** Where a claim stands in one snapshot: `loan.npl_state`, or not non-performing, or not there. */
export type StockState = 'on_book' | 'off_book' | 'performing' | 'absent';

/** The bars between opening and closing, in the order they are drawn. */
export const BRIDGE_TERMS = [
  'new',
  'return',
  'cash',
  'upgrade',
  'writeoff',
  'foreclosure',
  'transfer',
  'other',
  'scope',
  'unexplained',
] as const;
export type BridgeTerm = (typeof BRIDGE_TERMS)[number];

/** What one term did to the stock of non-performing balance: signed, in fen. */
export interface Effect {
  term: BridgeTerm;
  fen: Fen;
}

/** One claim between two consecutive snapshots. */
export interface Movement {
  before: StockState;
  after: StockState;
  beforeFen: Fen;
  afterFen: Fen;
  /** The book's own word for the fall, from the later snapshot. */
  reason: string | null;
  /** `written_off`, `swapped`, `transferred` or `on`, from the later snapshot. */
  bookStatus: string | null;
  /** The later snapshot says that the claim was non-performing by the earlier one's day. */
  wasKnown: boolean;
}

/**
 * Cash on the claim in the same days and what says so: principal posted on book ('postings'),
 * the book's own recovered column ('book'), or nothing but the two balances ('snapshots').
 */
export type CashEvidence =
  | { source: 'postings'; fen: Fen }
  | { source: 'book'; fen: Fen | null }
  | { source: 'snapshots'; paidInBetween: boolean | null };

export const REASON_TERMS: Readonly<Record<string, BridgeTerm>> = {
  written_off: 'writeoff',
  transferred: 'transfer',
  foreclosed: 'foreclosure',
  upgraded: 'upgrade',
};

/**
 * What a claim's movement did to the on-book non-performing stock, as effects that add up to
 * `after − before` exactly whatever the evidence says. Cash is only what the evidence shows; a
 * fall that neither cash nor a recorded reason explains is 'unexplained', for a falling balance
 * is not a recovery (domain C.2).
 */
export function explainMovement(movement: Movement, evidence: CashEvidence): Effect[] {
  const stock = (state: StockState, fen: Fen) => (state === 'on_book' ? fen : 0);
  const before = stock(movement.before, movement.beforeFen);
  const after = stock(movement.after, movement.afterFen);
  const wasIn = movement.before === 'on_book';
  const isIn = movement.after === 'on_book';
  // A claim that stood in the stock at neither end counts only when it left the book with money
  // posted: it turned bad and was paid off within the same days.
  const paidOff = movement.before === 'performing' && movement.after === 'absent';
  if (!wasIn && !isIn && !(paidOff && evidence.source === 'postings')) return [];
  const cash = cashOf(movement, evidence, before, after);
  const rest = after - before + cash;
  const effects: Effect[] = [{ term: 'cash', fen: cash === 0 ? 0 : -cash }];
  effects.push({ term: restTerm(movement, evidence, rest), fen: rest });
  return effects.filter((effect) => effect.fen !== 0);
}

function cashOf(movement: Movement, evidence: CashEvidence, before: Fen, after: Fen): Fen {
  if (evidence.source === 'postings') return evidence.fen;
  const fall = Math.max(0, before - after);
  const disposed = movement.reason !== null && movement.reason in REASON_TERMS;
  if (evidence.source === 'book') {
    // The book's column may hold interest too: no more than the fall can be principal.
    if (evidence.fen !== null) return disposed ? 0 : Math.min(fall, Math.max(0, evidence.fen));
    return movement.reason === 'cash' ? fall : 0;
  }
  if (movement.reason !== null) return movement.reason === 'cash' ? fall : 0;
  return movement.after === 'on_book' && evidence.paidInBetween === true ? fall : 0;
}

function restTerm(movement: Movement, evidence: CashEvidence, rest: Fen): BridgeTerm {
  const { before, after, reason } = movement;
  if (before !== 'on_book') {
    if (before === 'off_book') return 'other';
    return before === 'absent' && movement.wasKnown ? 'return' : 'new';
  }
  if (after === 'performing') return 'upgrade';
  if (after === 'off_book') {
    if (movement.bookStatus === 'transferred') return 'transfer';
    return movement.bookStatus === 'written_off' ? 'writeoff' : 'other';
  }
  if (rest > 0) {
    // More posted than the balance fell is a question, more lent or capitalised is not.
    const posted = evidence.source === 'postings' && evidence.fen > 0;
    return posted ? 'unexplained' : 'other';
  }
  return (reason === null ? undefined : REASON_TERMS[reason]) ?? 'unexplained';
}

/** Which sides of a movement the filter of a page holds. */
export interface Scope {
  before: boolean;
  after: boolean;
}

/**
 * The effects that count under a filter. What happened belongs to where the claim stood before
 * (a claim that was not in the stock: to where it is now); a claim that then stands elsewhere has
 * moved out of the selection, and into another's, by what is left of it. So the bridges of all
 * branches add to the bank's, and what moved between them cancels.
 */
export function effectsInScope(movement: Movement, evidence: CashEvidence, scope: Scope): Effect[] {
  const stood = movement.before === 'on_book' && movement.after === 'on_book';
  const owner = movement.before === 'on_book' || movement.after !== 'on_book' ? 'before' : 'after';
  const effects = scope[owner] ? explainMovement(movement, evidence) : [];
  if (!stood || scope.before === scope.after) return effects;
  const moved = scope.after ? movement.afterFen : -movement.afterFen;
  return moved === 0 ? effects : [...effects, { term: 'scope', fen: moved }];
}
