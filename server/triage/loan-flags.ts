import type { IsoDate } from '../calendar.ts';
import type { Sentence } from '../errors.ts';

/** The class that days past due ask for (`class_floor`) is worse than the recorded one. */
const rankOf = (column: string) =>
  `CASE ${column} WHEN 'pass' THEN 1 WHEN 'special_mention' THEN 2 WHEN 'substandard' THEN 3
    WHEN 'doubtful' THEN 4 WHEN 'loss' THEN 5 END`;
export const CLASS_LAG = `coalesce(${rankOf('l.class_floor')} > ${rankOf('l.risk_class')}, FALSE)`;

const AS_OF = '(SELECT sn.as_of FROM snapshot sn WHERE sn.id = l.snapshot_id)';

/** A clock that runs out within so many weeks of the snapshot's day, that day included. */
export const within = (column: string, weeks: number) =>
  `(${column} >= ${AS_OF} AND ${column} <= ${AS_OF} + ${weeks * 7})`;

export interface LoanFlag {
  label: Sentence;
  /** Over `l` (loan) and `s` (segment); NULL counts as not flagged. */
  sql: string;
}

const weeks = (n: number) => ({
  [`limitation_${n}w`]: {
    label: { zh: `时效 ${n} 周内届满`, en: `Limitation ends within ${n} weeks` },
    sql: within('s.limitation_ends_on', n),
  },
  [`limitation_${n}w_proven`]: {
    label: { zh: `时效 ${n} 周内届满(有据)`, en: `Limitation ends within ${n} weeks, proven` },
    sql: `(${within('s.limitation_ends_on', n)} AND s.limitation_proven)`,
  },
  [`limitation_${n}w_assumed`]: {
    label: { zh: `时效 ${n} 周内届满(无据)`, en: `Limitation ends within ${n} weeks, no proof` },
    sql: `(${within('s.limitation_ends_on', n)} AND NOT s.limitation_proven)`,
  },
  [`guarantee_${n}w`]: {
    label: { zh: `保证期间 ${n} 周内届满`, en: `Guarantee lapses within ${n} weeks` },
    sql: within('s.guarantee_lapses_on', n),
  },
});

/** A flag's condition over loans of a snapshot of which the day is known: none has to be looked up. */
export const flagOn = (flag: string, asOf: IsoDate): string =>
  (LOAN_FLAGS[flag]?.sql ?? 'FALSE').replaceAll(AS_OF, `CAST('${asOf}' AS DATE)`);

/** The alerts that a loan list can be opened with: `?flag=class_lag`. */
export const LOAN_FLAGS: Readonly<Record<string, LoanFlag>> = {
  class_lag: {
    label: { zh: '分类滞后', en: 'Class lags days past due' },
    sql: CLASS_LAG,
  },
  ...weeks(4),
  ...weeks(8),
  ...weeks(13),
  limitation_lapsed: {
    label: { zh: '时效已届满', en: 'Limitation has ended' },
    sql: `(s.limitation_ends_on < ${AS_OF})`,
  },
  limitation_unproven_lapsed: {
    label: { zh: '无凭证则时效已过', en: 'Limitation ended unless proof is found' },
    sql: `(s.limitation_proven_ends_on < ${AS_OF} AND s.limitation_ends_on >= ${AS_OF})`,
  },
  limitation_review: {
    label: { zh: '时效待法务审核', en: 'Limitation for legal review' },
    sql: `(s.limitation_clock = 'legal_review')`,
  },
  guarantee_lapsed: {
    label: { zh: '保证期间已过', en: 'Guarantee has lapsed' },
    sql: `(s.guarantee_lapses_on < ${AS_OF})`,
  },
  guarantee_review: {
    label: { zh: '保证期间待法务审核', en: 'Guarantee for legal review' },
    sql: `(s.guarantee_clock = 'legal_review')`,
  },
  gated: {
    label: { zh: '有前置关口', en: 'A gate holds' },
    sql: `(s.gates <> '')`,
  },
  evader_proposed: {
    label: { zh: '逃废待主管确认', en: 'Evader, to be confirmed' },
    sql: 's.needs_confirmation',
  },
};
