import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { type HeatCell, HeatTable } from '../../components/HeatTable.tsx';
import { useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { ClockExposure } from './queries.ts';
import { claims } from './scope.ts';
import classes from './triage.module.css';

interface Exposure {
  flag: string;
  loans: number;
  balanceFen: number;
}

/** What loses the protection of law soon: proven apart from what only the book claims. */
export function ClockCard({ clocks }: { clocks: ClockExposure }) {
  const { t } = useTranslation('triage');
  const say = useSentence();
  const format = useFormat();
  const href = useHref();
  const eight = clocks.horizons.find(({ weeks }) => weeks === 8)?.limitation;
  const figure = (sum: Exposure): HeatCell => ({
    value: null,
    text: sum.loans === 0 ? '0' : format.amount(sum.balanceFen),
    tip: format.exactAmount(sum.balanceFen),
    href: sum.loans > 0 ? href('/loans', claims({ flag: [sum.flag] })) : undefined,
  });
  const columns = [
    { id: 'proven', label: t('clocks.proven') },
    { id: 'assumed', label: t('clocks.assumed') },
    { id: 'guarantee', label: t('clocks.guarantee') },
  ];
  const lines: { id: string; label: string; cells: Record<string, Exposure | undefined> }[] = [
    ...clocks.horizons.map(({ weeks, limitation, guarantee }) => ({
      id: `${weeks}`,
      label: t('clocks.within', { weeks }),
      cells: { proven: limitation.proven, assumed: limitation.assumed, guarantee },
    })),
    {
      id: 'lapsed',
      label: t('clocks.lapsed'),
      cells: { proven: clocks.lapsed.limitation, guarantee: clocks.lapsed.guarantee },
    },
    {
      id: 'unproven',
      label: t('clocks.unproven'),
      cells: { assumed: clocks.lapsed.limitationUnproven },
    },
    {
      id: 'review',
      label: t('clocks.review'),
      cells: { proven: clocks.legalReview.limitation, guarantee: clocks.legalReview.guarantee },
    },
  ];
  return (
    <Card
      title={
        eight && eight.loans > 0
          ? t('clocks.title', {
              amount: format.amountInText(eight.balanceFen),
              assumed: format.amountInText(eight.assumed.balanceFen),
            })
          : t('clocks.titleNone')
      }
      subtitle={t('clocks.subtitle', { unit: format.unitName, date: format.date(clocks.asOf) })}
    >
      <HeatTable
        label={t('clocks.label')}
        corner={t('clocks.horizon')}
        columns={columns}
        rows={lines.map(({ id, label }) => ({ id, label }))}
        cell={(row, column) => {
          const sum = lines.find(({ id }) => id === row)?.cells[column];
          return sum === undefined ? undefined : figure(sum);
        }}
      />
      <p className={classes.source}>
        {t('clocks.sources', {
          limitation: say(clocks.sources.limitation.article),
          guarantee: say(clocks.sources.guarantee.article),
        })}
      </p>
    </Card>
  );
}
