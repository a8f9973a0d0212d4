import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { concentrationQuery } from './queries.ts';

/** On how few loans the gap hangs, in a line; nothing without a gap. */
export function ConcentrationLine() {
  const { t } = useTranslation('overview');
  const { amountInText } = useFormat();
  const { filters } = useFilters();
  const href = useHref();
  const { data } = useQuery(concentrationQuery(filters));
  if (!data?.fewest || data.gapFen === null) return null;
  const most = data.ending?.failing.at(-1);
  const lost =
    data.ending && most
      ? t('concentration.lost', {
          count: most.loans,
          amount: amountInText(data.ending.yearEndFen - most.yearEndFen),
        })
      : undefined;
  return (
    <Card
      title={t('concentration.line', {
        amount: amountInText(data.gapFen),
        count: data.fewest.loans,
        sum: amountInText(data.fewest.expectedFen),
      })}
      {...(lost === undefined ? {} : { subtitle: lost })}
      actions={
        <AppLink href={href('/progress', {}, { view: 'forecast' })}>
          {t('concentration.open')} <span aria-hidden="true">→</span>
        </AppLink>
      }
    />
  );
}
