import { z } from 'zod';
import type { Sentence } from '../errors.ts';
import { CANONICAL_FIELDS, type FieldKind } from '../loan-book/canonical-fields.ts';
import { snapshotMissing } from '../loan-book/refuse-file.ts';
import type { Fen } from '../money.ts';
import type { Reader } from '../warehouse/warehouse.ts';

/** Which two snapshots are compared, by id: `b` is the one before, `a` the one after. */
export const comparedPair = z.object({
  from: z.coerce.number().int(),
  to: z.coerce.number().int(),
});
export type ComparedPair = z.infer<typeof comparedPair>;

/** The fields that can differ: the loan number is what two snapshots are matched by. */
export const COMPARED_FIELDS = CANONICAL_FIELDS.filter(({ id }) => id !== 'loan_id');

type ComparedField = (typeof COMPARED_FIELDS)[number];

export const PAIR_ROWS = `(SELECT * FROM loan WHERE snapshot_id = $1) b
  FULL JOIN (SELECT * FROM loan WHERE snapshot_id = $2) a ON a.loan_id = b.loan_id`;

export const IS_CHANGED = (column: string) =>
  `(a.loan_id IS NOT NULL AND b.loan_id IS NOT NULL AND a.${column} IS DISTINCT FROM b.${column})`;

const side = z.object({
  id: z.int(),
  asOf: z.string(),
  status: z.enum(['current', 'superseded']),
  fileName: z.string(),
  loadedAt: z.string(),
  loans: z.int(),
  balanceFen: z.int(),
});

/** One of the two snapshots; its loans and balance. */
export type ComparedSide = z.infer<typeof side>;

async function getSide(reader: Reader, id: number): Promise<ComparedSide> {
  const [found] = await reader.rows(
    side,
    `SELECT id, as_of AS "asOf", status, file_name AS "fileName", loaded_at AS "loadedAt",
       rows_loaded AS "loans", balance_fen AS "balanceFen" FROM snapshot WHERE id = $1`,
    [id],
  );
  if (found === undefined) throw snapshotMissing(id);
  return found;
}

/** Loans of which one field differs; for an amount, its sums over those loans on both sides. */
export interface FieldChange {
  field: string;
  kind: FieldKind;
  label: Sentence;
  loans: number;
  beforeFen: Fen | null;
  afterFen: Fen | null;
}

export interface Comparison {
  from: ComparedSide;
  to: ComparedSide;
  added: { loans: number; balanceFen: Fen };
  gone: { loans: number; balanceFen: Fen };
  /** Loans that both have: how many are the same in every field, and how many are not. */
  same: number;
  changed: { loans: number; beforeFen: Fen; afterFen: Fen };
  /** The fields that differ anywhere, the most frequent first. */
  fields: FieldChange[];
}

const counts = z.record(z.string(), z.int());
type Counts = z.infer<typeof counts>;

const sum = (what: string) => `CAST(coalesce(sum(${what}), 0) AS BIGINT)`;

/** Of each of the snapshots: its loans, their balance, and in how many each field is filled. */
async function countFilled(
  reader: Reader,
  { from, to }: ComparedPair,
): Promise<Map<number, Counts>> {
  const found = await reader.rows(
    counts,
    `SELECT snapshot_id AS "id", count(*) AS "loans", ${sum('balance_fen')} AS "fen",
       ${COMPARED_FIELDS.map(({ id, column }) => `count(${column}) AS "n ${id}"`).join(', ')}
     FROM loan WHERE snapshot_id = $1 OR snapshot_id = $2 GROUP BY snapshot_id`,
    [from, to],
  );
  return new Map(found.map((one) => [one['id'] ?? 0, one]));
}

/**
 * Of the loans that both have: how many differ in any of `fields` and in each, with the sums of what
 * is an amount. Whether a field differs is asked once a loan, as 0 or 1, and then added up.
 */
function countChanged(reader: Reader, pair: ComparedPair, fields: readonly ComparedField[]) {
  const differs = fields.map(
    ({ column }, place) =>
      `CASE WHEN a.${column} IS DISTINCT FROM b.${column} THEN 1 ELSE 0 END AS d${place}`,
  );
  const amounts = fields.flatMap(({ kind, column }, place) =>
    kind === 'amount' ? [`b.${column} AS b${place}, a.${column} AS a${place}`] : [],
  );
  const any = fields.map((_, place) => `d${place}`).join(', ');
  const fieldSums = fields.map(({ id, kind }, place) => {
    const loans = `${sum(`d${place}`)} AS "n ${id}"`;
    if (kind !== 'amount') return loans;
    const when = (side: string) => sum(`CASE WHEN d${place} = 1 THEN ${side}${place} END`);
    return `${loans}, ${when('b')} AS "b ${id}", ${when('a')} AS "a ${id}"`;
  });
  return reader.one(
    counts,
    `SELECT count(*) AS "both", ${sum('before_fen')} AS "bothBeforeFen",
       ${sum('after_fen')} AS "bothAfterFen", ${sum('changed')} AS "changed",
       ${sum('CASE WHEN changed = 1 THEN before_fen END')} AS "changedBeforeFen",
       ${sum('CASE WHEN changed = 1 THEN after_fen END')} AS "changedAfterFen"
       ${fieldSums.map((each) => `, ${each}`).join('')}
     FROM (
       SELECT d.*, ${fields.length === 0 ? '0' : `greatest(0, ${any})`} AS changed
       FROM (
         SELECT ${['b.balance_fen AS before_fen, a.balance_fen AS after_fen', ...differs, ...amounts].join(', ')}
         FROM (SELECT * FROM loan WHERE snapshot_id = $1) b
         JOIN (SELECT * FROM loan WHERE snapshot_id = $2) a ON a.loan_id = b.loan_id
       ) d
     ) x`,
    [pair.from, pair.to],
  );
}

/**
 * Two snapshots, loan by loan and field by field: what is new, what is gone, what differs. The
 * balances add up: before − gone + added + (after − before of the changed) = after. Refuses with
 * 'snapshot-missing'.
 */
export async function compareSnapshots(
  reader: Reader,
  { from, to }: ComparedPair,
): Promise<Comparison> {
  const sides = [await getSide(reader, from), await getSide(reader, to)] as const;
  const filled = await countFilled(reader, { from, to });
  const [before = {}, after = {}] = [filled.get(from), filled.get(to)];
  // What neither book says of any loan cannot differ, and half of the fields are that.
  const asked = COMPARED_FIELDS.filter(({ id }) => before[`n ${id}`] || after[`n ${id}`]);
  const totals = await countChanged(reader, { from, to }, asked);
  const of = (key: string) => totals[key] ?? 0;
  const fields = asked.map(
    ({ id, kind, label }): FieldChange => ({
      ...{ field: id, kind, label, loans: of(`n ${id}`) },
      beforeFen: kind === 'amount' ? of(`b ${id}`) : null,
      afterFen: kind === 'amount' ? of(`a ${id}`) : null,
    }),
  );
  const alone = (side: Counts, bothFen: number) => ({
    loans: (side['loans'] ?? 0) - of('both'),
    balanceFen: (side['fen'] ?? 0) - bothFen,
  });
  return {
    from: sides[0],
    to: sides[1],
    added: alone(after, of('bothAfterFen')),
    gone: alone(before, of('bothBeforeFen')),
    same: of('both') - of('changed'),
    changed: {
      loans: of('changed'),
      beforeFen: of('changedBeforeFen'),
      afterFen: of('changedAfterFen'),
    },
    fields: fields.filter(({ loans }) => loans > 0).sort((a, b) => b.loans - a.loans),
  };
}
