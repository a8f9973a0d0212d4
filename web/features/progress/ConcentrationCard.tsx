import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card, Columns } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Money } from '../../components/Money.tsx';
import { TypeDot } from '../../components/TypeDot.tsx';
import { type DataColumn, ofBp } from '../../components/table-columns.ts';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type Concentration, concentrationQuery } from './queries.ts';

type ExpectedLoan = Concentration['rows'][number];
type Failing = NonNullable<Concentration['ending']>['failing'][number];

/** On how few loans the gap and the year end hang. */
export function ConcentrationCard() {
  const { filters } = useFilters();
  const found = useQuery(concentrationQuery(filters));
  return (
    <Loaded query={found}>
      {(data) =>
        data.rows.length === 0 ? null : (
          <Columns template="minmax(0, 7fr) minmax(0, 5fr)">
            <LoansCard concentration={data} />
            {data.ending ? <FailingCard ending={data.ending} /> : null}
          </Columns>
        )
      }
    </Loaded>
  );
}

function LoansCard({ concentration }: { concentration: Concentration }) {
  const { t } = useTranslation('progress');
  const { amountInText, count, date, percent, unitName } = useFormat();
  const href = useHref();
  const { rows, fewest, gapFen, pool } = concentration;
  const shown = fewest === null ? rows : rows.slice(0, fewest.loans);
  const sum = shown.reduce((all, row) => all + row.expectedFen, 0);
  const title = (() => {
    const amount = amountInText(gapFen);
    if (gapFen === null) return t('concentration.noGap', { count: rows.length });
    if (gapFen <= 0) return t('concentration.ahead', { count: rows.length });
    if (fewest === null) return t('concentration.never', { amount });
    const words = { amount, count: fewest.loans, sum: amountInText(fewest.expectedFen) };
    return t('concentration.title', words);
  })();
  const columns: DataColumn<ExpectedLoan>[] = [
    { id: 'loan', header: t('column.loan'), value: (row) => row.loanId, width: 156 },
    { id: 'branch', header: t('column.branch'), value: (row) => row.branch, width: 76 },
    { id: 'officer', header: t('column.officer'), value: (row) => row.officer, width: 68 },
    {
      id: 'type',
      header: t('concentration.type'),
      value: (row) => row.defaultType,
      cell: (row) => <TypeDot id={row.defaultType} />,
      width: 104,
    },
    {
      id: 'balance',
      header: t('column.balance'),
      kind: 'money',
      value: (row) => row.balanceFen,
      width: 92,
    },
    {
      id: 'expected',
      header: t('concentration.expected'),
      hint: t('concentration.tipExpected'),
      kind: 'money',
      value: (row) => row.expectedFen,
      width: 100,
    },
    {
      id: 'why',
      header: t('concentration.why'),
      value: (row) => row.plannedOn ?? String(row.ratePerMille),
      cell: (row) =>
        row.plannedOn === null
          ? t('concentration.byRate', { rate: percent(row.ratePerMille, 1000, 0) })
          : t('concentration.byPlan', { day: date(row.plannedOn) }),
      width: 132,
    },
  ];
  return (
    <Card
      title={title}
      subtitle={t('concentration.sub', {
        unit: unitName,
        loans: count(pool.loans),
        pool: amountInText(pool.expectedFen),
      })}
      flush
    >
      <DataTable
        label={t('concentration.label')}
        columns={columns}
        rows={shown}
        rowKey={(row) => row.loanId}
        rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
        totals={{ expected: <Money fen={sum} /> }}
      />
    </Card>
  );
}

function FailingCard({ ending }: { ending: NonNullable<Concentration['ending']> }) {
  const { t } = useTranslation('progress');
  const { amountInText, percent, unitName } = useFormat();
  const share = (bp: number | null) => (bp === null ? '—' : percent(bp, 10_000));
  const most = ending.failing.at(-1);
  const columns: DataColumn<Failing>[] = [
    {
      id: 'loans',
      header: t('concentration.fail'),
      value: (row) => row.loans,
      cell: (row) => t('concentration.largest', { count: row.loans }),
      width: 132,
    },
    {
      id: 'expected',
      header: t('concentration.expected'),
      hint: t('concentration.tipExpected'),
      kind: 'money',
      value: (row) => row.expectedFen,
      width: 100,
    },
    {
      id: 'end',
      header: t('units.end'),
      hint: t('concentration.tipFail'),
      kind: 'money',
      value: (row) => row.yearEndFen,
      width: 92,
    },
    {
      id: 'share',
      header: t('units.share'),
      kind: 'percent',
      value: (row) => ofBp(row.completionBp),
      cell: (row) => share(row.completionBp),
      width: 112,
    },
  ];
  const title = most
    ? t('concentration.failTitle', {
        count: most.loans,
        amount: amountInText(ending.yearEndFen - most.yearEndFen),
      })
    : t('concentration.failNone');
  return (
    <Card
      title={title}
      subtitle={t('concentration.failSub', {
        unit: unitName,
        method: t(`forecast.${ending.method}`),
      })}
      flush
    >
      <DataTable
        label={t('concentration.failLabel')}
        columns={columns}
        rows={ending.failing}
        rowKey={(row) => String(row.loans)}
        totals={{
          loans: t('concentration.noneFails'),
          end: <Money fen={ending.yearEndFen} />,
          share: share(ending.completionBp),
        }}
      />
    </Card>
  );
}
