import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PlanEvent } from '../../../server/quotas/plan-events.ts';
import { type Place, placeKey } from './draft.ts';
import { eventsQuery } from './queries.ts';

/** What was said of the places of a saved plan. */
export interface MatrixComments {
  planId: number;
  /** Only on the plan as it was saved: while it is being changed, what was said is there to read. */
  canAdd: boolean;
  /** Oldest first. */
  of: (place: Place) => readonly PlanEvent[];
}

const NONE: readonly PlanEvent[] = [];

/** The comments on a saved plan by place; undefined where no plan is saved. */
export function useComments(
  planId: number | undefined,
  canAdd: boolean,
): MatrixComments | undefined {
  const events = useQuery(eventsQuery(planId)).data;
  const byPlace = useMemo(() => {
    const found = new Map<string, PlanEvent[]>();
    for (const own of events ?? []) {
      if (own.act !== 'comment') continue;
      const key = placeKey(own);
      found.set(key, [...(found.get(key) ?? []), own]);
    }
    return found;
  }, [events]);
  if (planId === undefined) return undefined;
  return { planId, canAdd, of: (place) => byPlace.get(placeKey(place)) ?? NONE };
}
