import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card, Columns } from '../../components/Card.tsx';
import { ChartFrame } from '../../components/ChartFrame.tsx';
import { CumulativeChart, type CumulativePoint } from '../../components/charts/CumulativeChart.tsx';
import { yearPoints } from '../../components/charts/year-points.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { ToData } from '../../components/ToData.tsx';
import { type DataColumn, ofBp } from '../../components/table-columns.ts';
import { useFilters } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { ConcentrationCard } from './ConcentrationCard.tsx';
import { MonthsCard } from './MonthsCard.tsx';
import { type Cumulative, cumulativeQuery, type Progress } from './queries.ts';
import { UnitForecastsCard } from './UnitForecastsCard.tsx';

type Forecast = Cumulative['forecasts'][number];

/** The year's months against the plan, where it ends by each method, and how good each has been. */
export function ForecastView({ progress }: { progress: Progress }) {
  const { t } = useTranslation('progress');
  const { filters } = useFilters();
  const cumulative = useQuery(cumulativeQuery(filters));
  if (progress.total.source === 'none') {
    const note = t(
      progress.sources.length === 0 ? 'forecast.unknownNote' : 'forecast.unknownBooks',
    );
    return (
      <Card title={t('forecast.unknown')}>
        <EmptyState title={note} action={<ToData />} />
      </Card>
    );
  }
  return (
    <Loaded query={cumulative}>
      {(data) => (
        <>
          <Columns template="minmax(0, 7fr) minmax(0, 5fr)">
            <EndingCard cumulative={data} progress={progress} />
            <MonthsCard cumulative={data} progress={progress} />
          </Columns>
          {data.forecasts.length > 0 ? (
            <>
              <RecordCard cumulative={data} />
              <ConcentrationCard />
              <UnitForecastsCard />
            </>
          ) : null}
        </>
      )}
    </Loaded>
  );
}

function EndingCard({ cumulative, progress }: { cumulative: Cumulative; progress: Progress }) {
  const { t } = useTranslation('progress');
  const { amountInText, monthDay, percent, unitName } = useFormat();
  const { forecasts, best, targetFen, isYearKnown, knownSince, knownUntil } = cumulative;
  const ending = forecasts.find((each) => each.method === best) ?? forecasts[0];
  const points = yearPoints(cumulative, ending);
  const words = {
    method: t(`forecast.${ending?.method ?? 'run_rate'}`),
    amount: amountInText(ending?.yearEndFen),
  };
  const title = (() => {
    if (!isYearKnown) {
      const [from, until] = [monthDay(knownSince), monthDay(knownUntil)];
      return t('forecast.part', { from, until, amount: amountInText(progress.total.achievedFen) });
    }
    if (targetFen === null) return t('forecast.titleNoPlan', words);
    return t('forecast.title', { ...words, share: percent(ending?.yearEndFen, targetFen) });
  })();
  const columns: DataColumn<CumulativePoint>[] = [
    { id: 'day', header: t('forecast.day'), kind: 'date', value: (point) => point.day },
    { id: 'actual', header: t('forecast.achieved'), kind: 'money', value: (p) => p.actualFen },
    { id: 'plan', header: t('forecast.planLine'), kind: 'money', value: (p) => p.planFen },
    { id: 'ahead', header: t('forecast.forecast'), kind: 'money', value: (p) => p.forecastFen },
  ];
  return (
    <ChartFrame
      title={title}
      subtitle={t(isYearKnown ? 'forecast.sub' : 'forecast.subPart', { unit: unitName })}
      name={`forecast-${cumulative.snapshot.asOf}`}
      columns={columns}
      rows={points}
      rowKey={(point) => point.day}
    >
      <CumulativeChart points={points} label={title} height={372} />
    </ChartFrame>
  );
}

function RecordCard({ cumulative }: { cumulative: Cumulative }) {
  const { t } = useTranslation('progress');
  const { percent, count, number } = useFormat();
  const { forecasts, best, targetFen, profile } = cumulative;
  const days = forecasts[0]?.record.horizonDays ?? 0;
  const hasRecord = forecasts.some((each) => each.record.replays > 0);
  const share = (bp: number | null) => (bp === null ? '—' : percent(bp, 10_000));
  const columns: DataColumn<Forecast>[] = [
    {
      id: 'method',
      header: t('forecast.method'),
      value: (row) => t(`forecast.${row.method}`),
      cell: (row) => (
        <span>
          {t(`forecast.${row.method}`)}
          {row.method === best && hasRecord ? <strong> · {t('forecast.best')}</strong> : null}
        </span>
      ),
      width: 204,
    },
    { id: 'end', header: t('forecast.end'), kind: 'money', value: (row) => row.yearEndFen },
    {
      id: 'share',
      header: t('forecast.share'),
      kind: 'percent',
      value: (row) => row.yearEndFen,
      cell: (row) => percent(row.yearEndFen, targetFen),
    },
    { id: 'low', header: t('forecast.low'), kind: 'money', value: (row) => row.lowFen },
    { id: 'high', header: t('forecast.high'), kind: 'money', value: (row) => row.highFen },
    {
      id: 'error',
      header: t('forecast.error'),
      kind: 'percent',
      value: (row) => ofBp(row.record.medianErrorBp),
      cell: (row) => share(row.record.medianErrorBp),
      width: 130,
    },
    {
      id: 'bias',
      header: t('forecast.bias'),
      kind: 'percent',
      value: (row) => ofBp(row.record.biasBp),
      cell: (row) =>
        row.record.biasBp === null ? '—' : `${number(row.record.biasBp / 100, 1, true)}%`,
    },
    {
      id: 'coverage',
      header: t('forecast.coverage'),
      kind: 'percent',
      value: (row) => row.record.covered,
      cell: (row) =>
        row.record.tested === 0 ? '—' : `${row.record.covered} / ${row.record.tested}`,
      width: 100,
    },
    {
      id: 'replays',
      header: t('forecast.replays'),
      kind: 'count',
      value: (row) => row.record.replays,
      cell: (row) => count(row.record.replays),
    },
  ];
  const hasCohort = forecasts.some((each) => each.method === 'cohort');
  const winner = hasRecord ? forecasts.find((each) => each.method === best) : undefined;
  const title = winner
    ? t('forecast.recordBest', {
        method: t(`forecast.${winner.method}`),
        error: share(winner.record.medianErrorBp),
      })
    : t('forecast.record');
  const season = t('forecast.profile', { source: t(`forecast.${profile.source}`) });
  return (
    <Card
      title={title}
      subtitle={[
        hasRecord ? t('forecast.recordSub', { days }) : t('forecast.recordNone'),
        t('units.criterion'),
        season,
        hasCohort ? t('units.cohortNote') : t('units.noCohort'),
      ].join(' · ')}
      flush
    >
      <DataTable
        label={t('forecast.record')}
        columns={columns}
        rows={forecasts}
        rowKey={(row) => row.method}
        empty={<EmptyState title={t('forecast.recordNone')} />}
      />
    </Card>
  );
}
