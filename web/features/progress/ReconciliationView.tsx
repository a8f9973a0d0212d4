import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Money } from '../../components/Money.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFilters, useHref, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { OnlyBookCard } from './OnlyBookCard.tsx';
import classes from './ProgressPage.module.css';
import { type Difference, type Reconciliation, reconciliationQuery } from './queries.ts';
import { ThreeSourcesCard } from './ThreeSourcesCard.tsx';

const ownSearch = z.object({ kind: z.catch(z.optional(z.string()), undefined) });

/** What a loan's postings and balance differ by; unknown for a doubt about a posting alone. */
const differenceOf = (row: Difference): number | null =>
  ['posted-twice', 'credited-elsewhere', 'reversed'].includes(row.kind) ? null : row.differenceFen;

/** Where postings and loan books disagree, loan by loan, to the fen. */
export function ReconciliationView() {
  const { filters } = useFilters();
  const found = useQuery(reconciliationQuery(filters));
  return (
    <Loaded query={found}>
      {(data) => (
        <>
          <Differences data={data} />
          {data.from.id === data.to.id ? null : <ThreeSourcesCard />}
        </>
      )}
    </Loaded>
  );
}

/** What the alert of differences counts: the two kinds of a claim that is still listed. */
const DISAGREEING = 'disagreeing';
const isDisagreeing = ({ kind }: Difference) =>
  kind === 'posted-not-fallen' || kind === 'fallen-not-posted';

function Differences({ data }: { data: Reconciliation }) {
  const { t } = useTranslation('progress');
  const { amountInText, date, exactAmount, language, monthDay } = useFormat();
  const href = useHref();
  const [{ kind }, set] = usePageSearch(ownSearch);
  const kinds = data.kinds.filter((each) => each.loans > 0);
  const disagreeing = data.differences.filter(isDisagreeing);
  const isAlert = kind === DISAGREEING && disagreeing.length > 0;
  const chosen = isAlert ? DISAGREEING : kinds.find((each) => each.kind === kind)?.kind;
  const shown = isAlert
    ? disagreeing
    : data.differences.filter((each) => chosen === undefined || each.kind === chosen);
  const net = data.differences.reduce((sum, row) => sum + (differenceOf(row) ?? 0), 0);
  if (data.from.id === data.to.id) return <OnlyBookCard view="reconciliation" />;
  if (data.source !== 'postings' && data.source !== 'mixed') {
    return (
      <Card>
        <EmptyState title={t('reconciliation.noPostings')} />
      </Card>
    );
  }
  const columns: DataColumn<Difference>[] = [
    { id: 'loan', header: t('column.loan'), value: (row) => row.loanId, width: 164 },
    {
      id: 'kind',
      header: t('column.kind'),
      value: (row) => t(`reconciliation.kind.${row.kind}`),
      width: language === 'zh' ? 176 : 232,
    },
    { id: 'branch', header: t('column.branch'), value: (row) => row.branch, width: 88 },
    { id: 'officer', header: t('column.officer'), value: (row) => row.officer, width: 76 },
    {
      id: 'between',
      header: t('column.between'),
      value: (row) => row.toOn,
      cell: (row) =>
        row.fromOn === row.toOn
          ? monthDay(row.toOn)
          : `${monthDay(row.fromOn)} → ${monthDay(row.toOn)}`,
      width: 140,
    },
    {
      id: 'posted',
      header: t('column.posted'),
      kind: 'money',
      value: (row) => row.postedFen,
      digits: 2,
    },
    { id: 'fall', header: t('column.fall'), kind: 'money', value: (row) => row.fallFen, digits: 2 },
    {
      id: 'difference',
      header: t('column.difference'),
      kind: 'money',
      value: differenceOf,
      cell: (row) => <Money fen={differenceOf(row)} digits={2} signed />,
    },
  ];
  const title =
    data.differences.length === 0
      ? t('reconciliation.none')
      : t('reconciliation.title', {
          count: data.differences.length,
          amount: amountInText(net, { signed: true }),
        });
  return (
    <Card
      title={title}
      subtitle={t('reconciliation.sub', {
        from: date(data.from.asOf),
        to: date(data.to.asOf),
        posted: exactAmount(data.postedFen),
        cash: exactAmount(data.bridgeCashFen),
        outside: exactAmount(data.outsideFen),
      })}
      flush
    >
      <div className={`${classes.pills} no-print`}>
        <Button
          size="compact-sm"
          variant={chosen === undefined ? 'filled' : 'default'}
          aria-pressed={chosen === undefined}
          onClick={() => set({ kind: undefined }, { replace: true })}
        >
          {t('reconciliation.all')} {data.differences.length}
        </Button>
        {disagreeing.length > 0 && (
          <Button
            size="compact-sm"
            variant={isAlert ? 'filled' : 'default'}
            aria-pressed={isAlert}
            onClick={() => set({ kind: DISAGREEING }, { replace: true })}
          >
            {t('reconciliation.disagreeing', {
              count: new Set(disagreeing.map(({ loanId }) => loanId)).size,
              amount: amountInText(
                disagreeing.reduce((sum, row) => sum + Math.abs(row.differenceFen), 0),
              ),
            })}
          </Button>
        )}
        {kinds.map((each) => (
          <Button
            key={each.kind}
            size="compact-sm"
            variant={chosen === each.kind ? 'filled' : 'default'}
            aria-pressed={chosen === each.kind}
            onClick={() => set({ kind: each.kind }, { replace: true })}
          >
            {t(`reconciliation.kind.${each.kind}`)} {each.loans}
          </Button>
        ))}
      </div>
      <DataTable
        label={t('reconciliation.label')}
        columns={columns}
        rows={shown}
        rowKey={(row) => `${row.kind} ${row.loanId} ${row.toOn} ${row.officer}`}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totals={{
          difference: (
            <Money
              fen={shown.reduce((sum, row) => sum + (differenceOf(row) ?? 0), 0)}
              digits={2}
              signed
            />
          ),
        }}
        empty={<EmptyState title={t('reconciliation.none')} />}
      />
    </Card>
  );
}
