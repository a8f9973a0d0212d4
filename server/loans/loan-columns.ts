import { z } from 'zod';
import { CLASS_LAG } from '../triage/loan-flags.ts';

/** What a cell holds: decides how a page writes it and whether a total can be formed. */
type ColumnKind = 'text' | 'fen' | 'count' | 'date' | 'flag';

interface LoanColumn {
  /** Over `l` (loan) and `s` (segment). */
  sql: string;
  kind: ColumnKind;
  /** Lists may be ordered by it. */
  sortable: boolean;
}

const column = (kind: ColumnKind, sql: string, sortable = true): LoanColumn => ({
  kind,
  sql,
  sortable,
});

/** The five classes and the days of life behind them order as people expect, not as text. */
const classOrder = (name: string) =>
  `CASE ${name} WHEN 'pass' THEN 1 WHEN 'special_mention' THEN 2 WHEN 'substandard' THEN 3
    WHEN 'doubtful' THEN 4 WHEN 'loss' THEN 5 END`;

/** Interest and penalty that the book carries; unknown only when it carries none of them. */
const interest = `CASE WHEN coalesce(l.interest_on_book_fen, l.interest_off_book_fen,
  l.penalty_interest_fen) IS NOT NULL THEN coalesce(l.interest_on_book_fen, 0)
  + coalesce(l.interest_off_book_fen, 0) + coalesce(l.penalty_interest_fen, 0) END`;

/** The columns of the loan explorer: the only names that may be asked or sorted by. */
export const LOAN_COLUMNS = {
  loanId: column('text', 'l.loan_id'),
  borrowerName: column('text', 'l.borrower_name', false),
  borrowerKind: column('text', 'l.borrower_kind'),
  branch: column('text', 'l.branch'),
  officer: column('text', 'l.officer'),
  township: column('text', 'l.township'),
  product: column('text', 'l.product'),
  riskClass: column('text', 'l.risk_class'),
  classFloor: column('text', 'l.class_floor'),
  classLag: column('flag', CLASS_LAG, false),
  bookStatus: column('text', 'l.book_status'),
  state: column('text', `coalesce(l.npl_state, 'performing')`),
  guaranteeKind: column('text', 'l.guarantee_kind'),
  principalOriginalFen: column('fen', 'l.principal_original_fen'),
  balanceFen: column('fen', 'l.balance_fen'),
  overduePrincipalFen: column('fen', 'l.overdue_principal_fen'),
  interestFen: column('fen', interest),
  collateralValueFen: column('fen', 'l.collateral_value_fen'),
  paidThisYearFen: column('fen', 'l.paid_this_year_fen'),
  lastPaidFen: column('fen', 'l.last_paid_amount_fen'),
  daysPastDue: column('count', 'l.days_past_due'),
  brokenPromises: column('count', 'l.broken_promises'),
  disbursedOn: column('date', 'l.disbursed_on'),
  maturesOn: column('date', 'l.matures_on'),
  defaultedOn: column('date', 'l.defaulted_on'),
  lastPaidOn: column('date', 'l.last_paid_on'),
  lastContactOn: column('date', 'l.last_contact_on'),
  contactState: column('text', 'l.contact_state'),
  courtStage: column('text', 'l.court_stage'),
  defaultType: column('text', 's.default_type'),
  leadingType: column('text', 's.leading_type'),
  score: column('count', 's.score'),
  painPoint: column('text', 's.pain_point'),
  knownPredicates: column('count', 's.known_predicates'),
  allPredicates: column('count', 's.all_predicates', false),
  gates: column('text', 's.gates', false),
  limitationEndsOn: column('date', 's.limitation_ends_on'),
  limitationProven: column('flag', 's.limitation_proven', false),
  guaranteeLapsesOn: column('date', 's.guarantee_lapses_on'),
} as const satisfies Readonly<Record<string, LoanColumn>>;

type LoanColumnId = keyof typeof LOAN_COLUMNS;

export const SORTABLE = Object.entries(LOAN_COLUMNS)
  .filter(([, { sortable }]) => sortable)
  .map(([id]) => id);

export const isColumn = (id: string): id is LoanColumnId => Object.hasOwn(LOAN_COLUMNS, id);

/** The expression to order by: classes by severity, everything else by its value. */
export function orderOf(id: string): string {
  if (!isColumn(id)) return 'l.loan_id';
  if (id === 'riskClass' || id === 'classFloor') return classOrder(LOAN_COLUMNS[id].sql);
  return LOAN_COLUMNS[id].sql;
}

/** `SELECT` list of every column under its name. */
export const LOAN_SELECT = Object.entries(LOAN_COLUMNS)
  .map(([id, { sql }]) => `${sql} AS "${id}"`)
  .join(', ');

const text = z.string().nullable();
const whole = z.int().nullable();

export const loanRow = z.object({
  loanId: z.string(),
  borrowerName: text,
  borrowerKind: text,
  branch: text,
  officer: text,
  township: text,
  product: text,
  riskClass: text,
  classFloor: text,
  classLag: z.boolean(),
  bookStatus: text,
  state: z.string(),
  guaranteeKind: text,
  principalOriginalFen: whole,
  balanceFen: whole,
  overduePrincipalFen: whole,
  interestFen: whole,
  collateralValueFen: whole,
  paidThisYearFen: whole,
  lastPaidFen: whole,
  daysPastDue: whole,
  brokenPromises: whole,
  disbursedOn: text,
  maturesOn: text,
  defaultedOn: text,
  lastPaidOn: text,
  lastContactOn: text,
  contactState: text,
  courtStage: text,
  defaultType: text,
  leadingType: text,
  score: whole,
  painPoint: text,
  knownPredicates: whole,
  allPredicates: whole,
  gates: text,
  limitationEndsOn: text,
  limitationProven: z.boolean().nullable(),
  guaranteeLapsesOn: text,
});
export type LoanRow = z.infer<typeof loanRow>;
