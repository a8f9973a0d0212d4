import { z } from 'zod';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { ON_CLAIM } from './claim-sql.ts';
import { type LoanFilter, loanWhere, onAliases } from './loan-filter.ts';
import { flagOn } from './loan-flags.ts';

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

const counts = z.record(z.string(), z.int());

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
  const where = loanWhere(filter, 2, ON_CLAIM);
  const found = await reader.one(
    counts,
    `SELECT ${counted
      .map((flag) => {
        const holds = `FILTER (WHERE ${onAliases(flagOn(flag, snapshot.asOf), ON_CLAIM)})`;
        return `count(*) ${holds} AS "${flag}_loans",
       CAST(coalesce(sum(c.balance_fen) ${holds}, 0) AS BIGINT) AS "${flag}_fen"`;
      })
      .join(',\n       ')}
     FROM claim c WHERE c.snapshot_id = $1 AND ${where.sql}`,
    [snapshot.id, ...where.binds],
  );
  const of = (flag: (typeof counted)[number]) => ({
    flag,
    loans: found[`${flag}_loans`] ?? 0,
    balanceFen: found[`${flag}_fen`] ?? 0,
  });
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
