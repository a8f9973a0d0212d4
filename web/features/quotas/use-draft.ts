import { useCallback, useState } from 'react';
import type { PlanBody } from './draft.ts';

interface History {
  /** What the edits started from: a saved plan's id, or a fresh year. */
  base: string;
  past: PlanBody[];
  now: PlanBody | undefined;
  future: PlanBody[];
}

/**
 * The plan being edited, with undo and redo. `now` is undefined until something is changed; a new
 * `base` (another plan, year or category) drops the edits.
 */
export function useDraft(base: string, start: PlanBody | undefined) {
  const [held, setHeld] = useState<History>({ base, past: [], now: undefined, future: [] });
  const history = held.base === base ? held : { base, past: [], now: undefined, future: [] };
  const { past, now, future } = history;
  const shown = now ?? start;

  const change = useCallback(
    (next: PlanBody) => {
      if (shown === undefined) return;
      setHeld({ base, past: [...past, shown].slice(-100), now: next, future: [] });
    },
    [base, past, shown],
  );
  const undo = () => {
    const before = past.at(-1);
    if (before === undefined || shown === undefined) return;
    setHeld({
      base,
      past: past.slice(0, -1),
      now: past.length === 1 ? undefined : before,
      future: [shown, ...future],
    });
  };
  const redo = () => {
    const [next, ...rest] = future;
    if (next === undefined || shown === undefined) return;
    setHeld({ base, past: [...past, shown], now: next, future: rest });
  };
  const drop = () => setHeld({ base, past: [], now: undefined, future: [] });
  return {
    body: shown,
    isChanged: now !== undefined,
    change,
    undo,
    redo,
    drop,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
  };
}
