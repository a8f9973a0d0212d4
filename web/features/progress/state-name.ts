import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import type { Transitions } from './movement-queries.ts';

const EXITS = ['cash', 'writeoff', 'transfer', 'foreclosure', 'other', 'gone'] as const;

/** Names a state, a way out, or the row of claims that entered. */
export function useStateName(states: Transitions['states']): (id: string) => string {
  const { t } = useTranslation('movement');
  const say = useSentence();
  return (id) => {
    const exit = EXITS.find((each) => each === id);
    if (exit) return t(`exit.${exit}`);
    if (id === 'entered') return t('matrix.entered');
    return say(states.find((state) => state.id === id)?.label);
  };
}
