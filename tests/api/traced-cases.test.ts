import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays, addMonths, daysBetween } from '../../server/calendar.ts';
import type { Fen } from '../../server/money.ts';
import { getCaseBooks, getCases, getTracedCases } from '../../server/recovery/get-cases.ts';
import { getPairs } from '../../server/recovery/get-pairs.ts';
import { recoveredRows } from '../../server/recovery/recovered-rows.ts';
import { ENDS, type End, monthsUntil } from '../../server/recovery/trace-cases.ts';
import type { Reader } from '../../server/warehouse/warehouse.ts';
import { openTestApp } from './open-test-app.ts';
import { event, happen } from './random-history.ts';

const listed = z.object({
  on: z.string(),
  loanId: z.string(),
  state: z.string().nullable(),
  fen: z.int(),
  product: z.string().nullable(),
  borrower: z.string(),
  reason: z.string().nullable(),
  defaultedOn: z.string().nullable(),
});
type Listed = z.infer<typeof listed>;
const receipt = z.object({ loanId: z.string(), on: z.string(), fen: z.int() });

/** The books in force and the money that came in up to the last of them, row by row. */
async function read(reader: Reader) {
  const pairs = await getPairs(reader);
  const days = (
    await reader.rows(
      z.object({ on: z.string() }),
      `SELECT as_of AS "on" FROM snapshot WHERE status = 'current' ORDER BY as_of`,
    )
  ).map(({ on }) => on);
  const span = { from: days[0] ?? '9999-12-31', to: days.at(-1) ?? '9999-12-31' };
  const money = recoveredRows(pairs, span, {});
  return {
    days,
    books: await reader.rows(
      listed,
      `SELECT x.as_of AS "on", l.loan_id AS "loanId", l.npl_state AS state, l.balance_fen AS fen,
              l.product, l.borrower_id AS borrower, l.decrease_reason AS reason,
              l.defaulted_on AS "defaultedOn"
       FROM loan l JOIN snapshot x ON x.id = l.snapshot_id WHERE x.status = 'current'`,
    ),
    receipts: await reader.rows(
      receipt,
      `WITH ${money.sql} SELECT loan_id AS "loanId", on_day AS "on",
         CAST(sum(principal_fen) AS BIGINT) AS fen FROM recovered GROUP BY loan_id, on_day
       HAVING sum(principal_fen) <> 0 ORDER BY on_day`,
      money.binds,
    ),
  };
}

const stateOf = (one: Listed | undefined) =>
  one === undefined || (one.fen === 0 && one.state === null)
    ? 'absent'
    : (one.state ?? 'performing');
const isBad = (state: string) => state === 'on_book' || state === 'off_book';

/** What becomes of each claim, book by book. */
function trace({ books, days, receipts }: Awaited<ReturnType<typeof read>>) {
  const at = (loanId: string, on: string | undefined) =>
    books.find((one) => one.loanId === loanId && one.on === on);
  return [...new Set(books.map(({ loanId }) => loanId))].flatMap((loanId) => {
    const place = days.findIndex((on) => at(loanId, on)?.state === 'on_book');
    const first = at(loanId, days[place]);
    if (first === undefined || first.fen <= 0) return [];
    const seenOn = first.on;
    const gone = days.findIndex(
      (on, here) =>
        here > place &&
        isBad(stateOf(at(loanId, days[here - 1]))) &&
        ['absent', 'performing'].includes(stateOf(at(loanId, on))),
    );
    const last = at(loanId, days[gone]);
    const isCash =
      gone > 0 &&
      last !== undefined &&
      stateOf(last) === 'absent' &&
      (last.reason ?? 'cash') === 'cash';
    const own = receipts.filter((one) => one.loanId === loanId && one.on > seenOn);
    const { defaultedOn } = first;
    const since = defaultedOn !== null && defaultedOn <= seenOn ? defaultedOn : seenOn;
    return [
      {
        ...{ loanId, seenOn, own, defaultedOn: since, baseFen: first.fen },
        ...{ product: first.product, borrower: first.borrower },
        settledOn: isCash ? (days[gone] ?? null) : null,
        lostOn: days[gone] ?? days.at(-1) ?? '',
        firstPaidOn: own.find(({ fen }) => fen > 0)?.on ?? null,
        recoveredFen: own.reduce((sum, { fen }) => sum + fen, 0),
      },
    ];
  });
}
type Traced = ReturnType<typeof trace>[number];

function watched(one: Traced, end: End) {
  const event = end === 'settled' ? one.settledOn : one.firstPaidOn;
  const isEvent = event !== null && event <= one.lostOn;
  const entry = daysBetween(one.defaultedOn, one.seenOn);
  const exit = daysBetween(one.defaultedOn, isEvent ? event : one.lostOn);
  return { entry, exit: Math.max(entry + 1, exit), isEvent };
}

const quarterOf = (one: Traced, booksSince: string) =>
  one.defaultedOn <= booksSince
    ? null
    : `${one.defaultedOn.slice(0, 4)}-${String(Math.floor((Number(one.defaultedOn.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;

function added(rows: readonly [string, number[]][]) {
  const sums = new Map<string, number[]>();
  for (const [key, values] of rows) {
    sums.set(
      key,
      values.map((value, place) => value + (sums.get(key)?.[place] ?? 0)),
    );
  }
  return Object.fromEntries([...sums].sort());
}

const monthOf = (start: string, on: string) => {
  let month = 1;
  while (addMonths(start, month) < on) month += 1;
  return month;
};

describe('cases', () => {
  it('are what the books show one after the other, whatever was loaded and restored when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 8, maxLength: 16 }), async (events) => {
        const test = await openTestApp();
        try {
          const first = { book: 0, loans: [] };
          for (const [place, one] of [first, ...events].entries()) await happen(test, one, place);
          const { warehouse } = test.desk;
          const expected = trace(await read(warehouse));
          const page = { limit: 1000, offset: 0 };
          const list = await getTracedCases(warehouse, {}, { by: 'product' }, page);
          const said = expected
            .map(({ own: _, borrower: __, ...one }) => one)
            .sort((a, b) => b.baseFen - a.baseFen || (a.loanId < b.loanId ? -1 : 1));
          expect(list.rows).toMatchObject(said);
          expect(list.total).toBe(said.length);
          const { booksSince } = await getCaseBooks(warehouse, {});
          for (const end of ENDS) {
            const found = await getCases(warehouse, {}, 'product', end);
            const sums = found.groups.map(({ group, ...one }): [string, Fen[]] => [
              `${group}`,
              [one.cases, one.baseFen, one.recoveredFen],
            ]);
            expect(added(sums)).toEqual(
              added(expected.map((one) => [`${one.product}`, [1, one.baseFen, one.recoveredFen]])),
            );
            for (const { group, borrowers } of found.groups) {
              const own = expected.filter(({ product }) => product === group);
              expect(borrowers).toBe(new Set(own.map(({ borrower }) => borrower)).size);
            }
            const marks = found.groups.flatMap(({ group, marks }) =>
              marks.map((mark): [string, number[]] => [
                `${group} ${mark.time}`,
                [mark.entered, mark.left, mark.events],
              ]),
            );
            const ends = expected.flatMap((one): [string, number[]][] => {
              const { entry, exit, isEvent } = watched(one, end);
              return [
                [`${one.product} ${entry}`, [1, 0, 0]],
                [`${one.product} ${exit}`, [0, 1, isEvent ? 1 : 0]],
              ];
            });
            expect(added(marks)).toEqual(added(ends));
            expect(
              added(
                found.cohorts.map((one) => [
                  `${one.quarter}`,
                  [one.loans, one.baseFen, one.recoveredFen],
                ]),
              ),
            ).toEqual(
              added(
                expected.map((one) => [
                  `${quarterOf(one, booksSince)}`,
                  [1, one.baseFen, one.recoveredFen],
                ]),
              ),
            );
            const months = expected.flatMap((one) => {
              const quarter = quarterOf(one, booksSince);
              const start = quarter === null ? booksSince : one.defaultedOn;
              return one.own.map(({ on, fen }): [string, number[]] => [
                `${quarter} ${monthOf(start, on)}`,
                [fen],
              ]);
            });
            expect(
              added(found.received.map((one) => [`${one.quarter} ${one.month}`, [one.fen]])),
            ).toEqual(added(months));
          }
        } finally {
          await test.close();
        }
      }),
      { numRuns: 5 },
    );
  }, 120_000);

  it('count a receipt from the first whole month that reaches it, at any end of a month', async () => {
    const test = await openTestApp();
    try {
      const day = fc.nat(1500).map((days) => addDays('2023-01-01', days));
      const spans = fc.sample(fc.tuple(day, day), 500);
      const rows = spans.map(([start, on]) => `(CAST('${start}' AS DATE), CAST('${on}' AS DATE))`);
      const found = await test.desk.warehouse.rows(
        z.object({ start: z.string(), on: z.string(), months: z.int() }),
        `SELECT s AS start, d AS "on", ${monthsUntil('s', 'd')} AS months
         FROM (VALUES ${rows.join(', ')}) v(s, d)`,
      );
      for (const { start, on, months } of found) {
        expect(on <= addMonths(start, months)).toBe(true);
        expect(on <= addMonths(start, months - 1)).toBe(false);
      }
    } finally {
      await test.close();
    }
  });
});
