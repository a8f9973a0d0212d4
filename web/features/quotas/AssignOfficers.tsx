import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ShownOfficer } from '../../../server/quotas/make-assignment.ts';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFormat } from '../../lib/use-format.ts';

interface Props {
  officers: readonly ShownOfficer[];
  onShare: (who: ShownOfficer, share: number) => void;
}

const COUNTS = ['loans', 'borrowers', 'villages', 'visits'] as const;

/** What each officer holds before and after, and the share that he or she is to carry. */
export function AssignOfficers({ officers, onShare }: Props) {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const columns: DataColumn<ShownOfficer>[] = [
    { id: 'officer', header: t('officers.officer'), value: (own) => own.officer, width: 110 },
    { id: 'branch', header: t('officers.branch'), value: (own) => own.branch, width: 110 },
    {
      id: 'share',
      header: t('officers.share'),
      kind: 'count',
      width: 190,
      value: (own) => own.share,
      cell: (own) => (
        <NumberInput
          size="xs"
          hideControls
          allowDecimal={false}
          min={0}
          max={300}
          clampBehavior="strict"
          aria-label={`${t('officers.share')} ${own.officer}`}
          value={own.share}
          onChange={(value) => {
            if (typeof value === 'number' && value !== own.share) onShare(own, value);
          }}
        />
      ),
    },
    ...COUNTS.map(
      (id): DataColumn<ShownOfficer> => ({
        id,
        header: t(`officers.${id}`),
        kind: 'count',
        width: 130,
        value: (own) => own.after[id],
        cell: (own) => `${format.count(own.before[id])} → ${format.count(own.after[id])}`,
      }),
    ),
    {
      id: 'collectable',
      header: t('officers.collectable'),
      kind: 'money',
      width: 170,
      value: (own) => own.after.collectableFen,
      cell: (own) =>
        `${format.amount(own.before.collectableFen)} → ${format.amount(own.after.collectableFen)}`,
    },
    {
      id: 'load',
      header: t('officers.load'),
      kind: 'percent',
      width: 140,
      value: (own) => (own.afterBp === null ? null : own.afterBp / 10_000),
      cell: (own) =>
        `${format.percent(own.beforeBp, 10_000, 0)} → ${format.percent(own.afterBp, 10_000, 0)}`,
    },
  ];
  const taking = officers.filter((own) => own.share > 0).length;
  return (
    <Card title={t('officers.title', { count: taking })} flush>
      <DataTable
        id="assign-officers"
        label={t('officers.title', { count: taking })}
        columns={columns}
        rows={officers}
        rowKey={(own) => `${own.branch} ${own.officer}`}
        maxHeight="480px"
      />
    </Card>
  );
}
