import type { Sentence } from '../errors.ts';
import type { Fen } from '../money.ts';
import { sayFen } from './say-money.ts';

/** A row of totals in a file: of a branch, of the lines `from`–`to`, or (`to` below zero) of all. */
export interface FileTotal {
  row: number;
  branch: string | undefined;
  from: number;
  to: number;
  /** By column. */
  amounts: ReadonlyMap<number, Fen>;
}

/** Where totals are not what their lines add up to, to the fen. `amounts[i]` are those of line i. */
export function checkTotals(
  totals: readonly FileTotal[],
  lines: readonly { branch: string; under: string }[],
  amounts: readonly ReadonlyMap<number, Fen>[],
): { row: number; column: number; says: Sentence }[] {
  return totals.flatMap((total) => {
    const mine = amounts.filter((_, at) => {
      const line = lines[at];
      if (total.branch !== undefined) return (line?.branch || line?.under) === total.branch;
      return total.to < 0 || (at >= total.from && at < total.to);
    });
    return [...total.amounts].flatMap(([column, stated]) => {
      const sum = mine.reduce((all, found) => all + (found.get(column) ?? 0), 0);
      if (sum === stated) return [];
      const [is, should, off] = [sayFen(stated), sayFen(sum), sayFen(stated - sum)];
      const says = {
        zh: `合计写的是 ${is.zh},各清收员相加是 ${should.zh},差 ${off.zh}。`,
        en: `the total says ${is.en}; the officers add up to ${should.en}, ${off.en} apart.`,
      };
      return [{ row: total.row, column, says }];
    });
  });
}
