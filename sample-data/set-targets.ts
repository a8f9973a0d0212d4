/** The year's targets by category, and what the year before brought. */
import type { TargetLine } from './export-side-files.ts';
import { measureMonths } from './measure-truth.ts';
import type { Posting } from './simulation.ts';

export function roundTo(value: number, step: number): number {
  return Math.max(step, Math.round(value / step) * step);
}

export function targetLines(
  year: number,
  target: { on: number; off: number },
  past: readonly Posting[],
): TargetLine[] {
  const actual = measureMonths(past).reduce(
    (sum, month) => ({
      on: sum.on + month.cashOn,
      off: sum.off + month.cashOff,
      interest: sum.interest + month.interest,
    }),
    { on: 0, off: 0, interest: 0 },
  );
  const part = (fen: number, percent: number): number => roundTo((fen * percent) / 100, 1_000_000);
  const line = (
    of: number,
    category: string,
    kind: TargetLine['kind'],
    fen: number,
  ): TargetLine => ({ year: of, category, kind, fen });
  return [
    line(year, '表内现金清收', '任务', target.on),
    line(year, '表外清收', '任务', target.off),
    line(year, '收回不良利息', '任务', part(target.on, 17)),
    line(year, '上迁', '任务', part(target.on, 16)),
    line(year, '核销', '任务', part(target.on, 30)),
    line(year, '批量转让', '任务', part(target.on, 10)),
    line(year, '以物抵债', '任务', part(target.on, 6)),
    line(year - 1, '表内现金清收', '任务', part(target.on, 92)),
    line(year - 1, '表外清收', '任务', part(target.off, 88)),
    line(year - 1, '表内现金清收', '实际', actual.on),
    line(year - 1, '表外清收', '实际', actual.off),
    line(year - 1, '收回不良利息', '实际', actual.interest),
  ];
}
