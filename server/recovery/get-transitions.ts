import { z } from 'zod';
import type { SnapshotRef } from '../loan-book/get-snapshot.ts';
import type { Fen } from '../money.ts';
import type { LoanFilter } from '../triage/loan-filter.ts';
import type { Bind, Reader } from '../warehouse/warehouse.ts';
import { ENTERED, EXITS, type StateKind, statesOf } from './claim-states.ts';
import { type Days, getSides } from './get-sides.ts';
import { keptOf, sumsAnswer, sumWhere } from './get-watched.ts';
import type { SqlPart } from './recovered-rows.ts';
import { shareOut } from './share-out.ts';
import { transitionOf, transitionRows, WAYS, type Way } from './transition-rows.ts';

const found = z.object({
  row: z.string(),
  col: z.string(),
  way: z.enum(['worse', 'better', 'same']).nullable(),
  loans: z.int(),
  beforeFen: z.int(),
  afterFen: z.int(),
});

/** Claims that went from the row's state to the column's; shares are of the row, in basis points. */
export interface TransitionCell {
  to: string;
  loans: number;
  /** Balance at the start; of those that entered, at the end. */
  fen: Fen;
  /** What is left of it at the end. */
  afterFen: Fen;
  loansBp: number;
  fenBp: number;
}

export interface TransitionRow {
  from: string;
  loans: number;
  fen: Fen;
  cells: TransitionCell[];
}

export interface Transitions {
  from: SnapshotRef;
  to: SnapshotRef;
  /** Rows and the first columns, better to worse. */
  states: ReturnType<typeof statesOf>;
  exits: readonly string[];
  rows: TransitionRow[];
  entered: TransitionRow;
  total: { loans: number; fen: Fen };
  /** Claims in a worse and in a better state than before. */
  worse: { loans: number; fen: Fen };
  better: { loans: number; fen: Fen };
}

/**
 * The migration matrix: where the claims on the book of one snapshot stand in another, by class or
 * by band of days past due, with the ways out as columns. Every row's shares add up to 10,000 by
 * count and by amount; a row without claims has none. States nobody is or was in are left out of
 * the rows, not of the columns.
 */
export async function getTransitions(
  reader: Reader,
  days: Days,
  kind: StateKind,
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<Transitions> {
  const sides = await getSides(reader, days);
  const { sql, binds } = await transitionSums(reader, sides, kind, filter);
  const cells = await reader.rows(
    found,
    `WITH ${sql}
     SELECT row_state AS row, col_state AS col,
            CASE ${(['worse', 'better', 'same'] as const)
              .map((way) => `WHEN ${WAYS[way]} THEN '${way}'`)
              .join(' ')} END AS way,
            CAST(sum(loans) AS BIGINT) AS loans, CAST(sum(before_fen) AS BIGINT) AS "beforeFen",
            CAST(sum(after_fen) AS BIGINT) AS "afterFen"
     FROM transition GROUP BY row_state, col_state, way`,
    binds,
  );
  const states = statesOf(kind);
  const columns = [...states.map(({ id }) => id), ...EXITS];
  const rowOf = (from: string): TransitionRow => {
    const own = cells.filter((cell) => cell.row === from);
    const at = columns.map((to) => own.find((cell) => cell.col === to));
    const fenOf = (cell: (typeof at)[number]) =>
      (from === ENTERED ? cell?.afterFen : cell?.beforeFen) ?? 0;
    const loansBp = shareOut(at.map((cell) => cell?.loans ?? 0));
    const fenBp = shareOut(at.map(fenOf));
    return {
      from,
      loans: own.reduce((sum, cell) => sum + cell.loans, 0),
      fen: own.reduce((sum, cell) => sum + fenOf(cell), 0),
      cells: columns.map((to, place) => ({
        to,
        loans: at[place]?.loans ?? 0,
        fen: fenOf(at[place]),
        afterFen: at[place]?.afterFen ?? 0,
        loansBp: loansBp[place] ?? 0,
        fenBp: fenBp[place] ?? 0,
      })),
    };
  };
  const sumOf = (keep: (cell: z.infer<typeof found>) => boolean) => ({
    loans: cells.filter(keep).reduce((sum, cell) => sum + cell.loans, 0),
    fen: cells.filter(keep).reduce((sum, cell) => sum + cell.beforeFen, 0),
  });
  return {
    ...sides,
    states,
    exits: EXITS,
    rows: states.map(({ id }) => rowOf(id)).filter(({ loans }) => loans > 0),
    entered: rowOf(ENTERED),
    total: sumOf((cell) => cell.row !== ENTERED),
    worse: sumOf((cell) => cell.way === 'worse'),
    better: sumOf((cell) => cell.way === 'better'),
  };
}

/** `transition` from what is added up of the two books, where it is, else from the books. */
async function transitionSums(
  reader: Reader,
  sides: { from: SnapshotRef; to: SnapshotRef },
  kind: StateKind,
  filter: Omit<LoanFilter, 'asOf'>,
): Promise<SqlPart> {
  const { from, to } = sides;
  const isKept = sumsAnswer(filter) && (await keptOf(reader, [sides])).has(sides);
  if (!isKept) return transitionRows(sides, kind, filter);
  const { sql, binds } = sumWhere(filter, 5);
  return {
    sql: `sums AS (
       SELECT * FROM transition_sum t WHERE t.from_id = $1 AND t.to_id = $2 AND ${sql}
     ), ${transitionOf('sums', kind, 't.loans')}`,
    binds: [from.id, to.id, from.asOf, to.asOf, ...binds],
  };
}

const loan = z.object({
  loanId: z.string(),
  branch: z.string().nullable(),
  officer: z.string().nullable(),
  fromState: z.string(),
  toState: z.string(),
  beforeFen: z.int(),
  afterFen: z.int(),
  beforeDays: z.int().nullable(),
  afterDays: z.int().nullable(),
});

/** A row of the page beside the sums of all; without a loan where the page is empty. */
const summed = z.looseObject({
  loanId: z.string().nullable(),
  total: z.int(),
  sumBeforeFen: z.int(),
  sumAfterFen: z.int(),
});

/** Which claims of a matrix: of one row, one column, or that went one way; all that is given holds. */
export interface TransitionsAsked {
  row?: string | undefined;
  col?: string | undefined;
  way?: Way | undefined;
}

/** A page of the claims behind a cell, largest first, with the count and sums of all of them. */
export async function getTransitionLoans(
  reader: Reader,
  days: Days,
  kind: StateKind,
  filter: Omit<LoanFilter, 'asOf'>,
  { row, col, way }: TransitionsAsked,
  { limit, offset }: { limit: number; offset: number },
) {
  const sides = await getSides(reader, days);
  const { sql, binds } = transitionRows(sides, kind, filter);
  const parts: string[] = way === undefined ? [] : [WAYS[way]];
  const more: Bind[] = [];
  for (const [column, wanted] of [['row_state', row] as const, ['col_state', col] as const]) {
    if (wanted === undefined) continue;
    more.push(wanted);
    parts.push(`${column} = $${binds.length + more.length}`);
  }
  // What has no row was on the book before: the row of those that entered is asked for by name.
  if (row === undefined) parts.push(`row_state <> '${ENTERED}'`);
  const where = parts.join(' AND ');
  const all = [...binds, ...more];
  // In one statement, for joining the books is what takes the time; a row of sums is always there.
  const listed = await reader.rows(
    summed,
    `WITH ${sql},
     found AS MATERIALIZED (SELECT * FROM transition WHERE ${where}),
     sums AS (
       SELECT count(*) AS total, CAST(coalesce(sum(before_fen), 0) AS BIGINT) AS before_fen,
              CAST(coalesce(sum(after_fen), 0) AS BIGINT) AS after_fen
       FROM found
     ),
     page AS (
       SELECT * FROM found ORDER BY greatest(before_fen, after_fen) DESC, loan_id
       LIMIT ${limit} OFFSET ${offset}
     )
     SELECT p.loan_id AS "loanId", p.branch, p.officer, p.row_state AS "fromState",
            p.col_state AS "toState", p.before_fen AS "beforeFen", p.after_fen AS "afterFen",
            p.before_days AS "beforeDays", p.after_days AS "afterDays", s.total,
            s.before_fen AS "sumBeforeFen", s.after_fen AS "sumAfterFen"
     FROM sums s LEFT JOIN page p ON TRUE
     ORDER BY greatest(p.before_fen, p.after_fen) DESC, p.loan_id`,
    all,
  );
  const [sums] = listed;
  return {
    ...sides,
    total: sums?.total ?? 0,
    beforeFen: sums?.sumBeforeFen ?? 0,
    afterFen: sums?.sumAfterFen ?? 0,
    rows: listed.filter(({ loanId }) => loanId !== null).map((one) => loan.parse(one)),
  };
}
