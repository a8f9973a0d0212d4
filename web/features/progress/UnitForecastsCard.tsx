import { SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Money } from '../../components/Money.tsx';
import { type DataColumn, ofBp } from '../../components/table-columns.ts';
import { useFilters, useHref, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './ProgressPage.module.css';
import { type By, type Forecasts, forecastsQuery, type UnitForecasts } from './queries.ts';

type Method = NonNullable<Forecasts['best']>;
interface Row extends Pick<UnitForecasts, 'branch' | 'officer' | 'targetFen'> {
  ending: UnitForecasts['forecasts'][number] | undefined;
}

const METHODS = ['run_rate', 'seasonal', 'seasonal_recent', 'cohort'] as const;
const ownSearch = z.object({
  by: z.catch(z.enum(['branch', 'officer']), 'branch'),
  method: z.catch(z.optional(z.enum(METHODS)), undefined),
});

/** Where each branch or officer will end the year, beside what the same method was worth before. */
export function UnitForecastsCard() {
  const { filters } = useFilters();
  const [{ by, method }, set] = usePageSearch(ownSearch);
  const found = useQuery(forecastsQuery(filters, by));
  return (
    <Loaded query={found}>
      {(data) => {
        const shown = method ?? data.best;
        if (shown === null) return null;
        return <UnitsTable forecasts={data} by={by} method={shown} onChoose={set} />;
      }}
    </Loaded>
  );
}

const withEnding =
  (method: Method) =>
  (unit: UnitForecasts): Row => ({
    branch: unit.branch,
    officer: unit.officer,
    targetFen: unit.targetFen,
    ending: unit.forecasts.find((each) => each.method === method),
  });

/** Below zero is missing, as everywhere. */
const standing = ({ targetFen, ending }: Row) =>
  targetFen === null || ending === undefined ? null : ending.yearEndFen - targetFen;

function UnitsTable({
  forecasts,
  by,
  method,
  onChoose,
}: {
  forecasts: Forecasts;
  by: By;
  method: Method;
  onChoose: (chosen: { by?: By; method?: Method }) => void;
}) {
  const { t } = useTranslation('progress');
  const { amount, amountInText, percent, number, count, unitName } = useFormat();
  const href = useHref();
  const rows = forecasts.rows
    .map(withEnding(method))
    .sort((a, b) => (standing(a) ?? 0) - (standing(b) ?? 0));
  const total = withEnding(method)(forecasts.total);
  const name = (row: Row) => row[by] ?? t('table.unknown');
  const interval = ({ ending }: Row) =>
    ending === undefined || ending.lowFen === null
      ? '—'
      : `${amount(ending.lowFen)} – ${amount(ending.highFen)}`;
  const share = ({ targetFen, ending }: Row) => percent(ending?.yearEndFen, targetFen);
  const error = ({ ending }: Row) => {
    const bp = ending?.record.medianErrorBp ?? null;
    return bp === null ? '—' : percent(bp, 10_000, 0);
  };
  const bias = ({ ending }: Row) => {
    const bp = ending?.record.biasBp ?? null;
    return bp === null ? '—' : `${number(bp / 100, 0, true)}%`;
  };
  const coverage = ({ ending }: Row) =>
    ending === undefined || ending.record.tested === 0
      ? '—'
      : `${ending.record.covered} / ${ending.record.tested}`;
  const columns: DataColumn<Row>[] = [
    ...(by === 'officer'
      ? [{ id: 'officer', header: t('table.officer'), value: name, width: 88 }]
      : []),
    {
      id: 'branch',
      header: t('table.branch'),
      value: (row) => row.branch ?? t('table.unknown'),
      width: 96,
    },
    { id: 'target', header: t('table.target'), kind: 'money', value: (row) => row.targetFen },
    {
      id: 'end',
      header: t('units.end'),
      hint: t('units.tipEnd'),
      kind: 'money',
      value: (row) => row.ending?.yearEndFen,
      width: 100,
    },
    {
      id: 'interval',
      header: t('units.interval'),
      hint: t('units.tipInterval'),
      kind: 'count',
      value: (row) => row.ending?.lowFen,
      exported: { kind: 'text', value: interval },
      cell: interval,
      width: 128,
    },
    {
      id: 'share',
      header: t('units.share'),
      kind: 'percent',
      value: (row) => (row.targetFen ? (row.ending?.yearEndFen ?? 0) / row.targetFen : null),
      cell: share,
      width: 120,
    },
    {
      id: 'short',
      header: t('units.short'),
      kind: 'money',
      value: standing,
      cell: (row) => <Money fen={standing(row)} signed />,
    },
    {
      id: 'error',
      header: t('units.error'),
      hint: t('units.tipError'),
      kind: 'percent',
      value: (row) => ofBp(row.ending?.record.medianErrorBp),
      cell: error,
      width: 112,
    },
    {
      id: 'bias',
      header: t('units.bias'),
      hint: t('units.tipBias'),
      kind: 'percent',
      value: (row) => ofBp(row.ending?.record.biasBp),
      cell: bias,
      width: 76,
    },
    {
      id: 'coverage',
      header: t('units.coverage'),
      hint: t('units.tipCoverage'),
      kind: 'percent',
      value: (row) => row.ending?.record.covered,
      cell: coverage,
      width: 108,
    },
    {
      id: 'replays',
      header: t('units.replays'),
      kind: 'count',
      value: (row) => row.ending?.record.replays,
      hidden: true,
    },
  ];
  const methodName = (each: Method) => t(`forecast.${each}`);
  const planned = rows.filter((row) => standing(row) !== null);
  const short = planned.filter((row) => (standing(row) ?? 0) < 0);
  const [worst] = short;
  const title = (() => {
    if (planned.length === 0) return t('units.titleNoPlan', { method: methodName(method) });
    if (worst === undefined) return t('units.titleDone', { method: methodName(method) });
    const words = {
      method: methodName(method),
      all: planned.length,
      count: short.length,
      name: name(worst),
      amount: amountInText(Math.abs(standing(worst) ?? 0)),
    };
    return t(by === 'branch' ? 'units.titleShort' : 'units.titleShortOfficers', words);
  })();
  const sum = rows.reduce((all, row) => all + (row.ending?.yearEndFen ?? 0), 0);
  const which =
    method === forecasts.best || forecasts.best === null
      ? t('units.best', { method: methodName(method) })
      : t('units.chosen', { method: methodName(method), best: methodName(forecasts.best) });
  const adds = t('units.sum', {
    sum: amountInText(sum),
    total: amountInText(total.ending?.yearEndFen),
    difference: amountInText(sum - (total.ending?.yearEndFen ?? 0), { signed: true }),
  });
  const offered = forecasts.total.forecasts.map((each) => each.method);
  return (
    <Card title={title} subtitle={`${unitName} · ${which} · ${adds}`} flush>
      <div className={`${classes.pickers} ${classes.inCard} no-print`}>
        <SegmentedControl
          aria-label={t('by.label')}
          value={by}
          onChange={(chosen) => onChoose({ by: chosen })}
          data={(['branch', 'officer'] as const).map((value) => ({
            value,
            label: t(`by.${value}`),
          }))}
        />
        <Select
          aria-label={t('units.method')}
          w={240}
          value={method}
          onChange={(chosen) => {
            const picked = METHODS.find((each) => each === chosen);
            if (picked) onChoose({ method: picked });
          }}
          data={offered.map((value) => ({
            value,
            label:
              value === forecasts.best
                ? t('units.bestMark', { method: methodName(value) })
                : methodName(value),
          }))}
          allowDeselect={false}
        />
      </div>
      <DataTable
        key={by}
        id={`year-end-${by}`}
        label={t(by === 'branch' ? 'units.branches' : 'units.officers')}
        columns={columns}
        rows={rows}
        rowKey={(row) => JSON.stringify([row.branch, row.officer])}
        rowHref={(row) =>
          href(
            '/progress',
            {
              ...(row.branch === null ? {} : { branch: [row.branch] }),
              ...(row.officer === null ? {} : { officer: [row.officer] }),
            },
            { view: 'forecast', by: 'officer' },
          )
        }
        totals={{
          target: <Money fen={total.targetFen} />,
          end: <Money fen={total.ending?.yearEndFen} />,
          interval: interval(total),
          share: share(total),
          short: <Money fen={standing(total)} signed />,
          error: error(total),
          bias: bias(total),
          coverage: coverage(total),
          replays: count(total.ending?.record.replays),
        }}
      />
    </Card>
  );
}
