import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import * as z from 'zod/mini';
import type { Plan } from '../../../server/quotas/plan.ts';
import type { Absorber, EditPlace, PlanEdit } from '../../../server/quotas/plan-edit.ts';
import type { PastedBlock } from '../../../server/quotas/read-block.ts';
import { usePreference } from '../../lib/preference.ts';
import type { PlanBody } from './draft.ts';
import { previewQuery, readPasted } from './queries.ts';

export const ABSORBERS = ['row', 'column', 'branch', 'bank'] as const;
const absorberKind = z.enum(ABSORBERS);

/** Who can take the difference of a change: of a year only the branch or the bank, of a branch's
 * year only the bank. */
export function fittingAbsorber(places: readonly EditPlace[], chosen: Absorber): Absorber {
  const [first] = places;
  if (first?.officer === undefined) return 'bank';
  if (first.month !== undefined || chosen === 'bank') return chosen;
  return 'branch';
}

interface Tried {
  edit: PlanEdit;
  body: PlanBody;
  after: Plan;
}

/**
 * Changes of the matrix by hand. Each is tried on the server first: only what leaves every sum
 * whole becomes part of the draft, a refusal leaves it as it was. What is pasted is shown first.
 */
export function useEdits(body: PlanBody, onChange: (next: PlanBody) => void) {
  const client = useQueryClient();
  const [absorb, setAbsorb] = usePreference<Absorber>('quotas.absorb', absorberKind, 'row');
  const [why, setWhy] = useState('');
  const [pasted, setPasted] = useState<Tried>();
  const attempt = async (places: EditPlace[]): Promise<Tried> => {
    const edit = { places, absorb: fittingAbsorber(places, absorb), why: why.trim() };
    const next = { ...body, edits: [...body.edits, edit] };
    const after = await client.fetchQuery(previewQuery(next));
    return { edit, body: next, after };
  };
  const accept = (tried: Tried) => {
    setWhy('');
    onChange(tried.body);
  };
  const one = useMutation({ mutationFn: attempt, onSuccess: accept });
  const block = useMutation({
    mutationFn: async (given: PastedBlock) => attempt((await readPasted(given)).places),
    onSuccess: setPasted,
  });
  return {
    choice: { absorb, setAbsorb, why, setWhy },
    set: (places: EditPlace[]) => {
      block.reset();
      one.mutate(places);
    },
    paste: (given: PastedBlock) => {
      one.reset();
      block.mutate(given);
    },
    isPending: one.isPending || block.isPending,
    /** Why the last change was not made. */
    error: one.error ?? block.error,
    dismiss: () => {
      one.reset();
      block.reset();
    },
    pasted,
    dropPasted: () => setPasted(undefined),
    applyPasted: () => {
      if (pasted) accept(pasted);
      setPasted(undefined);
    },
  };
}
