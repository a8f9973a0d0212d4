import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { type LoanFilter, loanWhere } from './loan-filter.ts';
import { LOAN_FLAGS } from './loan-flags.ts';

const HORIZONS = [4, 8, 13] as const;
const counted = [
  ...HORIZONS.flatMap((weeks) => [
    `limitation_${weeks}w_proven`,
    `limitation_${weeks}w_assumed`,
    `guarantee_${weeks}w`,
  ]),
  'limitation_lapsed',
  'limitation_unproven_lapsed',
  'limitation_review',
  'guarantee_lapsed',
  'guarantee_review',
] as const;

const sum = z.object({ flag: z.string(), loans: z.int(), balanceFen: z.int() });

const SOURCES = {
  limitation: {
    article: {
      zh: '民法典 188、189、195;民诉法 250',
      en: 'Civil Code 188, 189, 195; Civil Procedure Law 250',
    },
    mark: 'P',
  },
  guarantee: {
    article: { zh: '民法典 692–695', en: 'Civil Code 692–695' },
    mark: 'P',
  },
} as const;

/**
 * Balance (fen) of claims that lose limitation or guarantee protection within 4, 8 and 13 weeks of
 * the snapshot's day, cumulative, proven apart from assumed; what has run out already; what a
 * lawyer must decide. `flag` is what opens the loans behind a figure.
 */
export async function getClockExposure(reader: Reader, filter: LoanFilter) {
  const snapshot = await getSnapshot(reader, filter.asOf);
  const where = loanWhere(filter, 2);
  const rows = await reader.rows(
    sum,
    `WITH claim AS (
       SELECT l.balance_fen, ${counted
         .map((flag) => `coalesce(${LOAN_FLAGS[flag]?.sql ?? 'FALSE'}, FALSE) AS f_${flag}`)
         .join(',\n         ')}
       FROM loan l JOIN segment s ON s.snapshot_id = l.snapshot_id AND s.loan_id = l.loan_id
       WHERE l.snapshot_id = $1 AND ${where.sql}
     ) ${counted
       .map(
         (flag) => `SELECT '${flag}' AS "flag", count(*) AS "loans",
       CAST(coalesce(sum(balance_fen), 0) AS BIGINT) AS "balanceFen" FROM claim WHERE f_${flag}`,
       )
       .join('\n     UNION ALL ')}`,
    [snapshot.id, ...where.binds],
  );
  const of = (flag: (typeof counted)[number]) => {
    const found = rows.find((row) => row.flag === flag);
    return { flag, loans: found?.loans ?? 0, balanceFen: found?.balanceFen ?? 0 };
  };
  const both = (flag: string, ...parts: { loans: number; balanceFen: number }[]) => ({
    flag,
    loans: parts.reduce((total, { loans }) => total + loans, 0),
    balanceFen: parts.reduce((total, { balanceFen }) => total + balanceFen, 0),
  });
  return {
    asOf: snapshot.asOf,
    sources: SOURCES,
    horizons: HORIZONS.map((weeks) => {
      const proven = of(`limitation_${weeks}w_proven`);
      const assumed = of(`limitation_${weeks}w_assumed`);
      return {
        weeks,
        limitation: { ...both(`limitation_${weeks}w`, proven, assumed), proven, assumed },
        guarantee: of(`guarantee_${weeks}w`),
      };
    }),
    lapsed: {
      limitation: of('limitation_lapsed'),
      limitationUnproven: of('limitation_unproven_lapsed'),
      guarantee: of('guarantee_lapsed'),
    },
    legalReview: { limitation: of('limitation_review'), guarantee: of('guarantee_review') },
  };
}
