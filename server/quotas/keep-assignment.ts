import { z } from 'zod';
import { type IsoDate, isoDate } from '../calendar.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';
import { type AssignRequest, assignRequest } from './assign-request.ts';
import { quotaCategory } from './categories.ts';
import { holdersOn } from './get-holders.ts';
import { insertAll } from './insert-all.ts';
import { makeAssignment, type ShownAssignment } from './make-assignment.ts';
import { refuseAssignment } from './refuse-assignment.ts';

const head = z.object({
  id: z.int(),
  name: z.string(),
  category: quotaCategory,
  asOf: isoDate,
  loans: z.int(),
  moves: z.int(),
  unplaced: z.int(),
  savedAt: z.string(),
  /** Null for a draft. */
  version: z.int().nullable(),
  effectiveOn: isoDate.nullable(),
});
export type AssignmentHead = z.infer<typeof head>;

const HEADS = `SELECT a.id, a.name, a.category, a.basis_as_of AS "asOf", a.loans, a.moves, a.unplaced,
  a.saved_at AS "savedAt", p.version, p.effective_on AS "effectiveOn"
  FROM assignment a LEFT JOIN assignment_approval p ON p.assignment_id = a.id`;

/** The saved assignments, newest first. */
export const getAssignments = (reader: Reader): Promise<AssignmentHead[]> =>
  reader.rows(head, `${HEADS} ORDER BY a.id DESC`);

const stored = head.extend({ request: z.string(), answer: z.string() });

export interface SavedAssignment extends AssignmentHead {
  request: AssignRequest;
  answer: ShownAssignment;
}

/** A saved assignment as it was asked and answered. Refuses with 'no-assignment'. */
export async function getAssignment(reader: Reader, id: number): Promise<SavedAssignment> {
  const [found] = await reader.rows(
    stored,
    `SELECT h.*, a.request, a.answer FROM (${HEADS}) h JOIN assignment a ON a.id = h.id
     WHERE h.id = $1`,
    [id],
  );
  if (found === undefined) {
    refuseAssignment(
      'no-assignment',
      { zh: `没有编号为 ${id} 的分派方案。`, en: `There is no assignment ${id}.` },
      { zh: '请从列表中打开。', en: 'Open one from the list.' },
      404,
    );
  }
  // What we wrote ourselves, in one statement with its request.
  const answer: ShownAssignment = JSON.parse(found.answer);
  return { ...found, request: assignRequest.parse(JSON.parse(found.request)), answer };
}

const event = z.object({
  id: z.int(),
  act: z.enum(['save', 'approve', 'comment']),
  who: z.string(),
  note: z.string(),
  at: z.string(),
});

/** Everything that was done with an assignment, oldest first. */
export const getAssignmentEvents = (reader: Reader, id: number) =>
  reader.rows(
    event,
    `SELECT id, act, who, note, done_at AS at FROM assignment_event
     WHERE assignment_id = $1 ORDER BY id`,
    [id],
  );

async function record(
  tx: Transaction,
  id: number,
  line: { act: z.infer<typeof event>['act']; who: string; note: string },
  now: string,
): Promise<void> {
  await tx.run(
    `INSERT INTO assignment_event (id, assignment_id, act, who, note, done_at)
     VALUES (nextval('assignment_event_seq'), $1, $2, $3, $4, CAST($5 AS TIMESTAMP))`,
    [id, line.act, line.who, line.note, now],
  );
}

/** Stores the assignment of a request as a draft; all of it or nothing. Refuses as `makeAssignment`. */
export async function saveAssignment(
  { warehouse, clock }: RoomDeps,
  asked: AssignRequest,
  name: string,
): Promise<SavedAssignment> {
  const answer = await makeAssignment(warehouse, asked, clock);
  const request = { ...asked, basisAsOf: answer.basis.asOf, rates: answer.rates };
  return warehouse.write(async (tx) => {
    const { id } = await tx.one(
      z.object({ id: z.int() }),
      `SELECT nextval('assignment_seq') AS id`,
    );
    await tx.run(
      `INSERT INTO assignment (id, name, category, basis_snapshot_id, basis_as_of, loans, moves,
         unplaced, request, answer, saved_at)
       VALUES ($1, $2, $3, $4, CAST($5 AS DATE), $6, $7, $8, $9, $10, CAST($11 AS TIMESTAMP))`,
      [
        id,
        name,
        answer.category,
        answer.basis.snapshotId,
        answer.basis.asOf,
        answer.loans,
        answer.moves.length,
        answer.unplaced.length,
        JSON.stringify(request),
        JSON.stringify(answer),
        clock.now(),
      ],
    );
    await insertAll(
      tx,
      `assignment_move (assignment_id, loan_id, book_branch, book_officer, from_branch, from_officer,
         to_branch, to_officer, reason, collectable_fen)`,
      answer.moves.map((move) => [
        id,
        move.loanId,
        move.branch,
        move.bookOfficer,
        move.from?.branch ?? null,
        move.from?.officer ?? null,
        move.to.branch,
        move.to.officer,
        move.reason,
        move.collectableFen,
      ]),
    );
    await record(tx, id, { act: 'save', who: '', note: '' }, clock.now());
    return getAssignment(tx, id);
  });
}

export const approval = z.object({
  who: z.string().trim().max(40),
  note: z.string().trim().max(500),
  /** From when its officers hold the loans; today by default. */
  effectiveOn: isoDate.optional(),
});

/** Moves whose loan has another holder on the day than when the draft was made. */
async function countStale(tx: Transaction, id: number, day: IsoDate): Promise<number> {
  const { stale } = await tx.one(
    z.object({ stale: z.int() }),
    `SELECT count(*) AS stale FROM assignment_move m
     JOIN ${holdersOn('$2')} h ON h.loan_id = m.loan_id
     WHERE m.assignment_id = $1
       AND h.book_branch IS NOT DISTINCT FROM m.book_branch
       AND h.book_officer IS NOT DISTINCT FROM m.book_officer
       AND (h.to_branch IS DISTINCT FROM m.from_branch OR h.to_officer IS DISTINCT FROM m.from_officer)`,
    [id, day],
  );
  return stale;
}

/**
 * Puts an assignment in force from a day, under a name and with a reason. Refuses with
 * 'no-assignment', 'name-missing', 'reason-missing', 'already-approved', 'loans-unplaced',
 * 'effective-too-early' (before its book, or before the last one approved) or 'assignment-stale'.
 */
export async function approveAssignment(
  { warehouse, clock }: RoomDeps,
  id: number,
  { who, note, effectiveOn }: z.infer<typeof approval>,
): Promise<AssignmentHead> {
  return warehouse.write(async (tx) => {
    const { answer: _answer, request: _request, ...own } = await getAssignment(tx, id);
    if (who === '') {
      refuseAssignment(
        'name-missing',
        { zh: '没有填写批准人姓名。', en: 'The name of who approves is missing.' },
        { zh: '请填写姓名。', en: 'Enter your name.' },
      );
    }
    if (note === '') {
      refuseAssignment(
        'reason-missing',
        { zh: '没有写明调整管户的原因。', en: 'The reason for the change of officers is missing.' },
        { zh: '请写明原因,例如人员离岗。', en: 'Write it, for example that somebody leaves.' },
      );
    }
    if (own.version !== null) {
      refuseAssignment(
        'already-approved',
        { zh: '这个分派方案已经批准过。', en: 'This assignment has been approved already.' },
        { zh: '如需调整,请另做一个方案。', en: 'To change it, make another one.' },
        409,
      );
    }
    if (own.unplaced > 0) {
      refuseAssignment(
        'loans-unplaced',
        {
          zh: `还有 ${own.unplaced} 笔贷款没有人可以接。`,
          en: `${own.unplaced} loans have nobody who may take them.`,
        },
        {
          zh: '请放宽条件或增加人员后另存一个方案。',
          en: 'Relax a condition or add somebody, and save again.',
        },
      );
    }
    const last = await tx.one(
      z.object({ version: z.int(), day: isoDate.nullable() }),
      `SELECT coalesce(max(version), 0) AS version, max(effective_on) AS day FROM assignment_approval`,
    );
    const day = effectiveOn ?? clock.today();
    const earliest = [own.asOf, last.day ?? own.asOf].sort()[1] ?? own.asOf;
    if (day < earliest) {
      refuseAssignment(
        'effective-too-early',
        {
          zh: `生效日 ${day} 早于 ${earliest}(所依据的台账或上一次分派的生效日)。`,
          en: `The effective day ${day} is before ${earliest}, the day of its loan book or of the last assignment.`,
        },
        { zh: '请选不早于这一天的日期。', en: 'Choose that day or a later one.' },
      );
    }
    const stale = await countStale(tx, id, day);
    if (stale > 0) {
      refuseAssignment(
        'assignment-stale',
        {
          zh: `保存之后又有分派生效,${stale} 笔贷款已换了管户人。`,
          en: `Another assignment took effect since; ${stale} loans have other officers now.`,
        },
        { zh: '请按现在的管户重新分派。', en: 'Assign again from the present officers.' },
        409,
      );
    }
    await tx.run(
      `INSERT INTO assignment_approval (assignment_id, version, effective_on, approved_at)
       VALUES ($1, $2, CAST($3 AS DATE), CAST($4 AS TIMESTAMP))`,
      [id, last.version + 1, day, clock.now()],
    );
    await record(tx, id, { act: 'approve', who, note }, clock.now());
    return tx.one(head, `${HEADS} WHERE a.id = $1`, [id]);
  });
}
