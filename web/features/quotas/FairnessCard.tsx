import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { BarList } from '../../components/BarList.tsx';
import { Card } from '../../components/Card.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { basisPoints } from './effort.ts';
import { type Burden, gini, rankBurdens } from './fairness.ts';

interface Props {
  branches: Plan['branches'];
  officers: Plan['officers'];
}

/** Quota ÷ collectable pool, sorted, with the median: who is asked for more of what he holds. */
export function FairnessCard({ branches, officers }: Props) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const [by, setBy] = useState<'branch' | 'officer'>('officer');
  const level = branches.length > 1 ? by : 'officer';
  const burdens: Burden[] =
    level === 'branch'
      ? branches.map((own) => ({
          id: own.branch,
          label: own.branch,
          quotaFen: own.quotaFen,
          poolFen: own.collectableFen,
        }))
      : officers.map((own) => ({
          id: `${own.branch} ${own.officer}`,
          label: own.officer,
          quotaFen: own.quotaFen,
          poolFen: own.collectableFen,
        }));
  const { ranked, median, spread } = rankBurdens(burdens);
  const spreadOf = gini(ranked.flatMap((own) => basisPoints(own.quotaFen, own.poolFen) ?? []));
  const middle = median ? format.percent(median.quotaFen, median.poolFen, 0) : '';
  const title =
    median === undefined || spread === undefined
      ? t('fair.titleNone')
      : ranked.length === 1
        ? t('fair.titleOne', { median: middle })
        : t('fair.title', { median: middle, times: format.number(spread, 1) });
  return (
    <Card
      title={title}
      subtitle={
        t(level === 'branch' ? 'fair.branches' : 'fair.officers') +
        (spreadOf === undefined || ranked.length < 2
          ? ''
          : t('fair.gini', { gini: format.number(spreadOf / 10_000, 3) }))
      }
      actions={
        branches.length > 1 ? (
          <SegmentedControl
            value={by}
            onChange={(value) => setBy(value === 'branch' ? 'branch' : 'officer')}
            data={[
              { value: 'officer', label: t('fair.byOfficer') },
              { value: 'branch', label: t('fair.byBranch') },
            ]}
          />
        ) : null
      }
    >
      <BarList
        maxHeight="560px"
        label={t('fair.name')}
        items={ranked.map((own) => ({
          id: own.id,
          label: own.label,
          value: own.quotaFen / own.poolFen,
          text: format.percent(own.quotaFen, own.poolFen, 0),
          tone: own.quotaFen * 10 > own.poolFen * 9 ? 'orange' : 'brand',
          tip: t('fair.tip', {
            quota: format.exactAmount(own.quotaFen),
            pool: format.exactAmount(own.poolFen),
          }),
        }))}
        {...(median && ranked.length > 1
          ? {
              mark: {
                value: median.quotaFen / median.poolFen,
                label: t('fair.mark', { median: middle }),
              },
            }
          : {})}
      />
    </Card>
  );
}
