import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useSentence } from '../../lib/i18n.ts';
import { type Labels, labelsQuery } from './queries.ts';

const LISTS = {
  product: 'products',
  riskClass: 'riskClasses',
  bookStatus: 'bookStatuses',
  state: 'states',
  guaranteeKind: 'guaranteeKinds',
  contactState: 'contactStates',
  courtStage: 'courtStages',
  daysBand: 'daysBands',
  defaultType: 'defaultTypes',
  painPoint: 'painPoints',
} as const satisfies Readonly<Record<string, keyof Labels>>;

export type CodedField = keyof typeof LISTS;

export const isCoded = (field: string): field is CodedField => Object.hasOwn(LISTS, field);

/** Names codes in the language being shown: `label('riskClass', 'loss')`; null stays unknown. */
export function useLabels(): (field: CodedField, code: string | null) => string | null {
  const say = useSentence();
  const { data } = useQuery(labelsQuery);
  return useCallback(
    (field, code) => {
      if (code === null) return null;
      const found = data?.[LISTS[field]].find((option) => option.code === code);
      return found ? say(found.label) : code;
    },
    [data, say],
  );
}
