import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import { PaceBadge } from '../../components/PaceBadge.tsx';
import { type DataColumn, ofBp } from '../../components/table-columns.ts';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { comparedColumns, type RankedRow, rankRows } from './compared-columns.tsx';
import {
  type By,
  comparisonQuery,
  type Forecasts,
  forecastsQuery,
  type Progress,
  type ProgressRow,
} from './queries.ts';

const pace = (bp: number | null) => <PaceBadge pace={ofBp(bp)} />;
const standing = (row: Pick<ProgressRow, 'gapFen'>) =>
  row.gapFen === null ? null : 0 - row.gapFen;
const CLAIMS = { state: ['on_book', 'off_book'] };

type Ending = Forecasts['total']['forecasts'][number];

const unitKey = (row: Pick<ProgressRow, 'branch' | 'officer'>) =>
  JSON.stringify([row.branch, row.officer]);

/** Each unit's year end by the best method of all of them together. */
function endings(forecasts: Forecasts | undefined): Map<string, Ending> {
  const found = new Map<string, Ending>();
  for (const row of forecasts?.rows ?? []) {
    const ending = row.forecasts.find((each) => each.method === forecasts?.best);
    if (ending) found.set(unitKey(row), ending);
  }
  return found;
}

/** Branches or officers with target, recovery, pace and what each week must bring. */
export function RankingCard({ progress, by }: { progress: Progress; by: By }) {
  const { t } = useTranslation('progress');
  const { unitName, percent, number, count, amount, amountInText, monthDay } = useFormat();
  const href = useHref();
  const { total } = progress;
  const { filters } = useFilters();
  const { data: forecasts } = useQuery(forecastsQuery(filters, by));
  const { data: compared = [] } = useQuery(comparisonQuery(filters, by));
  const rows = rankRows(
    progress.rows,
    compared,
    by === 'officer' && progress.total.source !== 'none',
  );
  const ending = endings(forecasts);
  const endingOf = (row: ProgressRow) => ending.get(unitKey(row));
  const totalEnding = forecasts?.total.forecasts.find((each) => each.method === forecasts.best);
  const yearEndHint = forecasts?.best
    ? `${t('units.best', { method: t(`forecast.${forecasts.best}`) })} · ${t('units.tipEnd')}`
    : t('units.tipEnd');
  const range = (each: Ending | undefined) =>
    each === undefined || each.lowFen === null
      ? '—'
      : `${amount(each.lowFen)} – ${amount(each.highFen)}`;
  const who = (row: ProgressRow) => ({
    ...(row.branch === null ? {} : { branch: [row.branch] }),
    ...(row.officer === null ? {} : { officer: [row.officer] }),
  });
  const money = (
    id: keyof typeof WIDTHS,
    value: (row: RankedRow) => number | null,
    more: Partial<DataColumn<RankedRow>> = {},
  ): DataColumn<RankedRow> => ({
    id,
    header: t(`table.${id}`),
    kind: 'money',
    value,
    width: WIDTHS[id],
    ...more,
  });
  const text = (id: 'branch' | 'officer'): DataColumn<RankedRow> => ({
    id,
    header: t(`table.${id}`),
    value: (row) => row[id] ?? t('table.unknown'),
    width: 88,
  });
  const rank: DataColumn<RankedRow> = {
    id: 'rank',
    header: t('compared.rank'),
    hint: t('compared.tipRank'),
    kind: 'count',
    value: (row) => row.rank,
    cell: (row) => row.rank ?? (row.compared?.isCards ? t('compared.cards') : '—'),
    width: 60,
  };
  const stretchColumns: DataColumn<RankedRow>[] = [
    money('stretch', (row) => row.stretchFen, { hidden: true }),
    {
      id: 'stretchDone',
      header: t('table.stretchDone'),
      hint: t('table.stretchTip'),
      kind: 'percent',
      value: (row) => (row.stretchFen ? (row.achievedFen ?? 0) / row.stretchFen : null),
      cell: (row) => percent(row.achievedFen, row.stretchFen),
      width: 84,
    },
  ];
  const columns: DataColumn<RankedRow>[] = [
    ...(by === 'officer' ? [rank, text('officer')] : []),
    text('branch'),
    money('target', (row) => row.targetFen),
    money('planToDate', (row) => row.planToDateFen, { hidden: true }),
    money('achieved', (row) => row.achievedFen),
    {
      id: 'pace',
      header: t('table.pace'),
      kind: 'percent',
      value: (row) => ofBp(row.paceBp),
      cell: (row) => pace(row.paceBp),
      width: 76,
    },
    money('gap', standing, { cell: (row) => <Money fen={standing(row)} signed /> }),
    {
      id: 'completion',
      header: t('table.completion'),
      hint: t('table.tier'),
      kind: 'percent',
      value: (row) => ofBp(row.completionBp),
      cell: (row) => percent(row.achievedFen, row.targetFen),
      width: 84,
      hidden: by === 'officer',
    },
    ...(total.stretchFen === null ? [] : stretchColumns),
    {
      id: 'yearEnd',
      header: t('units.end'),
      hint: yearEndHint,
      kind: 'money',
      value: (row) => endingOf(row)?.yearEndFen,
      width: 92,
    },
    {
      id: 'yearEndRange',
      header: t('units.interval'),
      hint: t('units.tipInterval'),
      kind: 'count',
      value: (row) => endingOf(row)?.lowFen,
      exported: { kind: 'text', value: (row) => range(endingOf(row)) },
      cell: (row) => range(endingOf(row)),
      width: 124,
      hidden: true,
    },
    {
      id: 'yearEndShare',
      header: t('units.share'),
      hint: yearEndHint,
      kind: 'percent',
      value: (row) => (row.targetFen ? (endingOf(row)?.yearEndFen ?? 0) / row.targetFen : null),
      cell: (row) => percent(endingOf(row)?.yearEndFen, row.targetFen),
      width: 104,
    },
    ...comparedColumns(t, { percent, number }),
    money('required', (row) => row.requiredWeeklyFen),
    money('recent', (row) => row.recentWeeklyFen, { hidden: true }),
    money('week', (row) => row.thisWeekFen, { hidden: true }),
    money('lastWeek', (row) => row.lastWeekFen, { hidden: true }),
    money('on', (row) => row.onBookFen, { hidden: true }),
    money('off', (row) => row.offBookFen, { hidden: true }),
    money('interest', (row) => row.interestFen, { hidden: true }),
    {
      id: 'loans',
      header: t('table.loans'),
      kind: 'count',
      value: (row) => row.heldLoans,
      cell: (row) => (
        <AppLink href={href('/loans', { ...CLAIMS, ...who(row) })}>{count(row.heldLoans)}</AppLink>
      ),
      width: 84,
      hidden: by === 'officer',
    },
    money('held', (row) => row.heldFen),
    {
      id: 'lastOn',
      header: t('table.lastOn'),
      kind: 'date',
      value: (row) => row.lastRecoveredOn,
      hidden: true,
    },
    {
      id: 'source',
      header: t('table.source'),
      value: (row) => t(`sourceShort.${row.source}`),
      width: 72,
      hidden: true,
    },
  ];
  const isUnknown = total.source === 'none';
  const title = (() => {
    if (isUnknown) {
      const [most] = [...progress.rows].sort((a, b) => b.heldFen - a.heldFen);
      const name = most?.[by] ?? t('table.unknown');
      return t('table.mostHeld', { name, amount: amountInText(most?.heldFen ?? null) });
    }
    if (!progress.isYearKnown) {
      const [from, until] = [monthDay(progress.knownSince), monthDay(progress.knownUntil)];
      return t('table.part', { from, until, amount: amountInText(total.achievedFen) });
    }
    if (total.gapFen === null) {
      return t('table.noPlan', { amount: amountInText(total.achievedFen) });
    }
    const [worst] = [...progress.rows].sort((a, b) => (b.gapFen ?? 0) - (a.gapFen ?? 0));
    const words = {
      amount: amountInText(Math.abs(total.gapFen)),
      name: worst?.[by] ?? t('table.unknown'),
      most: amountInText(worst?.gapFen ?? null),
    };
    if (total.gapFen > 0) return t('table.behind', words);
    return t((worst?.gapFen ?? 0) > 0 ? 'table.aheadSome' : 'table.ahead', words);
  })();
  return (
    <Card
      title={title}
      subtitle={
        by === 'officer' && !isUnknown
          ? `${unitName} · ${t('compared.subtitle')}`
          : t(isUnknown ? 'table.subtitleHeld' : 'table.subtitle', { unit: unitName })
      }
      flush
    >
      <DataTable
        key={by}
        id={`progress-${by}`}
        label={by === 'branch' ? t('table.branches') : t('table.officers')}
        columns={columns}
        rows={rows}
        rowKey={unitKey}
        rowHref={(row) =>
          by === 'branch'
            ? href('/progress', who(row), { by: 'officer' })
            : href('/loans', { ...CLAIMS, ...who(row) })
        }
        totals={{
          target: <Money fen={total.targetFen} />,
          planToDate: <Money fen={total.planToDateFen} />,
          achieved: <Money fen={total.achievedFen} />,
          pace: pace(total.paceBp),
          completion: percent(total.achievedFen, total.targetFen),
          stretch: <Money fen={total.stretchFen} />,
          stretchDone: percent(total.achievedFen, total.stretchFen),
          gap: <Money fen={standing(total)} signed />,
          required: <Money fen={total.requiredWeeklyFen} />,
          recent: <Money fen={total.recentWeeklyFen} />,
          yearEnd: <Money fen={totalEnding?.yearEndFen} />,
          yearEndRange: range(totalEnding),
          yearEndShare: percent(totalEnding?.yearEndFen, total.targetFen),
          week: <Money fen={total.thisWeekFen} />,
          lastWeek: <Money fen={total.lastWeekFen} />,
          on: <Money fen={total.onBookFen} />,
          off: <Money fen={total.offBookFen} />,
          interest: <Money fen={total.interestFen} />,
          loans: <AppLink href={href('/loans', CLAIMS)}>{count(total.heldLoans)}</AppLink>,
          held: <Money fen={total.heldFen} />,
        }}
      />
    </Card>
  );
}

const WIDTHS = {
  target: 100,
  stretch: 104,
  planToDate: 112,
  achieved: 104,
  gap: 80,
  required: 116,
  recent: 116,
  week: 88,
  lastWeek: 88,
  on: 88,
  off: 88,
  interest: 112,
  held: 104,
} as const;
