import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { holdersOn } from '../../server/quotas/get-holders.ts';
import { insertLoans } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const WAN = 1_000_000;
let test: TestApp;

/** Four loans of 李建国 and one of 王秀英 in one branch; 张伟 alone in another. */
const LOANS = [
  ['L1', 'B1', '城关支行', '李建国', 600],
  ['L2', 'B2', '城关支行', '李建国', 150],
  ['L3', 'B3', '城关支行', '李建国', 300],
  ['L4', 'B3', '城关支行', '李建国', 100],
  ['L5', 'B5', '城关支行', '王秀英', 300],
  ['L6', 'B6', '河西支行', '张伟', 500],
] as const;

beforeAll(async () => {
  test = await openTestApp();
  for (const [id, asOf] of [
    [1, '2026-11-13'],
    [2, '2026-11-20'],
  ] as const) {
    await insertLoans(
      test.desk,
      { id, asOf },
      LOANS.map(([loan, borrower, branch, officer, wan]) => ({
        loan_id: loan,
        borrower_id: borrower,
        borrower_name: '张建国',
        branch,
        officer,
        balance_fen: wan * WAN,
      })),
    );
  }
});
afterAll(() => test.close());

async function send(method: string, path: string, body?: unknown) {
  const response = await test.request(`/api/quotas/assignments${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await response.text();
  return {
    status: response.status,
    text,
    json: /^[[{]/.test(text) ? JSON.parse(text) : undefined,
  };
}

const rows = () =>
  test.desk.warehouse.one(
    z.object({ drafts: z.int(), moves: z.int(), approvals: z.int(), events: z.int() }),
    `SELECT (SELECT count(*) FROM assignment) AS drafts, (SELECT count(*) FROM assignment_move) AS moves,
       (SELECT count(*) FROM assignment_approval) AS approvals,
       (SELECT count(*) FROM assignment_event) AS events`,
  );
const holders = (day: string) =>
  test.desk.warehouse.rows(
    z.object({ loan_id: z.string(), to_officer: z.string() }),
    `SELECT loan_id, to_officer FROM ${holdersOn('$1')} h ORDER BY loan_id`,
    [day],
  );

describe('loans assigned through the API', () => {
  it('balances each branch, keeps a borrower together and masks names', async () => {
    const { json, status } = await send('POST', '/preview', { weights: { collectable: 100 } });
    expect(status).toBe(200);
    expect(json.basis.asOf).toBe('2026-11-20');
    expect(json.moves).toHaveLength(2);
    expect(json.moves.map((move: { loanId: string }) => move.loanId)).toEqual(['L3', 'L4']);
    expect(json.moves[0]).toMatchObject({
      borrowerName: '张**',
      from: { branch: '城关支行', officer: '李建国' },
      to: { branch: '城关支行', officer: '王秀英' },
      reason: 'balance',
    });
    expect(json).toMatchObject({ movedBorrowers: 1, fewestMoves: 1, loans: 6, unplaced: [] });
  });

  it('spreads the loans of who is left out, and gives to who joins', async () => {
    const { json } = await send('POST', '/preview', {
      branches: ['城关支行'],
      officers: [
        { branch: '城关支行', officer: '王秀英', share: 0 },
        { branch: '城关支行', officer: '新人', joins: true },
      ],
    });
    const takers = new Set(json.moves.map((move: { to: { officer: string } }) => move.to.officer));
    expect(takers.has('王秀英')).toBe(false);
    expect(takers.has('新人')).toBe(true);
    const left = json.officers.find((own: { officer: string }) => own.officer === '王秀英');
    expect(left).toMatchObject({ share: 0, after: { loans: 0 }, before: { loans: 1 } });
  });

  it.each([
    [
      'no-officers',
      { branches: ['河西支行'], officers: [{ branch: '河西支行', officer: '张伟', share: 0 }] },
    ],
    ['unknown-officer', { officers: [{ branch: '河西支行', officer: '无此人' }] }],
    ['unknown-officer', { conflicts: [{ branch: '河西支行', officer: '无此人', borrower: 'B1' }] }],
    [
      'officer-twice',
      {
        officers: [
          { branch: '河西支行', officer: '张伟' },
          { branch: '河西支行', officer: '张伟' },
        ],
      },
    ],
    ['unknown-borrower', { conflicts: [{ branch: '河西支行', officer: '张伟', borrower: 'B9' }] }],
    ['tolerance-range', { tolerance: 0 }],
    ['tolerance-range', { tolerance: 501 }],
    ['weights-zero', { weights: { collectable: 0 } }],
    ['share-range', { officers: [{ branch: '河西支行', officer: '张伟', share: -1 }] }],
    ['most-range', { officers: [{ branch: '河西支行', officer: '张伟', mostFen: 0.5 }] }],
    ['unknown-loan', { locked: ['L99'] }],
    ['nothing-to-assign', { branches: ['没有支行'] }],
  ])('refuses %s in sentences and stores nothing', async (code, body) => {
    const before = await rows();
    for (const path of ['/preview', '']) {
      const { status, json } = await send('POST', path, body);
      expect(json.code).toBe(code);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(json.says.happened.zh).toMatch(/。$/);
      expect(json.says.next.en).not.toBe('');
    }
    expect(await rows()).toEqual(before);
  });

  it('keeps an officer from a borrower whom a loan of theirs names', async () => {
    for (const borrower of ['B3', 'L4']) {
      const { json } = await send('POST', '/preview', {
        weights: { collectable: 100 },
        conflicts: [{ branch: '城关支行', officer: '王秀英', borrower }],
      });
      const moved = json.moves.map((move: { loanId: string }) => move.loanId);
      expect(moved).not.toContain('L3');
      expect(moved).not.toContain('L4');
    }
  });

  it('lists a loan that nobody may take, and does not approve until somebody may', async () => {
    const saved = await send('POST', '', {
      branches: ['河西支行'],
      conflicts: [{ branch: '河西支行', officer: '张伟', borrower: 'B6' }],
    });
    expect(saved.status).toBe(201);
    expect(saved.json.answer.unplaced).toMatchObject([
      { loanId: 'L6', why: 'nobody', unfit: { conflict: 1 } },
    ]);
    const refused = await send('POST', `/${saved.json.id}/approve`, { who: '王', note: '回避' });
    expect(refused.json.code).toBe('loans-unplaced');
    expect((await rows()).approvals).toBe(0);
  });

  it('approves under a name, with a reason, from a day; then its officers hold the loans', async () => {
    const draft = await send('POST', '', { weights: { collectable: 100 }, name: '年末' });
    const other = await send('POST', '', { weights: { collectable: 100 }, name: '同一份' });
    const { id } = draft.json;
    const approve = (more: object, of = id) =>
      send('POST', `/${of}/approve`, { who: '王行长', note: '均衡', ...more });
    expect((await approve({ who: ' ' })).json.code).toBe('name-missing');
    expect((await approve({ note: '' })).json.code).toBe('reason-missing');
    expect((await approve({ effectiveOn: '2026-11-01' })).json.code).toBe('effective-too-early');
    expect((await approve({}, 999)).json.code).toBe('no-assignment');
    expect((await rows()).approvals).toBe(0);
    const done = await approve({ effectiveOn: '2026-11-23' });
    expect(done.json).toMatchObject({ version: 1, effectiveOn: '2026-11-23', moves: 2 });
    expect((await approve({})).json.code).toBe('already-approved');
    expect((await approve({}, other.json.id)).json.code).toBe('assignment-stale');

    expect(await holders('2026-11-22')).toEqual([]);
    expect(await holders('2026-11-23')).toEqual([
      { loan_id: 'L3', to_officer: '王秀英' },
      { loan_id: 'L4', to_officer: '王秀英' },
    ]);
    const again = await send('POST', '/preview', { weights: { collectable: 100 } });
    expect(again.json.moves).toEqual([]);
    const events = await send('GET', `/${id}/events`);
    expect(events.json).toMatchObject([
      { act: 'save' },
      { act: 'approve', who: '王行长', note: '均衡' },
    ]);
    const book = await test.request('/api/loans/L3');
    expect(await book.text()).toContain('李建国');
  });

  it('gives the handover list with both days and room to sign, as text and as a workbook', async () => {
    const [approved] = (await send('GET', '')).json.filter(
      (own: { version: number }) => own.version === 1,
    );
    const { text } = await send('GET', `/${approved.id}/moves.csv`);
    const [header, first, , end] = text.replace('\uFEFF', '').split('\r\n');
    expect(header).toContain('移交人签字,接收人签字');
    expect(first).toBe(
      '1,城关支行,L3,B3,张**,,3000000.00,900000.00,李建国,城关支行,王秀英,均衡工作量,2026-11-20,2026-11-23,,,',
    );
    expect(end).toBe('');
    const file = await test.request(`/api/quotas/assignments/${approved.id}/moves.xlsx?lang=en`);
    expect(file.headers.get('content-type')).toContain('spreadsheetml');
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(1000);
    expect((await send('GET', '/999/moves.csv')).json.code).toBe('no-assignment');
  });
});
