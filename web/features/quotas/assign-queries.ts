import { queryOptions, skipToken } from '@tanstack/react-query';
import type { AssignRequest } from '../../../server/quotas/assign-request.ts';
import { api, ask } from '../../lib/api.ts';

/** What a request leaves to the server's defaults may be absent. */
export type AssignBody = Partial<AssignRequest>;

/** The assignment that a request would make; the one before it stays meanwhile. */
export const assignQuery = (body: AssignBody) =>
  queryOptions({
    queryKey: ['quotas', 'assignment', body],
    queryFn: () => ask(api.quotas.assignments.preview.$post({ json: body })),
    placeholderData: (before) => before,
    retry: false,
  });

export const assignmentsQuery = () =>
  queryOptions({
    queryKey: ['quotas', 'assignments'],
    queryFn: () => ask(api.quotas.assignments.$get()),
  });

/** A saved assignment as it was asked and answered. */
export const assignmentQuery = (id: number | undefined) =>
  queryOptions({
    queryKey: ['quotas', 'assignment', 'saved', id ?? null],
    queryFn:
      id === undefined
        ? skipToken
        : () => ask(api.quotas.assignments[':id'].$get({ param: { id: String(id) } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const assignmentEventsQuery = (id: number) =>
  queryOptions({
    queryKey: ['quotas', 'assignment-events', id],
    queryFn: () => ask(api.quotas.assignments[':id'].events.$get({ param: { id: String(id) } })),
  });

export const saveAssignment = (body: AssignBody, name: string) =>
  ask(api.quotas.assignments.$post({ json: { ...body, name } }));

export const approveAssignment = (
  id: number,
  json: { who: string; note: string; effectiveOn?: string },
) => ask(api.quotas.assignments[':id'].approve.$post({ param: { id: String(id) }, json }));
