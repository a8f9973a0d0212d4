import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import classes from './DataPage.module.css';
import type { Snapshot } from './queries.ts';

interface Props {
  snapshots: readonly Snapshot[];
  shown: number | undefined;
  onShow: (id: number) => void;
}

/** What was loaded when, from which file. A row shows that snapshot above. */
export function TimelineCard({ snapshots, shown, onShow }: Props) {
  const { t } = useTranslation('loanBook');
  const current = snapshots.filter(({ status }) => status === 'current').length;
  const open = (row: Snapshot) => {
    onShow(row.id);
    window.scrollTo({ top: 0, behavior: 'smooth' });
  };
  return (
    <Card title={t('timeline.title', { n: current })} subtitle={t('timeline.note')} flush>
      <DataTable
        id="snapshots"
        label={t('timeline.label')}
        rows={snapshots}
        rowKey={({ id }) => String(id)}
        sort={{ id: 'asOf', desc: true }}
        onOpen={open}
        maxHeight="520px"
        columns={[
          {
            id: 'asOf',
            header: t('timeline.asOf'),
            kind: 'date',
            value: ({ asOf }) => asOf,
            cell: ({ asOf, id }) => (
              <span className={id === shown ? classes.shown : undefined}>{asOf}</span>
            ),
          },
          {
            id: 'status',
            header: t('timeline.state'),
            width: 84,
            value: ({ status }) => t(`timeline.${status}`),
          },
          {
            id: 'rowsLoaded',
            header: t('timeline.loans'),
            kind: 'count',
            value: ({ rowsLoaded }) => rowsLoaded,
          },
          {
            id: 'balanceFen',
            header: t('timeline.balance'),
            kind: 'money',
            width: 132,
            value: ({ balanceFen }) => balanceFen,
          },
          {
            id: 'nplBalanceFen',
            header: t('timeline.npl'),
            kind: 'money',
            width: 148,
            value: ({ nplBalanceFen }) => nplBalanceFen,
          },
          {
            id: 'rowsRejected',
            header: t('timeline.rejected'),
            kind: 'count',
            width: 80,
            value: ({ rowsRejected }) => rowsRejected,
          },
          {
            id: 'fileName',
            header: t('timeline.file'),
            width: 240,
            value: ({ fileName }) => fileName,
          },
          {
            id: 'sourceName',
            header: t('timeline.source'),
            value: ({ sourceName }) => sourceName,
          },
          {
            id: 'loadedAt',
            header: t('timeline.loadedAt'),
            width: 140,
            value: ({ loadedAt }) => loadedAt.slice(0, 16).replace('T', ' '),
          },
        ]}
      />
    </Card>
  );
}
