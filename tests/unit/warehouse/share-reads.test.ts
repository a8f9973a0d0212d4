import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { shareReads } from '../../../server/warehouse/share-reads.ts';
import type { Reader } from '../../../server/warehouse/warehouse.ts';

const row = z.object({ n: z.int() });

function counted(answers: (() => unknown[])[]) {
  let version = 1;
  let reads = 0;
  const read: Reader['rows'] = async (schema) => {
    const answer = answers[reads++];
    if (!answer) throw new Error('one read too many');
    return z.array(schema).parse(answer());
  };
  return { rows: shareReads(read, () => version), write: () => version++, reads: () => reads };
}

describe('reads until what they read is written', () => {
  it('reach the database once, asked together or one after another', async () => {
    const { rows, reads } = counted([() => [{ n: 1 }]]);
    await Promise.all([rows(row, 'a', [1]), rows(row, 'a', [1])]);
    expect(await rows(row, 'a', [1])).toEqual([{ n: 1 }]);
    expect(reads()).toBe(1);
  });

  it('are read anew after a write of it', async () => {
    const { rows, write } = counted([() => [{ n: 1 }], () => [{ n: 2 }]]);
    await rows(row, 'a');
    write();
    expect(await rows(row, 'a')).toEqual([{ n: 2 }]);
  });

  it('are told apart by statement, values and their kinds, and schema', async () => {
    const { rows, reads } = counted(Array.from({ length: 6 }, (_, n) => () => [{ n }]));
    const asked = [
      await rows(row, 'a', ['1']),
      await rows(row, 'a', [1]),
      await rows(row, 'a', [1n]),
      await rows(row, 'a', [['x,y']]),
      await rows(row, 'a', [['x', 'y']]),
      await rows(z.object({ n: z.int() }), 'a', [1]),
    ];
    expect(asked.flat().map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(reads()).toBe(6);
  });

  it('give everybody rows of their own', async () => {
    const { rows } = counted([() => [{ n: 1 }, { n: 2 }]]);
    const mine = await rows(row, 'a');
    mine.reverse();
    for (const one of mine) one.n = 9;
    expect(await rows(row, 'a')).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('are asked again after they failed', async () => {
    const failing = () => {
      throw new Error('no');
    };
    const { rows } = counted([failing, () => [{ n: 1 }]]);
    await expect(rows(row, 'a')).rejects.toThrow('no');
    expect(await rows(row, 'a')).toEqual([{ n: 1 }]);
  });
});
