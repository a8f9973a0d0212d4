import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '../../server/calendar.ts';
import { CANONICAL_FIELDS } from '../../server/loan-book/canonical-fields.ts';
import { CODES_BY_FIELD } from '../../server/loan-book/codes.ts';
import { predicateColumn } from '../../server/triage/compile-rule.ts';
import { FACTS_SQL } from '../../server/triage/evaluate-triage.ts';
import { assign, evaluate, type Facts, judge, rank } from '../../server/triage/explain-rule.ts';
import { guaranteeClock } from '../../server/triage/guarantee-clock.ts';
import { limitationClock } from '../../server/triage/limitation-clock.ts';
import { DEFAULT_TYPES } from '../../server/triage/rules/default-types.ts';
import { GATES } from '../../server/triage/rules/gates.ts';
import { DEFAULT_PAINS, PAIN_POINTS } from '../../server/triage/rules/pain-points.ts';
import { insertLoans, type LoanColumns } from './insert-loans.ts';
import { openTestApp, type TestApp } from './open-test-app.ts';

const AS_OF = '2026-11-20';

let test: TestApp;
let snapshotId = 0;
beforeAll(async () => {
  test = await openTestApp();
});
afterAll(() => test.close());

const unknownOr = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 3 });
const fenAmounts = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5_000_000_000 }));
const days = fc.integer({ min: -5200, max: 400 }).map((offset) => addDays(AS_OF, offset));
const leap = fc.constantFrom('2024-02-29', '2023-08-31', '2021-01-01', '2017-10-01', '2017-09-30');
const texts: Record<string, fc.Arbitrary<string>> = {
  scenario_tags: fc.constantFrom(
    's01',
    's02;s03',
    's07-why-only-me',
    's08',
    's04;s11',
    's12',
    's15',
  ),
  interrupt_proof: fc.constantFrom('签收回执', '无', ' 无 ', '公证送达'),
  collateral_kind: fc.constantFrom('城镇住房', '农村房屋', '车辆', '机器设备', '存货'),
  village: fc.constantFrom('上河湾村', '下沟村'),
  township: fc.constantFrom('河西镇', '东镇'),
  branch: fc.constantFrom('城关支行', '河西支行'),
};

const randomLoan: fc.Arbitrary<LoanColumns> = fc.record(
  Object.fromEntries(
    CANONICAL_FIELDS.map(({ id, column, kind }) => {
      if (id === 'loan_id') return [column, fc.constant(undefined)];
      if (id === 'branch') return [column, texts['branch']];
      if (id === 'balance') return [column, fc.integer({ min: 0, max: 5_000_000_000 })];
      if (kind === 'amount') return [column, unknownOr(fenAmounts)];
      if (kind === 'flag') return [column, unknownOr(fc.boolean())];
      if (kind === 'date') return [column, unknownOr(fc.oneof(days, leap))];
      if (kind === 'code')
        return [column, unknownOr(fc.constantFrom(...Object.keys(CODES_BY_FIELD[id] ?? {})))];
      if (kind === 'integer') return [column, unknownOr(fc.integer({ min: 0, max: 900 }))];
      return [column, unknownOr(texts[id] ?? fc.constant('某'))];
    }),
  ),
) as fc.Arbitrary<LoanColumns>;
const kind = fc.constantFrom('on_book', 'on_book', 'off_book', null);
const book = fc
  .array(fc.tuple(randomLoan, kind), { minLength: 1, maxLength: 40 })
  .map((loans) =>
    loans.map(([loan, npl_state], index) => ({ ...loan, loan_id: `L${index}`, npl_state })),
  );

const factRow = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const segmentRow = z.object({
  loan_id: z.string(),
  default_type: z.string(),
  needs_confirmation: z.boolean(),
  leading_type: z.string().nullable(),
  score: z.number(),
  runner_up: z.string().nullable(),
  runner_up_score: z.number(),
  known_predicates: z.number(),
  all_predicates: z.number(),
  pain_point: z.string(),
  second_pain_point: z.string().nullable(),
  gates: z.string(),
});

function expectSegment(facts: Facts) {
  const types = judge(DEFAULT_TYPES, facts);
  const [first, next] = rank(types);
  const chosen = assign(DEFAULT_TYPES, types)?.type.id ?? 'undetermined';
  const pains = rank(judge(PAIN_POINTS, facts)).filter(({ score }) => score >= 3);
  return {
    loan_id: facts['loan_id'],
    default_type: chosen,
    needs_confirmation: chosen === 'evader',
    leading_type: first !== undefined && first.score > 0 ? first.type.id : null,
    score: first?.score ?? 0,
    runner_up: next !== undefined && next.score > 0 ? next.type.id : null,
    runner_up_score: next?.score ?? 0,
    known_predicates: types.reduce((sum, { known }) => sum + known, 0),
    all_predicates: types.reduce((sum, { predicates }) => sum + predicates.length, 0),
    pain_point: pains[0]?.type.id ?? DEFAULT_PAINS[chosen] ?? 'undetermined',
    second_pain_point: pains[1]?.type.id ?? null,
  };
}

describe('triage rules', () => {
  it('judge every predicate of every loan alike in SQL and for one loan, unknowns included', async () => {
    await fc.assert(
      fc.asyncProperty(book, async (loans) => {
        const snapshot = { id: ++snapshotId, asOf: AS_OF };
        await insertLoans(test.desk, snapshot, loans);
        const judged = await test.desk.warehouse.rows(
          factRow,
          `${FACTS_SQL} SELECT * FROM judged ORDER BY loan_id`,
          [snapshot.id, AS_OF],
        );
        const segments = await test.desk.warehouse.rows(
          segmentRow,
          `SELECT ${Object.keys(segmentRow.shape).join(', ')} FROM segment
           WHERE snapshot_id = $1 ORDER BY loan_id`,
          [snapshot.id],
        );
        expect(segments).toHaveLength(loans.filter((loan) => loan.npl_state !== null).length);
        judged.forEach((facts, index) => {
          for (const typology of [DEFAULT_TYPES, PAIN_POINTS]) {
            for (const { id, when } of typology.types.flatMap((type) => type.predicates)) {
              expect([id, evaluate(when, facts)]).toEqual([id, facts[predicateColumn(id)]]);
            }
          }
          const { gates, ...segment } = segments[index] ?? { gates: 'no segment' };
          expect(segment).toEqual(expectSegment(facts));
          expect(gates.split(';').filter((gate) => gate !== '' && gate !== 'deadline')).toEqual(
            GATES.filter(({ when }) => evaluate(when, facts) === true).map(({ id }) => id),
          );
        });
      }),
      { numRuns: 25 },
    );
  });

  it('give every claim the same clocks in SQL as the rule for one loan', async () => {
    await fc.assert(
      fc.asyncProperty(book, async (loans) => {
        const snapshot = { id: ++snapshotId, asOf: AS_OF };
        await insertLoans(test.desk, snapshot, loans);
        const rows = await test.desk.warehouse.rows(
          factRow,
          `SELECT l.*, s.limitation_ends_on, s.limitation_proven, s.limitation_proven_ends_on,
             s.limitation_clock, s.guarantee_lapses_on, s.guarantee_clock
           FROM loan l JOIN segment s USING (snapshot_id, loan_id) WHERE snapshot_id = $1`,
          [snapshot.id],
        );
        const text = (value: Facts[string] | undefined) =>
          typeof value === 'string' ? value : null;
        for (const row of rows) {
          const limitation = limitationClock({
            maturesOn: text(row['matures_on']),
            extendedTo: text(row['extended_to']),
            lastInterruptedOn: text(row['last_interrupted_on']),
            interruptProof: text(row['interrupt_proof']),
            courtStage: text(row['court_stage']),
            judgmentOn: text(row['judgment_on']),
            enforcementOn: text(row['enforcement_on']),
          });
          expect(limitation).toEqual({
            rule: row['limitation_clock'],
            endsOn: row['limitation_ends_on'],
            provenEndsOn: row['limitation_proven_ends_on'],
            proven: row['limitation_proven'],
          });
          const guarantee = guaranteeClock({
            guaranteeKind: text(row['guarantee_kind']),
            guarantor: text(row['guarantor']),
            guaranteeEndsOn: text(row['guarantee_ends_on']),
            maturesOn: text(row['matures_on']),
            disbursedOn: text(row['disbursed_on']),
            courtStage: text(row['court_stage']),
          });
          expect(guarantee).toEqual({
            rule: row['guarantee_clock'],
            lapsesOn: row['guarantee_lapses_on'],
          });
        }
      }),
      { numRuns: 25 },
    );
  });
});
