import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ALERT_LISTS } from '../../server/recovery/get-alert-loans.ts';
import { getStreaks } from '../../server/recovery/get-streaks.ts';
import { getYear, type RecoveryYear } from '../../server/recovery/get-year.ts';
import { openTestApp } from './open-test-app.ts';
import { event, happen } from './random-history.ts';

const FILTERS = ['', 'branch=甲', 'product=mortgage', 'flag=class_lag', 'state=on_book'];

const alerts = z.array(z.object({ kind: z.string(), loans: z.int(), amountFen: z.int() }));
const listed = z.array(z.object({ balanceFen: z.int() }));
const moved = z.object({
  rows: z.array(
    z.object({
      loanId: z.string(),
      afterState: z.string(),
      postedFen: z.int().nullable(),
      fen: z.int(),
    }),
  ),
});

const history = fc.array(event, { minLength: 6, maxLength: 14 });
const FIRST = { book: 2, loans: [] };

describe('alerts over random histories', () => {
  it('count and sum what their lists and the unexplained bar show', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const test = await openTestApp();
        try {
          for (const [place, one] of [FIRST, ...events].entries()) await happen(test, one, place);
          const ask = async (path: string, filter: string) => {
            const response = await test.request(`/api/${path}${filter}`);
            expect(response.status, path).toBe(200);
            return response.json();
          };
          for (const filter of FILTERS) {
            const found = alerts.parse(await ask('recovery/alerts?', filter));
            const sumOf = (kind: string) => {
              const { loans, amountFen } = found.find((one) => one.kind === kind) ?? {
                loans: 0,
                amountFen: 0,
              };
              return { loans, amountFen };
            };
            for (const kind of ALERT_LISTS.filter((one) => one !== 'slipped-plan')) {
              const rows = listed.parse(await ask(`recovery/alerts/${kind}/loans?`, filter));
              expect(sumOf(kind), `${kind} ${filter}`).toEqual({
                loans: rows.length,
                amountFen: rows.reduce((sum, row) => sum + row.balanceFen, 0),
              });
            }
            const { rows } = moved.parse(
              await ask('recovery/bridge/loans?term=unexplained&limit=1000&', filter),
            );
            const open = rows.filter(
              (row) => row.afterState !== 'absent' && row.postedFen !== null,
            );
            expect(sumOf('difference'), `difference ${filter}`).toEqual({
              loans: new Set(open.map((row) => row.loanId)).size,
              amountFen: open.reduce((sum, row) => sum + Math.abs(row.fen), 0),
            });
          }
        } finally {
          await test.close();
        }
      }),
      { numRuns: 5 },
    );
  }, 120_000);

  it('see who falls behind week after week in the last weeks as in the whole year', async () => {
    const targets = fc.array(fc.nat(3000), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(history, targets, async (events, months) => {
        const test = await openTestApp();
        try {
          for (const [place, one] of [FIRST, ...events].entries()) await happen(test, one, place);
          const reader = test.desk.warehouse;
          const year = await getYear(reader, {});
          const targetFen = months.reduce((sum, fen) => sum + fen, 0);
          const unit = { branch: '甲', officer: '李建国', targetFen, months, stretchFen: null };
          const known: RecoveryYear = {
            ...year,
            coverage: {
              source: 'postings',
              knownSince: '2026-01-01',
              knownUntil: year.asOf,
              isYearKnown: true,
              lumps: [],
            },
            plan: { categories: [], sides: ['on', 'off'], units: [unit] },
          };
          const whole = await getStreaks(reader, known, 'officer');
          for (const last of [1, 3]) {
            const cut = await getStreaks(reader, known, 'officer', last);
            expect([...cut.keys()].sort()).toEqual([...whole.keys()].sort());
            for (const [key, { fallingWeeks }] of whole) {
              const seen = (cut.get(key)?.fallingWeeks ?? 0) >= last;
              expect(seen, `${key} ${last}`).toBe(fallingWeeks >= last);
            }
          }
        } finally {
          await test.close();
        }
      }),
      { numRuns: 5 },
    );
  }, 120_000);
});
