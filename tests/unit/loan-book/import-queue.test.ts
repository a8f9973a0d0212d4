import { describe, expect, it } from 'vitest';
import { ImportQueue } from '../../../server/loan-book/import-queue.ts';

const clock = { today: () => '2026-11-23', now: () => '2026-11-23T08:00:00.000Z' };

describe('the queue of imports', () => {
  it('forgets the oldest that have ended, never one that waits or runs', async () => {
    const queue = new ImportQueue<number>(clock);
    let open = () => {};
    const gate = new Promise<void>((go) => {
      open = go;
    });
    const start = (number: number) =>
      queue.start(
        { fileName: `${number}.csv`, asOf: '2026-11-20' },
        async () => {
          await gate;
          return number;
        },
        async () => undefined,
      );
    const ids = Array.from({ length: 80 }, (_, number) => start(number));
    expect(ids.map((id) => queue.get(id).fileName)).toHaveLength(80);
    queue.cancel(ids[79] ?? '');
    open();
    while (queue.list().some(({ state }) => state === 'queued' || state === 'running')) {
      await new Promise((go) => setTimeout(go, 1));
    }
    expect(queue.get(ids[79] ?? '').state).toBe('cancelled');
    expect(queue.get(ids[78] ?? '').result).toBe(78);
    start(80);
    expect(queue.list()).toHaveLength(50);
    expect(() => queue.get(ids[0] ?? '')).toThrow();
  });
});
