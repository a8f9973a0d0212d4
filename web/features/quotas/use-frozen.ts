import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Place } from './draft.ts';

/** Why an amount cannot be changed; undefined where it can. */
export type Frozen = (place: Place) => string | undefined;

/**
 * What a re-plan leaves as it was: the months before its day, everything of who has no quota after a
 * day, and the years where no month is left open.
 */
export function useFrozen(plan: Plan): Frozen {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const { replan } = plan;
  return ({ branch, officer, month }) => {
    if (replan === undefined) return undefined;
    const ended = replan.ended.find((own) => own.branch === branch && own.officer === officer);
    if (ended) return t('matrix.ended', { day: format.date(ended.after) });
    return (month ?? 12) < replan.firstMonth
      ? t('matrix.frozen', { day: format.date(replan.effectiveOn) })
      : undefined;
  };
}
