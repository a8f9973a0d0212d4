import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apportionMatrix, type Cell, type MatrixProblem } from '../../../server/quotas/matrix.ts';

const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
const line = (key: string, total: bigint) => ({ key, total, label: { zh: key, en: key } });
const key = (kind: string, index: number) => `${kind}${String(index).padStart(4, '0')}`;

function table(
  rowTotals: readonly bigint[],
  columnTotals: readonly bigint[],
  cells: readonly (readonly Cell[])[],
): MatrixProblem {
  const rows = rowTotals.map((total, i) => line(key('r', i), total));
  const columns = columnTotals.map((total, j) => line(key('c', j), total));
  const at = new Map(
    rows.flatMap((row, i) =>
      columns.map((column, j) => [`${row.key}/${column.key}`, cells[i]?.[j]] as const),
    ),
  );
  return {
    rows,
    columns,
    cell: (row, column) => at.get(`${row}/${column}`) ?? { weight: 0n, floor: 0n, cap: 0n },
  };
}

const free = (weight: number | bigint): Cell => ({
  weight: BigInt(weight),
  floor: 0n,
  cap: undefined,
});

/** Margins taken from a table that exists, so that a solution does; some of its cells locked. */
const solvable = (size: number, units: bigint) =>
  fc
    .record({ rows: fc.integer({ min: 1, max: size }), columns: fc.integer({ min: 1, max: size }) })
    .chain(({ rows, columns }) =>
      fc.array(
        fc.array(
          fc.record({
            weight: fc.bigInt(1n, 40n),
            units: fc.bigInt(0n, units),
            lock: fc.integer({ min: 0, max: 6 }),
          }),
          { minLength: columns, maxLength: columns },
        ),
        { minLength: rows, maxLength: rows },
      ),
    )
    .map((drafts) => {
      const cells = drafts.map((row) =>
        row.map(({ weight, units: own, lock }) => ({
          weight,
          floor: lock === 0 ? own : 0n,
          cap: lock === 0 ? own : lock === 1 ? own + 3n : undefined,
        })),
      );
      const rowTotals = drafts.map((row) => sum(row.map((cell) => cell.units)));
      const columnTotals = (drafts[0] ?? []).map((_, j) =>
        sum(drafts.map((row) => row[j]?.units ?? 0n)),
      );
      return { rowTotals, columnTotals, cells };
    });

/** Every table with these margins and bounds. */
function allTables(
  rowTotals: readonly bigint[],
  columnTotals: readonly bigint[],
  cells: readonly (readonly Cell[])[],
): bigint[][][] {
  const found: bigint[][][] = [];
  const left = [...columnTotals];
  const fill = (i: number, j: number, rest: bigint, done: bigint[][], row: bigint[]) => {
    if (j === left.length) {
      if (rest !== 0n) return;
      const next = [...done, row];
      if (i + 1 === rowTotals.length) {
        if (left.every((amount) => amount === 0n)) found.push(next);
      } else fill(i + 1, 0, rowTotals[i + 1] ?? 0n, next, []);
      return;
    }
    const cell = cells[i]?.[j] ?? free(1);
    const room = left[j] ?? 0n;
    for (let own = cell.floor; own <= rest && own <= room; own++) {
      if (cell.cap !== undefined && own > cell.cap) break;
      left[j] = room - own;
      fill(i, j + 1, rest - own, done, [...row, own]);
    }
    left[j] = room;
  };
  fill(0, 0, rowTotals[0] ?? 0n, [], []);
  return found;
}

/** The divisor method's objective: Π (2s − 1) ÷ weight over every unit s of every cell. */
function objective(units: readonly (readonly bigint[])[], cells: readonly (readonly Cell[])[]) {
  let num = 1n;
  let den = 1n;
  units.forEach((row, i) => {
    row.forEach((own, j) => {
      for (let s = 1n; s <= own; s++) {
        num *= 2n * s - 1n;
        den *= cells[i]?.[j]?.weight ?? 1n;
      }
    });
  });
  return { num, den };
}

describe('apportionMatrix, against published examples', () => {
  /**
   * Stadt Zürich, Gemeinderatswahl vom 9. Februar 2014, "Unterzuteilung der Sitze an die Listen":
   * 125 seats, the party votes and the seats of seven lists in nine constituencies, as published by
   * the city (new Zurich procedure: biproportional divisor method with standard rounding).
   */
  it('seats the city council of Zurich of 2014 as the city did, 125 seats', () => {
    const lists: [name: string, votes: number[], seats: number[]][] = [
      [
        'SP',
        [30_933, 54_797, 40_953, 29_882, 62_554, 46_248, 40_979, 79_160, 11_448],
        [3, 5, 5, 4, 4, 5, 4, 6, 3],
      ],
      [
        'SVP',
        [18_882, 25_663, 9_836, 11_132, 34_834, 41_366, 24_261, 70_002, 10_635],
        [2, 2, 1, 1, 2, 4, 2, 6, 3],
      ],
      [
        'FDP',
        [24_403, 17_918, 10_238, 15_090, 69_163, 21_307, 21_957, 37_123, 3_412],
        [3, 2, 1, 2, 4, 2, 3, 3, 1],
      ],
      [
        'Grüne',
        [13_239, 21_915, 15_880, 10_034, 28_630, 15_001, 13_598, 22_448, 2_433],
        [1, 2, 2, 1, 2, 2, 1, 2, 1],
      ],
      [
        'glp',
        [12_202, 17_746, 12_416, 11_024, 26_498, 14_738, 13_901, 29_648, 2_151],
        [1, 2, 2, 1, 2, 1, 1, 3, 0],
      ],
      [
        'CVP',
        [5_936, 6_873, 3_645, 3_692, 11_017, 10_816, 4_898, 14_852, 2_786],
        [1, 1, 0, 0, 1, 1, 0, 1, 1],
      ],
      [
        'AL',
        [5_650, 16_680, 17_323, 6_650, 10_082, 8_020, 8_543, 11_655, 1_061],
        [1, 1, 2, 1, 1, 1, 1, 1, 0],
      ],
    ];
    const problem = table(
      [39n, 23n, 21n, 14n, 13n, 6n, 9n],
      [12n, 15n, 13n, 10n, 16n, 16n, 12n, 22n, 9n],
      lists.map(([, votes]) => votes.map(free)),
    );
    expect(apportionMatrix(problem).map((row) => row.map(Number))).toEqual(
      lists.map(([, , seats]) => seats),
    );
  });

  /** Wikipedia, "Biproportional apportionment". */
  it('seats three parties in three regions, 20 seats (biproportional, standard rounding)', () => {
    const votes = [
      [123, 45, 815],
      [912, 714, 414],
      [312, 255, 215],
    ];
    const problem = table(
      [5n, 11n, 4n],
      [7n, 5n, 8n],
      votes.map((row) => row.map(free)),
    );
    expect(apportionMatrix(problem).map((row) => row.map(Number))).toEqual([
      [1, 0, 4],
      [4, 4, 3],
      [2, 1, 1],
    ]);
  });
});

describe('apportionMatrix, whatever it is given', () => {
  it('meets row and column totals exactly and keeps floors, caps and locks', () => {
    fc.assert(
      fc.property(solvable(8, 30n), ({ rowTotals, columnTotals, cells }) => {
        const units = apportionMatrix(table(rowTotals, columnTotals, cells));
        expect(units.map(sum)).toEqual(rowTotals);
        expect(columnTotals.map((_, j) => sum(units.map((row) => row[j] ?? 0n)))).toEqual(
          columnTotals,
        );
        units.forEach((row, i) => {
          row.forEach((own, j) => {
            const cell = cells[i]?.[j];
            expect(own).toBeGreaterThanOrEqual(cell?.floor ?? 0n);
            if (cell?.cap !== undefined) expect(own).toBeLessThanOrEqual(cell.cap);
          });
        });
      }),
      { numRuns: 200 },
    );
  });

  it('is the best of all tables with these margins by the divisor method’s own objective', () => {
    fc.assert(
      fc.property(solvable(3, 4n), ({ rowTotals, columnTotals, cells }) => {
        const own = objective(apportionMatrix(table(rowTotals, columnTotals, cells)), cells);
        for (const other of allTables(rowTotals, columnTotals, cells)) {
          const { num, den } = objective(other, cells);
          expect(own.num * den <= num * own.den).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of rows and columns', () => {
    fc.assert(
      fc.property(solvable(6, 20n), ({ rowTotals, columnTotals, cells }) => {
        const problem = table(rowTotals, columnTotals, cells);
        const reversed = apportionMatrix({
          ...problem,
          rows: [...problem.rows].reverse(),
          columns: [...problem.columns].reverse(),
        });
        expect(reversed.reverse().map((row) => row.reverse())).toEqual(apportionMatrix(problem));
      }),
    );
  });

  it('stays within two units of the exact proportion when one profile serves all rows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.bigInt(0n, 3_000n), { minLength: 1, maxLength: 30 }),
        fc.array(fc.bigInt(1n, 30n), { minLength: 2, maxLength: 12 }),
        (rowTotals, profile) => {
          const all = sum(rowTotals);
          const whole = sum(profile);
          const columnTotals = profile.map((part) => (all * part) / whole);
          columnTotals[0] = (columnTotals[0] ?? 0n) + all - sum(columnTotals);
          const cells = rowTotals.map(() => profile.map((part) => free(part)));
          const units = apportionMatrix(table(rowTotals, columnTotals, cells));
          units.forEach((row, i) => {
            row.forEach((own, j) => {
              if (all === 0n) return;
              const exact = (rowTotals[i] ?? 0n) * (columnTotals[j] ?? 0n);
              const gap = own * all - exact;
              expect(gap < 2n * all && gap > -2n * all).toBe(true);
            });
          });
        },
      ),
    );
  });

  it('splits 1,000 officers over 12 months in fen and in 万元, exact in both directions', () => {
    for (const unit of [1n, 1_000_000n]) {
      const rowTotals = Array.from(
        { length: 1_000 },
        (_, i) => ((BigInt(i * 7_919) % 190_000_000n) + 10_000_000n) / unit,
      );
      const profile = [14n, 12n, 9n, 8n, 7n, 9n, 5n, 5n, 7n, 7n, 8n, 9n];
      const all = sum(rowTotals);
      const columnTotals = profile.map((part) => (all * part) / 100n);
      columnTotals[0] = (columnTotals[0] ?? 0n) + all - sum(columnTotals);
      const cells = rowTotals.map(() => profile.map((part) => free(part)));
      const units = apportionMatrix(table(rowTotals, columnTotals, cells));
      expect(columnTotals.map((_, j) => sum(units.map((row) => row[j] ?? 0n)))).toEqual(
        columnTotals,
      );
      expect(units.map(sum)).toEqual(rowTotals);
    }
  });
});

describe('apportionMatrix refuses, naming the lines and the amount', () => {
  const lock = (units: bigint): Cell => ({ weight: 1n, floor: units, cap: units });
  it.each([
    [
      'margins-unequal',
      [3n, 3n],
      [3n, 4n],
      [
        [free(1), free(1)],
        [free(1), free(1)],
      ],
      /1/,
    ],
    [
      'line-cannot-hold',
      [3n, 3n],
      [3n, 3n],
      [
        [lock(4n), free(1)],
        [free(1), free(1)],
      ],
      /r0000.*4.*3.*1/,
    ],
    [
      'locks-conflict',
      [6n, 0n, 6n],
      [4n, 4n, 4n],
      [
        [lock(0n), lock(0n), free(1)],
        [free(1), free(1), free(1)],
        [free(1), free(1), free(1)],
      ],
      /r0000.*c0002.*2/,
    ],
  ])('%s', (code, rows, columns, cells, zh) => {
    let caught: unknown;
    try {
      apportionMatrix(table(rows, columns, cells));
    } catch (error) {
      caught = error;
    }
    expect(caught).toMatchObject({ code, says: { happened: { zh: expect.stringMatching(zh) } } });
  });
});
