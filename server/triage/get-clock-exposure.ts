import { z } from 'zod';
import { getSnapshot, type SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { ON_CLAIM } from './claim-sql.ts';
import { type LoanFilter, loanWhere, onAliases } from './loan-filter.ts';
import { flagOn } from './loan-flags.ts';

const HORIZONS = [4, 8, 13] as const;
type Weeks = (typeof HORIZONS)[number];
const flagsWithin = (weeks: Weeks) =>
  [`limitation_${weeks}w_proven`, `limitation_${weeks}w_assumed`, `guarantee_${weeks}w`] as const;
const counted = [
  ...HORIZONS.flatMap(flagsWithin),
  'limitation_lapsed',
  'limitation_unproven_lapsed',
  'limitation_review',
  'guarantee_lapsed',
  'guarantee_review',
] as const;

type CountedFlag = (typeof counted)[number];
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

interface Sum {
  loans: number;
  balanceFen: number;
}

const NOTHING: Sum = { loans: 0, balanceFen: 0 };
const group = z.record(z.string(), z.union([z.boolean(), z.int(), z.null()]));

/**
 * Claims of a snapshot and their balance (fen) by flag. Each condition is worked out once a claim;
 * claims on which the same ones hold are one row.
 */
async function sumFlags(
  reader: Reader,
  snapshot: SnapshotRef,
  filter: LoanFilter,
  flags: readonly CountedFlag[],
): Promise<(flag: CountedFlag) => Sum> {
  const where = loanWhere(filter, 2, ON_CLAIM);
  const groups = await reader.rows(
    group,
    `SELECT ${flags
      .map((flag) => `${onAliases(flagOn(flag, snapshot.asOf), ON_CLAIM)} AS "${flag}"`)
      .join(',\n       ')}, count(*) AS "loans",
       CAST(coalesce(sum(c.balance_fen), 0) AS BIGINT) AS "balanceFen"
     FROM claim c WHERE c.snapshot_id = $1 AND ${where.sql}
     GROUP BY ${flags.map((_, place) => place + 1).join(', ')}`,
    [snapshot.id, ...where.binds],
  );
  const found = new Map<CountedFlag, Sum>();
  for (const { loans, balanceFen, ...holds } of groups) {
    for (const flag of flags.filter((each) => holds[each] === true)) {
      const sum = found.get(flag) ?? NOTHING;
      found.set(flag, {
        loans: sum.loans + Number(loans),
        balanceFen: sum.balanceFen + Number(balanceFen),
      });
    }
  }
  return (flag) => found.get(flag) ?? NOTHING;
}

const add = (...parts: readonly Sum[]): Sum => ({
  loans: parts.reduce((total, { loans }) => total + loans, 0),
  balanceFen: parts.reduce((total, { balanceFen }) => total + balanceFen, 0),
});

function horizonOf(sumOf: (flag: CountedFlag) => Sum, weeks: Weeks) {
  const of = (flag: CountedFlag) => ({ flag, ...sumOf(flag) });
  const proven = of(`limitation_${weeks}w_proven`);
  const assumed = of(`limitation_${weeks}w_assumed`);
  const limitation = { flag: `limitation_${weeks}w`, ...add(proven, assumed), proven, assumed };
  return { weeks, limitation, guarantee: of(`guarantee_${weeks}w`) };
}

/** One horizon of {@link getClockExposure} alone. */
export async function getClocksWithin(reader: Reader, filter: LoanFilter, weeks: Weeks) {
  const snapshot = await getSnapshot(reader, filter.asOf);
  return horizonOf(await sumFlags(reader, snapshot, filter, flagsWithin(weeks)), weeks);
}

/**
 * Balance (fen) of claims that lose limitation or guarantee protection within 4, 8 and 13 weeks of
 * the snapshot's day, cumulative, proven apart from assumed; what has run out already; what a
 * lawyer must decide. `flag` is what opens the loans behind a figure.
 */
export async function getClockExposure(reader: Reader, filter: LoanFilter) {
  const snapshot = await getSnapshot(reader, filter.asOf);
  const sumOf = await sumFlags(reader, snapshot, filter, counted);
  const of = (flag: CountedFlag) => ({ flag, ...sumOf(flag) });
  return {
    asOf: snapshot.asOf,
    sources: SOURCES,
    horizons: HORIZONS.map((weeks) => horizonOf(sumOf, weeks)),
    lapsed: {
      limitation: of('limitation_lapsed'),
      limitationUnproven: of('limitation_unproven_lapsed'),
      guarantee: of('guarantee_lapsed'),
    },
    legalReview: { limitation: of('limitation_review'), guarantee: of('guarantee_review') },
  };
}
