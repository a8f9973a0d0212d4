import { queryOptions, skipToken } from '@tanstack/react-query';
import * as z from 'zod/mini';
import type { ImportedAmounts } from '../../../server/quotas/import-amounts.ts';
import type { Absorber } from '../../../server/quotas/plan-edit.ts';
import type { PlanAct } from '../../../server/quotas/plan-events.ts';
import type { PastedBlock } from '../../../server/quotas/read-block.ts';
import { api, ask, fetchRaw } from '../../lib/api.ts';
import type { Category, Place, PlanBody } from './draft.ts';

/** What a year can be planned from. */
export const inputsQuery = (year: number, category: Category, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['quotas', 'inputs', year, category, asOf ?? null],
    queryFn: () =>
      ask(
        api.quotas.inputs.$get({
          query: { year: String(year), category, ...(asOf === undefined ? {} : { asOf }) },
        }),
      ),
  });

/** Every category of a year, officer by category; of some branches or officers, or all. */
export const byCategoryQuery = (
  year: number,
  of: { branch?: string[] | undefined; officer?: string[] | undefined },
) =>
  queryOptions({
    queryKey: ['quotas', 'by-category', year, of],
    queryFn: () =>
      ask(
        api.quotas['by-category'].$get({
          query: {
            year: String(year),
            ...(of.branch ? { branch: of.branch } : {}),
            ...(of.officer ? { officer: of.officer } : {}),
          },
        }),
      ),
    placeholderData: (before) => before,
  });

/** What loaded files of targets give branches and officers of a year. */
export const targetLocksQuery = (year: number, category: Category) =>
  queryOptions({
    queryKey: ['quotas', 'target-locks', year, category],
    queryFn: () => ask(api.quotas.targets.locks.$get({ query: { year: String(year), category } })),
  });

export const plansQuery = (year: number, category: Category) =>
  queryOptions({
    queryKey: ['quotas', 'plans', year, category],
    queryFn: () => ask(api.quotas.plans.$get({ query: { year: String(year), category } })),
  });

export const planQuery = (id: number | undefined) =>
  queryOptions({
    queryKey: ['quotas', 'plan', id ?? null],
    queryFn:
      id === undefined
        ? skipToken
        : () => ask(api.quotas.plans[':id'].$get({ param: { id: String(id) } })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The plan that `body` would make; the one before it stays meanwhile. */
export const previewQuery = (body: PlanBody | undefined) =>
  queryOptions({
    queryKey: ['quotas', 'preview', body ?? null],
    queryFn: body === undefined ? skipToken : () => ask(api.quotas.preview.$post({ json: body })),
    placeholderData: (before) => before,
    retry: false,
  });

export interface Who {
  branch: string;
  officer: string;
}

/** The receipt of an officer in a saved plan, or in the plan that a request would make. */
export const receiptQuery = (of: number | PlanBody | undefined, who: Who | undefined) =>
  queryOptions({
    queryKey: ['quotas', 'receipt', of ?? null, who ?? null],
    queryFn:
      of === undefined || who === undefined
        ? skipToken
        : () =>
            typeof of === 'number'
              ? ask(
                  api.quotas.plans[':id'].receipts[':branch'][':officer'].$get({
                    param: {
                      id: String(of),
                      branch: encodeURIComponent(who.branch),
                      officer: encodeURIComponent(who.officer),
                    },
                  }),
                )
              : ask(api.quotas.preview.receipt.$post({ json: { ...of, who } })),
    placeholderData: (before) => before,
    retry: false,
  });

/** What the latest book, or that of a day, says has changed since the plan in force. */
export const proposalsQuery = (
  id: number | undefined,
  effectiveOn: string,
  asOf: string | undefined,
  holders: PlanBody['holders'],
) =>
  queryOptions({
    queryKey: ['quotas', 'proposals', id ?? null, effectiveOn, asOf ?? null, holders],
    queryFn:
      id === undefined
        ? skipToken
        : () =>
            ask(
              api.quotas.plans[':id'].proposals.$get({
                param: { id: String(id) },
                query: { effectiveOn, holders, ...(asOf === undefined ? {} : { asOf }) },
              }),
            ),
    placeholderData: (before) => before,
    retry: false,
  });

/** A saved plan's audit trail. */
export const eventsQuery = (id: number | undefined) =>
  queryOptions({
    queryKey: ['quotas', 'events', id ?? null],
    queryFn:
      id === undefined
        ? skipToken
        : () => ask(api.quotas.plans[':id'].events.$get({ param: { id: String(id) } })),
  });

export const actOnPlan = (
  id: number,
  done: { act: PlanAct; who: string; note: string } & Partial<Place>,
) => ask(api.quotas.plans[':id'].events.$post({ param: { id: String(id) }, json: done }));

/** The sheets to sign of a saved plan: of some branches or officers, or all. */
export const fetchSheets = (
  id: number,
  of: { branch?: string[] | undefined; officer?: string[] | undefined },
) =>
  ask(
    api.quotas.plans[':id'].sheets.$get({
      param: { id: String(id) },
      query: {
        ...(of.branch ? { branch: of.branch } : {}),
        ...(of.officer ? { officer: of.officer } : {}),
      },
    }),
  );

/** Text pasted into the matrix, read as amounts of an edit. */
export const readPasted = (block: PastedBlock) => ask(api.quotas.paste.$post({ json: block }));

const uploaded = z.object({ uploadId: z.string() });

/** Sends a file of amounts; answers the upload's id. */
export async function sendFile(file: File): Promise<string> {
  const path = `/api/loan-book/uploads?fileName=${encodeURIComponent(file.name)}`;
  const response = await fetchRaw(path, { method: 'PUT', body: file });
  return uploaded.parse(await response.json()).uploadId;
}

export const removeFile = (id: string) =>
  ask(api['loan-book'].uploads[':id'].$delete({ param: { id } }));

export interface AmountsChoice {
  absorb: Absorber;
  /** Undefined where the file says it. */
  fileUnit: 'yuan' | 'wan' | 'yi' | undefined;
}

/** What an uploaded file would change of a plan. */
export const amountsQuery = (uploadId: string, body: PlanBody, choice: AmountsChoice) =>
  queryOptions({
    queryKey: ['quotas', 'amounts', uploadId, body, choice],
    queryFn: async (): Promise<ImportedAmounts> => {
      const { fileUnit, ...rest } = choice;
      const unit = fileUnit === undefined ? {} : { fileUnit };
      return ask(api.quotas.amounts.$post({ json: { ...body, uploadId, ...rest, ...unit } }));
    },
    placeholderData: (before) => before,
    retry: false,
  });

export const saveDraft = (body: PlanBody, name: string) =>
  ask(api.quotas.plans.$post({ json: { ...body, name } }));

/** The day at the desk. */
export const todayQuery = () =>
  queryOptions({
    queryKey: ['desk'],
    queryFn: ({ signal }) => ask(api.desk.$get({}, { init: { signal } })),
  });

export const publishPlan = (id: number, effectiveOn: string, who: string) =>
  ask(
    api.quotas.plans[':id'].publish.$post({
      param: { id: String(id) },
      json: { effectiveOn, who },
    }),
  );
