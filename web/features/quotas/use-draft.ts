import { useCallback, useMemo, useState } from 'react';
import { forgetPreference, readPreference, writePreference } from '../../lib/preference.ts';
import type { PlanBody } from './draft.ts';
import {
  type History,
  openHistory,
  pushStep,
  redoStep,
  rememberedHistory,
  undoStep,
} from './history.ts';

const placeOf = (base: string) => `quotas.draft.${base}`;

/**
 * The plan being edited, with undo and redo. This browser remembers it until it is saved or
 * dropped, so it outlives a reload; the edits that a saved plan holds can be undone as well.
 * `base` names what the edits started from: a saved plan, or a fresh year and category.
 */
export function useDraft(base: string, start: PlanBody | undefined) {
  const remembered = useMemo(() => readPreference(placeOf(base), rememberedHistory), [base]);
  const [held, setHeld] = useState<{ base: string; history: History | undefined }>();
  const kept = held?.base === base ? held.history : remembered;
  const history = kept ?? (start && openHistory(start));

  const set = useCallback(
    (next: History) => {
      setHeld({ base, history: next });
      if (next.at === next.stored) forgetPreference(placeOf(base));
      else writePreference(placeOf(base), next);
    },
    [base],
  );
  const change = useCallback(
    (next: PlanBody) => {
      if (history !== undefined) set(pushStep(history, next));
    },
    [history, set],
  );
  const undo = useCallback(() => {
    if (history !== undefined) set(undoStep(history));
  }, [history, set]);
  const redo = useCallback(() => {
    if (history !== undefined) set(redoStep(history));
  }, [history, set]);
  const drop = useCallback(() => {
    forgetPreference(placeOf(base));
    setHeld({ base, history: undefined });
  }, [base]);
  return {
    body: history?.now,
    isChanged: history !== undefined && history.at !== history.stored,
    change,
    undo,
    redo,
    drop,
    canUndo: history !== undefined && history.at > 0,
    canRedo: history !== undefined && history.at < history.steps.length,
  };
}
