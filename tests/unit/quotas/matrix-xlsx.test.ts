import { readXlsx } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { buildPlan } from '../../../server/quotas/build-plan.ts';
import { matrixXlsx } from '../../../server/quotas/matrix-xlsx.ts';
import { holder, inputsOf, requestOf } from './bank.ts';

const WAN = 1_000_000;
const planOf = (officers: ReturnType<typeof holder>[], targetFen: number) =>
  buildPlan(requestOf({ targetFen, weights: { npl: 100 } }), inputsOf(officers)).plan;

/** What a formula of SUM and references gives on the sheet's own values. */
function evaluate(formula: string, valueAt: (ref: string) => number): number {
  const ranges = formula.replaceAll(/([A-Z]+)(\d+):([A-Z]+)(\d+)/g, (_, a, first, b, last) => {
    const refs: string[] = [];
    for (let column = a.charCodeAt(0); column <= b.charCodeAt(0); column++) {
      for (let row = Number(first); row <= Number(last); row++) {
        refs.push(`${String.fromCharCode(column)}${row}`);
      }
    }
    return refs.join(',');
  });
  return [...ranges.matchAll(/[A-Z]+\d+/g)].reduce((sum, [ref]) => sum + valueAt(ref), 0);
}

describe('the plan as a workbook', () => {
  const plan = planOf(
    [
      holder('城关', '甲', 600 * WAN),
      holder('城关', '=1+1', 400 * WAN),
      holder('河西', '丙', 1_000 * WAN),
    ],
    100 * WAN,
  );

  it('has SUM for every total, and each gives the plan’s own figure', async () => {
    const [sheet] = (await readXlsx(await matrixXlsx(plan))).sheets;
    const cellAt = (row: number, column: number) => sheet?.cells?.get(`${row},${column}`);
    const value = (ref: string): number => {
      const [, letters = '', digits = ''] = /^([A-Z]+)(\d+)$/.exec(ref) ?? [];
      const at = [Number(digits) - 1, letters.charCodeAt(0) - 65] as const;
      const cell = cellAt(...at);
      if (cell?.formula) return evaluate(cell.formula, value);
      return Number(sheet?.rows[at[0]]?.[at[1]] ?? 0);
    };
    expect(sheet?.name).toBe('任务分解表');
    expect(sheet?.rows[0]).toEqual([
      '机构',
      '清收员',
      ...plan.monthsFen.map((_, m) => `${m + 1}月`),
      '全年(万元)',
    ]);
    // Header, 2 + 1 officers, two subtotals, the total in the seventh row.
    expect(cellAt(6, 14)?.formula).toBe('SUM(C7:N7)');
    expect(cellAt(6, 2)?.formula).toBe('SUM(C4,C6)');
    expect(cellAt(3, 2)?.formula).toBe('SUM(C2:C3)');
    expect(value('O7')).toBe(100);
    expect(value('O4')).toBe(50);
    plan.monthsFen.forEach((fen, m) => {
      expect(value(`${String.fromCharCode(67 + m)}7`) * WAN).toBe(fen);
    });
  });

  it('keeps a name that looks like a formula as text, and prints across with its header', async () => {
    const [sheet] = (await readXlsx(await matrixXlsx(plan))).sheets;
    const names = sheet?.rows.map((row) => row[1]);
    expect(names).toContain('=1+1');
    const formulas = [...(sheet?.cells?.entries() ?? [])].filter(([at, cell]) => {
      return cell.formula !== undefined && at.endsWith(',1');
    });
    expect(formulas).toEqual([]);
    expect(sheet?.pageSetup).toMatchObject({ orientation: 'landscape', fitToWidth: 1 });
    expect(sheet?.pageSetup?.printTitlesRow).toBe('$1:$1');
  });

  it('adds up more branches than a function takes arguments', async () => {
    const many = Array.from({ length: 260 }, (_, i) => holder(`支行${i}`, `员${i}`, 100 * WAN));
    const [sheet] = (await readXlsx(await matrixXlsx(planOf(many, 2_600 * WAN)))).sheets;
    const total = sheet?.cells?.get('521,2')?.formula ?? '';
    expect(total).toMatch(/^SUM\(SUM\(.*\),SUM\(.*\)\)$/);
    expect(total.match(/C\d+/g)).toHaveLength(260);
  });
});
