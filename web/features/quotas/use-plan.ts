import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod/mini';
import type { Plan } from '../../../server/quotas/plan.ts';
import { type Filters, useFilters, usePageSearch } from '../../lib/filters.ts';
import { CATEGORIES, completeBlends, freshDraft } from './draft.ts';
import { rankBurdens } from './fairness.ts';
import {
  inputsQuery,
  planQuery,
  plansQuery,
  previewQuery,
  receiptQuery,
  type Who,
} from './queries.ts';
import { useDraft } from './use-draft.ts';
import { yearSearch } from './years.ts';

/** The page's own part of the URL. */
export const quotasSearch = z.object({
  ...yearSearch.shape,
  category: z.catch(z.enum(CATEGORIES), 'tg-cash-on'),
  /** A saved plan; without it the one in force, else the newest draft, else a fresh one. */
  plan: z.catch(z.optional(z.coerce.number().check(z.int())), undefined),
  /** Whose receipt is open. */
  atBranch: z.catch(z.optional(z.string()), undefined),
  who: z.catch(z.optional(z.string()), undefined),
});

const DEBOUNCE_MS = 250;

/**
 * The plan on the page: a saved one as it was stored, or what the edits would make of it, computed
 * by the server a moment after every change.
 */
export function usePlan() {
  const [search, setSearch] = usePageSearch(quotasSearch);
  const { year, category, who, atBranch } = search;
  const { filters } = useFilters();
  const plans = useQuery(plansQuery(year, category));
  const list = plans.data ?? [];
  const found =
    list.find((own) => own.id === search.plan) ??
    list.find((own) => own.status === 'published') ??
    list[0];
  const inputs = useQuery(inputsQuery(year, category, filters.asOf));
  const saved = useQuery(planQuery(found?.id));

  const stored = found !== undefined && saved.data?.id === found.id ? saved.data : undefined;
  const rebased =
    filters.asOf !== undefined &&
    inputs.data !== undefined &&
    stored?.request.basisAsOf !== inputs.data.basis.asOf;
  const start =
    found === undefined
      ? plans.data && inputs.data && freshDraft(inputs.data)
      : stored &&
        inputs.data && {
          ...stored.request,
          ...completeBlends(stored.request, inputs.data),
          ...(rebased ? { basisAsOf: inputs.data.basis.asOf } : {}),
        };
  const draft = useDraft(`${year} ${category} ${found?.id ?? 'new'}`, start);
  const isStored = stored !== undefined && !draft.isChanged && !rebased;
  const [body] = useDebouncedValue(draft.body, DEBOUNCE_MS);
  const asked = draft.isChanged ? body : draft.body;
  const preview = useQuery(previewQuery(isStored ? undefined : asked));
  // A refused change has no plan of its own: the last one that could be made stays on the page.
  const [good, setGood] = useState<Plan>();
  if (preview.data !== undefined && preview.data !== good) setGood(preview.data);
  const latest = preview.data ?? good;
  const previewed = latest?.year === year && latest.category === category ? latest : undefined;
  const plan = isStored ? stored.plan : (previewed ?? stored?.plan);
  const chosen =
    who === undefined || atBranch === undefined
      ? heaviest(plan, filters)
      : { branch: atBranch, officer: who };
  const receipt = useQuery(
    receiptQuery(isStored ? stored.id : preview.error ? undefined : asked, chosen),
  );
  return {
    search,
    setSearch,
    plans: list,
    head: found,
    inputs: inputs.data,
    isStored,
    draft,
    plan,
    chosen,
    receipt,
    isBusy: !isStored && (preview.isFetching || asked !== draft.body),
    /** What keeps the page from showing any plan. */
    blocking:
      plan === undefined ? (plans.error ?? saved.error ?? inputs.error ?? preview.error) : null,
    /** Why the last change could not be computed; the plan before it stays on the page. */
    refused: isStored ? null : preview.error,
  };
}

/** Of those on the page, the officer whose quota is the largest part of his pool. */
function heaviest(plan: Plan | undefined, { branch, officer }: Filters): Who | undefined {
  const shown = (plan?.officers ?? []).filter(
    (own) =>
      (branch === undefined || branch.includes(own.branch)) &&
      (officer === undefined || officer.includes(own.officer)),
  );
  const burdens = shown.map((own) => ({
    id: `${own.branch} ${own.officer}`,
    label: own.officer,
    quotaFen: own.quotaFen,
    poolFen: own.collectableFen,
    who: { branch: own.branch, officer: own.officer },
  }));
  return rankBurdens(burdens).ranked[0]?.who;
}
