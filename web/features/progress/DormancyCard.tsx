import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Dormancy, DormantRow } from './movement-queries.ts';

/** Bands of cover with what stands still in each; a row opens its loans below. */
export function DormancyCard({ data }: { data: Dormancy }) {
  const { t } = useTranslation('movement');
  const { count, percent, unitName } = useFormat();
  const href = useHref();
  const say = useSentence();
  const nameOf = (id: string) => say(data.covers.find((cover) => cover.id === id)?.label);
  const columns: DataColumn<DormantRow>[] = [
    { id: 'cover', header: t('dormancy.cover'), value: (row) => nameOf(row.cover), width: 176 },
    { id: 'loans', header: t('dormancy.loans'), kind: 'count', value: (row) => row.loans },
    { id: 'fen', header: t('dormancy.fen'), kind: 'money', value: (row) => row.fen },
    {
      id: 'dormantLoans',
      header: t('dormancy.dormantLoans'),
      kind: 'count',
      value: (row) => row.dormantLoans,
    },
    {
      id: 'dormantFen',
      header: t('dormancy.dormantFen'),
      kind: 'money',
      value: (row) => row.dormantFen,
    },
    {
      id: 'share',
      header: t('dormancy.share'),
      kind: 'percent',
      value: (row) => (row.fen === 0 ? null : row.dormantFen / row.fen),
      cell: (row) => percent(row.dormantFen, row.fen),
    },
  ];
  const sum = (of: (row: DormantRow) => number) => data.rows.reduce((all, row) => all + of(row), 0);
  const [fen, dormant] = [sum((row) => row.fen), sum((row) => row.dormantFen)];
  return (
    <Card title={t('dormancy.title')} subtitle={t('dormancy.cardSub', { unit: unitName })} flush>
      <DataTable
        label={t('dormancy.label')}
        columns={columns.map((column) => ({ ...column, sortable: false }))}
        rows={data.rows}
        rowKey={(row) => row.cover}
        rowHref={(row) =>
          href('/progress', {}, { view: 'dormancy', weeks: String(data.weeks), cover: row.cover })
        }
        totals={{
          loans: count(sum((row) => row.loans)),
          fen: <Money fen={fen} />,
          dormantLoans: count(sum((row) => row.dormantLoans)),
          dormantFen: <Money fen={dormant} />,
          share: percent(dormant, fen),
        }}
      />
    </Card>
  );
}
