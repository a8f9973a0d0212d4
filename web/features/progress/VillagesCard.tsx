import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useGo, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Village, Villages } from './movement-queries.ts';

/** Every village that may be shown, the rest added up; a village opens its bad loans below. */
export function VillagesCard({ data, total }: { data: Villages; total: Village }) {
  const { t } = useTranslation('movement');
  const { count, number, percent } = useFormat();
  const href = useHref();
  const go = useGo();
  const nameOf = (row: Village) => {
    if (row === data.other) {
      return t('villages.other', { count: data.otherVillages, fewest: data.fewest });
    }
    return row.village ?? t('villages.nameless');
  };
  const spread = ({ spreadBp }: Village) => (spreadBp === null ? null : spreadBp / 10_000);
  const before = ({ bad, newly, undated }: Village) => bad - newly - undated;
  const columns: DataColumn<Village>[] = [
    { id: 'village', header: t('villages.village'), value: nameOf, width: 112 },
    { id: 'borrowers', header: t('villages.borrowers'), kind: 'count', value: (v) => v.borrowers },
    { id: 'bad', header: t('villages.bad'), kind: 'count', value: (v) => v.bad },
    {
      id: 'ratio',
      header: t('villages.ratio'),
      kind: 'percent',
      value: (v) => (v.ratioBp === null ? null : v.ratioBp / 10_000),
    },
    { id: 'before', header: t('villages.before'), kind: 'count', value: before },
    { id: 'newly', header: t('villages.newly'), kind: 'count', value: (v) => v.newly },
    {
      id: 'spread',
      header: t('villages.spread'),
      kind: 'count',
      value: spread,
      cell: (v) => number(spread(v), 1),
      width: 96,
    },
    {
      id: 'bystander',
      header: t('villages.bystander'),
      kind: 'percent',
      value: (v) => (v.bystanderBp === null ? null : v.bystanderBp / 10_000),
    },
    { id: 'joint', header: t('villages.joint'), kind: 'count', value: (v) => v.joint, width: 88 },
    { id: 'tied', header: t('villages.tied'), kind: 'count', value: (v) => v.tied, width: 96 },
    {
      id: 'officer',
      header: t('villages.officer'),
      value: (v) =>
        v.officer === null
          ? null
          : t('villages.officerBad', { officer: v.officer, count: v.officerBad }),
      width: 120,
    },
    { id: 'badFen', header: t('villages.badFen'), kind: 'money', value: (v) => v.badFen },
  ];
  const extra = [data.other, data.nameless].filter((row) => row !== null);
  const rows = [...data.villages, ...extra];
  const open = ({ village }: Village) => {
    if (village !== null) {
      go(href('/progress', {}, { view: 'villages', since: data.since, village }));
    }
  };
  return (
    <Card title={t('villages.title')} subtitle={t('villages.cardSub')} flush>
      <DataTable
        label={t('villages.label')}
        id="villages"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.village ?? nameOf(row)}
        onOpen={open}
        totals={{
          borrowers: count(total.borrowers),
          bad: count(total.bad),
          ratio: percent(total.bad, total.borrowers),
          before: count(before(total)),
          newly: count(total.newly),
          spread: number(1, 1),
          bystander: percent(total.bystanders, total.typed),
          joint: count(total.joint),
          tied: count(total.tied),
          badFen: <Money fen={total.badFen} />,
        }}
        maxHeight="480px"
      />
    </Card>
  );
}
