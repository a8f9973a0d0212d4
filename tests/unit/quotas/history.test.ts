import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlanBody } from '../../../web/features/quotas/draft.ts';
import {
  type History,
  openHistory,
  pushStep,
  redoStep,
  rememberedHistory,
  undoStep,
} from '../../../web/features/quotas/history.ts';
import { requestOf } from './bank.ts';

const start = requestOf({ targetFen: 100_000_000 });
const edit = (amountFen: number): PlanBody['edits'][number] => ({
  places: [{ branch: '城关', officer: '甲', month: 1, amountFen }],
  absorb: 'row',
  why: '',
});
/** An edit for an even number, another target for an odd one. */
const change = (body: PlanBody, seed: number): PlanBody =>
  seed % 2 === 0
    ? { ...body, edits: [...body.edits, edit(seed)] }
    : { ...body, targetFen: body.targetFen + seed };
const made = (seeds: readonly number[], from = start) =>
  seeds.reduce((history, seed) => pushStep(history, change(history.now, seed)), openHistory(from));
const stored = (history: History) => history.at === history.stored;

describe('the history of a draft', () => {
  it('gives back exactly every draft that was, and again every one undone', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1000 }), { maxLength: 12 }), (seeds) => {
        let history = openHistory(start);
        const seen = [history.now];
        for (const seed of seeds) {
          history = pushStep(history, change(history.now, seed));
          seen.push(history.now);
        }
        for (const one of [...seen].reverse()) {
          expect(history.now).toEqual(one);
          history = undoStep(history);
        }
        expect(undoStep(history)).toEqual(history);
        expect(stored(history)).toBe(true);
        for (const one of seen) {
          expect(history.now).toEqual(one);
          history = redoStep(history);
        }
      }),
    );
  });

  it('takes back the edits that a saved plan brought, and then differs from what is stored', () => {
    const saved = { ...start, edits: [edit(2), edit(4)] };
    const opened = openHistory(saved);
    expect(stored(opened)).toBe(true);
    const one = undoStep(opened);
    expect(one.now.edits).toEqual([edit(2)]);
    expect(stored(one)).toBe(false);
    expect(redoStep(one).now).toEqual(saved);
    expect(stored(redoStep(one))).toBe(true);
  });

  it('forgets what was undone when something else is done', () => {
    const history = pushStep(undoStep(made([2, 4])), change(start, 8));
    expect(redoStep(history)).toEqual(history);
    const saved = openHistory({ ...start, edits: [edit(2)] });
    const other = pushStep(undoStep(saved), { ...start, targetFen: 7 });
    expect(stored(other)).toBe(false);
    expect(stored(undoStep(other))).toBe(false);
  });

  it('keeps the last hundred steps', () => {
    const history = made(Array.from({ length: 130 }, (_, i) => i));
    expect(history.steps).toHaveLength(100);
    expect(stored(history)).toBe(false);
    let back = history;
    for (let i = 0; i < 200; i++) back = undoStep(back);
    expect(back.now).toEqual(made(Array.from({ length: 30 }, (_, i) => i)).now);
    expect(stored(back)).toBe(false);
  });

  it('survives being written down and read again; what is not a history is not read', () => {
    const history = undoStep(made([2, 3, 4]));
    expect(rememberedHistory.parse(JSON.parse(JSON.stringify(history)))).toEqual(history);
    expect(rememberedHistory.safeParse({ now: {}, steps: [], at: 0, stored: 0 }).success).toBe(
      false,
    );
  });
});
