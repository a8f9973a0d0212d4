import type { Sentence } from '../../lib/sentence.ts';
import type { Matrix } from './queries.ts';

export interface Block {
  type: { code: string; label: Sentence };
  pain: { code: string; label: Sentence };
  balanceFen: number;
}

/** The cell of the matrix with the largest balance; undetermined cells answer nothing. */
export function largestBlock(matrix: Matrix): Block | undefined {
  const blocks = matrix.types
    .filter((type) => type.code !== 'undetermined')
    .flatMap((type) =>
      type.cells.flatMap((cell) => {
        const pain = matrix.painPoints.find(({ code }) => code === cell.painPoint);
        return pain === undefined ? [] : [{ type, pain, balanceFen: cell.balanceFen }];
      }),
    );
  const [first] = blocks.sort((a, b) => b.balanceFen - a.balanceFen);
  return first === undefined || first.balanceFen === 0 ? undefined : first;
}
