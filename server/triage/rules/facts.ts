import type { Sentence } from '../../errors.ts';
import { CANONICAL_FIELDS } from '../../loan-book/canonical-fields.ts';

export type FactKind =
  | 'text'
  | 'code'
  | 'date'
  | 'flag'
  | 'integer'
  | 'permille'
  | 'money'
  | 'days';

/** A value that a condition may read: a canonical field, or something worked out from several. */
export interface Fact {
  id: string;
  label: Sentence;
  kind: FactKind;
  /** Over `l` (loan), `b` (its branch), `v` (its village), `q` (village and quarter of default). */
  sql: string;
  /** Of a canonical field: its column in `loan`. */
  column?: string;
  /** The canonical fields that would make it known. */
  fields: readonly string[];
  derived: boolean;
}

/** What a person needs a month before anything can go to the bank, fen [D]: 1,500 yuan. */
const NECESSARY_EXPENSE_FEN = 150_000;

/** Liquidation factors in percent by words in the collateral's name (domain A.4.2) [D]. */
const LIQUIDATION: readonly (readonly [string, number])[] = [
  ['农村', 30],
  ['宅基', 30],
  ['林权', 30],
  ['承包', 30],
  ['存货', 30],
  ['农机', 40],
  ['机器', 40],
  ['设备', 40],
  ['车', 60],
  ['应收', 60],
  ['存单', 100],
  ['存款', 100],
];
const OTHERWISE = 70;

const factor = `CASE ${LIQUIDATION.map(
  ([word, percent]) =>
    `WHEN strpos(coalesce(l.collateral_kind, ''), '${word}') > 0 THEN ${percent}`,
).join(' ')} ELSE ${OTHERWISE} END`;

const claim = `(l.balance_fen + coalesce(l.interest_on_book_fen, 0)
  + coalesce(l.interest_off_book_fen, 0) + coalesce(l.penalty_interest_fen, 0))`;
const ofClaim = (fen: string) =>
  `CASE WHEN ${claim} > 0 THEN CAST(1000 * CAST(${fen} AS HUGEINT) // ${claim} AS BIGINT) END`;
const assets = `(CAST(coalesce(l.collateral_value_fen, 0) AS HUGEINT) * ${factor} // 100)`;
const income = `(12 * greatest(0, coalesce(l.monthly_income_fen, 0) - ${NECESSARY_EXPENSE_FEN}))`;

/** Everything owned has been valued: a valued asset, or a check that found nothing. */
const assetsKnown = `(CASE WHEN l.collateral_value_fen IS NOT NULL THEN TRUE
  WHEN l.guarantee_kind IN ('mortgage', 'pledge', 'mixed') THEN FALSE
  ELSE coalesce(l.asset_grade IN ('D', 'none'), FALSE) END)`;

function derived(
  id: string,
  kind: FactKind,
  zh: string,
  en: string,
  sql: string,
  fields: string,
): Fact {
  return { id, kind, label: { zh, en }, sql, fields: fields.split(' '), derived: true };
}

const BASE: readonly Fact[] = CANONICAL_FIELDS.map(({ id, column, kind, label }) => ({
  id,
  label,
  kind: kind === 'amount' ? 'money' : kind,
  sql: `l.${column}`,
  column,
  fields: [id],
  derived: false,
}));

const DERIVED: readonly Fact[] = [
  derived(
    'claim',
    'money',
    '已知债权额',
    'Known claim',
    // Interest that the book does not carry is left out, so this is the least that is owed.
    claim,
    'balance',
  ),
  derived(
    'assets_permille',
    'permille',
    '已估值财产占债权',
    'Valued assets to claim',
    `CASE WHEN ${assetsKnown} THEN ${ofClaim(assets)} END`,
    'collateral_value asset_grade',
  ),
  derived(
    'capacity_permille',
    'permille',
    '还款能力比',
    'Capacity ratio',
    `CASE WHEN ${assetsKnown} AND l.monthly_income_fen IS NOT NULL
      THEN ${ofClaim(`(${assets} + ${income})`)} END`,
    'monthly_income asset_grade collateral_value',
  ),
  derived(
    'capacity_at_least_permille',
    'permille',
    '还款能力比(已知部分)',
    'Capacity ratio, known part',
    ofClaim(`(${assets} + ${income})`),
    'balance',
  ),
  derived(
    'chased_after_days',
    'days',
    '逾期后首次催收间隔',
    'Days from first overdue to first chase',
    `l.first_collected_on - CAST($2 AS DATE) + l.days_past_due`,
    'first_collected_on days_past_due',
  ),
  derived(
    'touches',
    'integer',
    '累计催收次数',
    'Calls and visits',
    'l.calls + l.visits',
    'calls visits',
  ),
  derived(
    'is_small_balance',
    'flag',
    '余额不高于本行四分位',
    'Balance within the lowest quarter of its branch',
    'l.balance_fen <= b.p25_fen',
    'balance',
  ),
  derived(
    'village_to_branch_permille',
    'permille',
    '本村不良率相当于支行',
    "Village's NPL ratio to the branch's",
    '1000 * v.npl * b.loans // nullif(v.loans * b.npl, 0)',
    'village',
  ),
  derived(
    'village_followers',
    'integer',
    '同村同季违约的其他户数',
    'Others in the village who defaulted that quarter',
    'q.npl - 1',
    'village defaulted_on',
  ),
  derived(
    'last_paid_permille',
    'permille',
    '最近还款占余额',
    'Last payment to balance',
    '1000 * CAST(l.last_paid_amount_fen AS HUGEINT) // nullif(l.balance_fen, 0)',
    'last_paid_amount',
  ),
  derived(
    'paid_days_after_disbursed',
    'days',
    '发放至最近还款',
    'Days from disbursement to last payment',
    'l.last_paid_on - l.disbursed_on',
    'last_paid_on disbursed_on',
  ),
];

export const FACTS: ReadonlyMap<string, Fact> = new Map(
  [...BASE, ...DERIVED].map((fact) => [fact.id, fact]),
);

/** The facts that conditions cannot read from the loan's own columns; stored with the segment. */
export const DERIVED_FACTS = DERIVED;
