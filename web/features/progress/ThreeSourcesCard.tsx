import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { DownloadLink } from '../../components/DownloadLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFilters, useHref, usePageSearch } from '../../lib/filters.ts';
import { stringifySearch } from '../../lib/search.ts';
import { useFormat } from '../../lib/use-format.ts';
import { inSpan, type ThreeSources, threeSourcesQuery } from './queries.ts';

const VIEWS = ['loans', 'officers', 'months'] as const;
const ownSearch = z.object({ sources: z.catch(z.optional(z.enum(VIEWS)), undefined) });
type Line = ThreeSources['rows'][number];
type Group = ThreeSources['officers'][number];

/** What the ledger, the book's own columns and the fall in balance say, where they disagree. */
export function ThreeSourcesCard() {
  const { filters } = useFilters();
  const found = useQuery(threeSourcesQuery(filters));
  return <Loaded query={found}>{(data) => <Sources data={data} />}</Loaded>;
}

function Sources({ data }: { data: ThreeSources }) {
  const { t } = useTranslation('progress');
  const { amountInText, date, exactAmount, language } = useFormat();
  const { filters } = useFilters();
  const [{ sources: view = 'loans' }, set] = usePageSearch(ownSearch);
  const { total, from, to } = data;
  const sums = { posted: total.postedFen, said: total.saidFen, fall: total.fallFen };
  const title =
    total.differing === 0
      ? t('sources.none')
      : t('sources.title', { count: total.differing, amount: amountInText(total.apartFen) });
  return (
    <Card
      title={title}
      subtitle={t('sources.sub', {
        from: date(from.asOf),
        to: date(to.asOf),
        posted: exactAmount(sums.posted),
        said: exactAmount(sums.said),
        fall: exactAmount(sums.fall),
      })}
      actions={
        <>
          <SegmentedControl
            aria-label={t('sources.by')}
            value={view}
            onChange={(value) =>
              set({ sources: VIEWS.find((one) => one === value) }, { replace: true })
            }
            data={VIEWS.map((value) => ({ value, label: t(`sources.${value}`) }))}
          />
          <DownloadLink
            href={`/api/recovery/three-sources/xlsx${stringifySearch({ ...inSpan(filters, {}), language })}`}
            name={`differences-${to.asOf}.xlsx`}
          >
            {t('sources.xlsx')}
          </DownloadLink>
        </>
      }
      flush
    >
      {view === 'loans' ? (
        <Lines data={data} />
      ) : (
        <Groups
          rows={data[view]}
          total={total}
          name={view === 'months' ? t('sources.month') : t('column.officer')}
        />
      )}
    </Card>
  );
}

function Lines({ data }: { data: ThreeSources }) {
  const { t } = useTranslation('progress');
  const { monthDay } = useFormat();
  const href = useHref();
  const columns: DataColumn<Line>[] = [
    { id: 'loan', header: t('column.loan'), value: (row) => row.loanId, width: 164 },
    { id: 'branch', header: t('column.branch'), value: (row) => row.branch, width: 88 },
    { id: 'officer', header: t('column.officer'), value: (row) => row.officer, width: 76 },
    {
      id: 'between',
      header: t('column.between'),
      value: (row) => row.toOn,
      cell: (row) => `${monthDay(row.fromOn)} → ${monthDay(row.toOn)}`,
      width: 140,
    },
    ...amountColumns(t),
  ];
  return (
    <DataTable
      label={t('sources.label')}
      columns={columns}
      rows={data.rows}
      rowKey={(row) => `${row.loanId} ${row.toOn}`}
      rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
      empty={<EmptyState title={t('sources.none')} />}
      maxHeight="420px"
    />
  );
}

type Amounts = {
  postedFen: number | null;
  saidFen: number | null;
  fallFen: number | null;
  apartFen: number;
};

/** The three sources and how far they are apart, to the fen. */
function amountColumns<Row extends Amounts>(
  t: ReturnType<typeof useTranslation<'progress'>>['t'],
): DataColumn<Row>[] {
  const money = { kind: 'money', digits: 2 } as const;
  return [
    { id: 'posted', header: t('column.posted'), ...money, value: (row) => row.postedFen },
    { id: 'said', header: t('sources.said'), ...money, value: (row) => row.saidFen },
    { id: 'fall', header: t('column.fall'), ...money, value: (row) => row.fallFen },
    { id: 'apart', header: t('sources.apart'), ...money, value: (row) => row.apartFen },
  ];
}

function Groups(props: { rows: Group[]; total: ThreeSources['total']; name: string }) {
  const { rows, total, name } = props;
  const { t } = useTranslation('progress');
  const { count } = useFormat();
  const columns: DataColumn<Group>[] = [
    { id: 'key', header: name, value: (row) => row.key, width: 180 },
    {
      id: 'differing',
      header: t('sources.differing'),
      kind: 'count',
      value: (row) => row.differing,
    },
    ...amountColumns<Group>(t),
  ];
  const money = (fen: number) => <Money fen={fen} digits={2} />;
  return (
    <DataTable
      label={t('sources.groups')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.key ?? ''}
      totals={{
        differing: count(total.differing),
        posted: money(total.postedFen),
        said: money(total.saidFen),
        fall: money(total.fallFen),
        apart: money(total.apartFen),
      }}
      maxHeight="420px"
    />
  );
}
