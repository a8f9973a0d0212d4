import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import type { Bind } from '../warehouse/warehouse.ts';
import { bandSql } from './days-bands.ts';
import { LOAN_FLAGS } from './loan-flags.ts';

const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .optional();

/** Among the values of a filter: loans of which the book does not say it. */
export const NOT_GIVEN = '~';

/**
 * The filter bar, the same on every page and in every URL: repeated parameters mean "any of", and
 * `~` not given. `state`: 'on_book', 'off_book' or 'performing'; `flag`: alerts of loan-flags.ts;
 * `holder`: an officer of a branch, `城关支行/李建国`, for names are unique only within one;
 * `vintage`: the year of default; `daysBand`: of days-bands.ts.
 */
export const loanFilter = z.object({
  asOf: isoDate.optional(),
  branch: many,
  officer: many,
  riskClass: many,
  defaultType: many,
  painPoint: many,
  bookStatus: many,
  product: many,
  state: many,
  holder: many,
  township: many,
  village: many,
  guaranteeKind: many,
  contactState: many,
  courtStage: many,
  daysBand: many,
  vintage: many,
  flag: many.refine(
    (flags) => flags === undefined || flags.every((flag) => Object.hasOwn(LOAN_FLAGS, flag)),
    'a flag of /api/triage/filter-options',
  ),
});

export type LoanFilter = z.infer<typeof loanFilter>;

/** What a filter, or a group of loans, is about: SQL over `l` (loan) and `s` (segment). */
export const COLUMNS: Readonly<Record<Exclude<keyof LoanFilter, 'asOf' | 'flag'>, string>> = {
  branch: 'l.branch',
  officer: 'l.officer',
  riskClass: 'l.risk_class',
  defaultType: 's.default_type',
  painPoint: 's.pain_point',
  bookStatus: 'l.book_status',
  product: 'l.product',
  state: `coalesce(l.npl_state, 'performing')`,
  holder: `(coalesce(l.branch, '') || '/' || l.officer)`,
  township: 'l.township',
  village: 'l.village',
  guaranteeKind: 'l.guarantee_kind',
  contactState: 'l.contact_state',
  courtStage: 'l.court_stage',
  daysBand: `(${bandSql('l.days_past_due')})`,
  vintage: 'CAST(CAST(extract(YEAR FROM l.defaulted_on) AS INTEGER) AS VARCHAR)',
};

/** SQL over `l` and `s`, over other names. */
export const onAliases = (sql: string, aliases: Readonly<Record<'l' | 's', string>>): string =>
  sql.replaceAll(/\b([ls])\./g, (_, alias: 'l' | 's') => `${aliases[alias]}.`);

/** Keys that `claim` lacks: there they are looked up in the loan itself. */
const LOOKED_UP = ['contactState', 'courtStage'] as const satisfies readonly (keyof LoanFilter)[];

/** For {@link loanWhere}: the filter's keys of the loan itself, over `loan x` alone. */
export const ON_LOAN = { l: 'x', s: 'x' } as const;

/**
 * The filter as SQL over `loan l LEFT JOIN segment s USING (snapshot_id, loan_id)`, to be put
 * after `WHERE`; `binds` are numbered from `first`. Without any filter it is `TRUE`. The columns
 * exist under the same names in `segment_rollup`, for which pass `aliases = { l: 'r', s: 'r' }`;
 * what it has not needs the loans themselves (see `needsLoans`).
 */
export function loanWhere(
  filter: Omit<LoanFilter, 'asOf'>,
  first: number,
  aliases: Readonly<Record<'l' | 's', string>> = { l: 'l', s: 's' },
): { sql: string; binds: Bind[] } {
  const binds: Bind[] = [];
  const parts: string[] = [];
  const onAlias = (sql: string) => onAliases(sql, aliases);
  for (const [key, column] of Object.entries(COLUMNS)) {
    const wanted = filter[key as keyof typeof COLUMNS];
    if (wanted === undefined) continue;
    const isWithin = (sql: string) => {
      const isAny = `${sql} = any($${first + binds.length})`;
      return wanted.includes(NOT_GIVEN) ? `(${isAny} OR ${sql} IS NULL)` : isAny;
    };
    const isFar = aliases.l !== 'l' && aliases.l !== 'x' && LOOKED_UP.some((far) => far === key);
    parts.push(
      isFar
        ? `EXISTS (SELECT 1 FROM loan x WHERE x.snapshot_id = ${aliases.l}.snapshot_id
            AND x.loan_id = ${aliases.l}.loan_id AND x.npl_state IS NOT NULL
            AND ${isWithin(onAliases(column, ON_LOAN))})`
        : isWithin(onAlias(column)),
    );
    binds.push(wanted);
  }
  if (filter.flag !== undefined) {
    const flags = filter.flag.flatMap((flag) => LOAN_FLAGS[flag]?.sql ?? []);
    parts.push(flags.length === 0 ? 'FALSE' : `(${flags.map(onAlias).join(' OR ')})`);
  }
  return { sql: parts.length === 0 ? 'TRUE' : parts.join(' AND '), binds };
}

/**
 * `FROM loan l`, with the segments `s` of snapshot $1 where one of `parts` reads them: a join is
 * made of the whole book, whether or not anything of it is asked for.
 */
export const loansJoined = (...parts: readonly string[]): string =>
  parts.some((sql) => /\bs\./.test(sql))
    ? `FROM loan l LEFT JOIN (SELECT * FROM segment WHERE snapshot_id = $1) s
       ON s.loan_id = l.loan_id`
    : 'FROM loan l';

const OF_LOANS_ALONE = [
  'flag',
  'township',
  'village',
  'guaranteeKind',
  'contactState',
  'courtStage',
  'daysBand',
  'vintage',
] as const satisfies readonly (keyof LoanFilter)[];

/** Whether `segment_rollup` lacks a key of the filter. */
export const isOfLoansAlone = (key: string): boolean => OF_LOANS_ALONE.some((one) => one === key);

/** Names that `segment_rollup` has as empty where the book does not give them. */
const NEVER_NULL = ['branch', 'officer', 'holder'] as const satisfies readonly (keyof LoanFilter)[];

/** Whether the filter asks for something that `segment_rollup` cannot answer. */
export const needsLoans = (filter: LoanFilter): boolean =>
  OF_LOANS_ALONE.some((key) => filter[key] !== undefined) ||
  NEVER_NULL.some((key) => filter[key]?.includes(NOT_GIVEN));
