import { useTranslation } from 'react-i18next';
import type { PlanningInputs } from '../../../server/quotas/get-inputs.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { PlanBody } from './draft.ts';

/** What each folded group of parameters is now, in one line. */
export function useGroupLines(body: PlanBody, calendar: PlanningInputs['calendar'] | undefined) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const times = (perMille: number) => format.number(perMille / 1000, 2);
  const percent = (perMille: number) => format.percent(perMille, 1000, 0);
  const { rates, minimums, jointPools, presence } = body;
  const shares = [
    minimums.incapable,
    minimums.habitual,
    minimums.bystander,
    minimums.opportunist,
    minimums.disputer,
    minimums.evader,
    minimums.undetermined,
  ];
  const [low, high] = [Math.min(...shares), Math.max(...shares)];
  const isUsed = [body.methods.branch, body.methods.officer].some(
    (own) => own.kind === 'bottom-up' || own.kind === 'planned',
  );
  const festival = body.calendar.springFestivalOn ?? calendar?.springFestivalOn;
  return {
    rates: t('form.line.rates', {
      fresh: times(rates.newFactor),
      old: times(rates.oldFactor),
      offBook: times(rates.offBookFactor),
      stock: t(`newStock.${rates.newStock}`),
    }),
    minimums: t(isUsed ? 'form.line.minimums' : 'form.line.minimumsUnused', {
      share: low === high ? percent(low) : `${percent(low)}–${percent(high)}`,
      gap: t(`gap.${minimums.gap}`),
    }),
    tiers: t('form.line.tiers', {
      share: percent(jointPools.perMille),
      own: String(jointPools.branches.length),
      stretch:
        body.stretchPerMille === undefined ? t('form.none') : `× ${times(body.stretchPerMille)}`,
    }),
    presence: t('form.line.presence', {
      count: presence.length,
      factor: times(body.newStaffPerMille),
    }),
    season: t('form.line.season', {
      season: t(`season.${body.monthProfile}`),
      day: festival ? format.date(festival) : t('form.line.unknown'),
    }),
  };
}
