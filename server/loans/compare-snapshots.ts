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

const sum = (what: string, when: string) =>
  `CAST(coalesce(sum(${what}) FILTER (WHERE ${when}), 0) AS BIGINT)`;

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
  const any = COMPARED_FIELDS.map(({ column }) => IS_CHANGED(column)).join(' OR ');
  const totals = await reader.one(
    z.record(z.string(), z.int()),
    `SELECT count(*) FILTER (WHERE b.loan_id IS NULL) AS "added",
       ${sum('a.balance_fen', 'b.loan_id IS NULL')} AS "addedFen",
       count(*) FILTER (WHERE a.loan_id IS NULL) AS "gone",
       ${sum('b.balance_fen', 'a.loan_id IS NULL')} AS "goneFen",
       count(*) FILTER (WHERE a.loan_id IS NOT NULL AND b.loan_id IS NOT NULL) AS "both",
       count(*) FILTER (WHERE ${any}) AS "changed",
       ${sum('b.balance_fen', any)} AS "changedBeforeFen",
       ${sum('a.balance_fen', any)} AS "changedAfterFen",
       ${COMPARED_FIELDS.flatMap(({ id, column, kind }) => {
         const when = IS_CHANGED(column);
         const loans = `count(*) FILTER (WHERE ${when}) AS "n ${id}"`;
         if (kind !== 'amount') return [loans];
         return [
           loans,
           `${sum(`b.${column}`, when)} AS "b ${id}"`,
           `${sum(`a.${column}`, when)} AS "a ${id}"`,
         ];
       }).join(', ')}
     FROM ${PAIR_ROWS}`,
    [from, to],
  );
  const of = (key: string) => totals[key] ?? 0;
  const fields = COMPARED_FIELDS.map(
    ({ id, kind, label }): FieldChange => ({
      ...{ field: id, kind, label, loans: of(`n ${id}`) },
      beforeFen: kind === 'amount' ? of(`b ${id}`) : null,
      afterFen: kind === 'amount' ? of(`a ${id}`) : null,
    }),
  );
  return {
    from: sides[0],
    to: sides[1],
    added: { loans: of('added'), balanceFen: of('addedFen') },
    gone: { loans: of('gone'), balanceFen: of('goneFen') },
    same: of('both') - of('changed'),
    changed: {
      loans: of('changed'),
      beforeFen: of('changedBeforeFen'),
      afterFen: of('changedAfterFen'),
    },
    fields: fields.filter(({ loans }) => loans > 0).sort((a, b) => b.loans - a.loans),
  };
}
