import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownOfficer } from '../../../server/quotas/make-assignment.ts';
import { BarList } from '../../components/BarList.tsx';
import { Card } from '../../components/Card.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { gini } from './fairness.ts';

const WHOLE = 10_000;

/** The loads against their fair shares, heaviest first, before and after, with the line of 100 %. */
export function AssignChart({ officers }: { officers: readonly ShownOfficer[] }) {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const [when, setWhen] = useState<'before' | 'after'>('after');
  const known = officers.flatMap((own) =>
    own.beforeBp === null || own.afterBp === null
      ? []
      : [{ ...own, before: own.beforeBp, after: own.afterBp }],
  );
  const most = (of: 'before' | 'after') =>
    format.percent(Math.max(0, ...known.map((own) => own[of])), WHOLE, 0);
  const spread = (of: 'before' | 'after') =>
    format.number((gini(known.map((own) => own[of])) ?? 0) / WHOLE, 3);
  return (
    <Card
      title={t('chart.title', {
        before: most('before'),
        after: most('after'),
        giniBefore: spread('before'),
        giniAfter: spread('after'),
      })}
      actions={
        <SegmentedControl
          value={when}
          onChange={(value) => setWhen(value === 'before' ? 'before' : 'after')}
          data={[
            { value: 'before', label: t('chart.before') },
            { value: 'after', label: t('chart.after') },
          ]}
        />
      }
    >
      <BarList
        maxHeight="420px"
        label={t('chart.fair')}
        items={[...known]
          .sort((a, b) => b[when] - a[when])
          .map((own) => ({
            id: `${own.branch} ${own.officer}`,
            label: own.officer,
            value: own[when],
            text: `${format.percent(own.before, WHOLE, 0)} → ${format.percent(own.after, WHOLE, 0)}`,
            tip: `${own.branch} ${own.officer}`,
          }))}
        mark={{ value: WHOLE, label: t('chart.fair') }}
      />
    </Card>
  );
}
