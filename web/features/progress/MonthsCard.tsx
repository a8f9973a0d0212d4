import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { Money } from '../../components/Money.tsx';
import { PaceBadge } from '../../components/PaceBadge.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { findBreak } from '../../lib/find-break.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Cumulative, Progress } from './queries.ts';

interface Month {
  month: number;
  planFen: number | null;
  achievedFen: number | null;
}

/** Months up to the as-of day; the one under way with the part of its plan that was due by then. */
function monthsSoFar({ months, snapshot }: Cumulative, progress: Progress): Month[] {
  const now = Number(snapshot.asOf.slice(5, 7));
  const before = months.slice(0, now - 1);
  const gone = before.reduce((sum, month) => sum + (month.planFen ?? 0), 0);
  const current = months[now - 1];
  const due = progress.total.planToDateFen;
  if (current === undefined) return before;
  const planFen = due === null || current.planFen === null ? null : due - gone;
  return [...before, { ...current, planFen }];
}

const gapOf = ({ planFen, achievedFen }: Month) =>
  planFen === null || achievedFen === null ? null : achievedFen - planFen;
const paceOf = ({ planFen, achievedFen }: Month) =>
  planFen && achievedFen !== null ? achievedFen / planFen : null;

/** Each month's plan and what came. */
export function MonthsCard({
  cumulative,
  progress,
}: {
  cumulative: Cumulative;
  progress: Progress;
}) {
  const { t } = useTranslation('progress');
  const { language, monthName, percent, unitName } = useFormat();
  const months = monthsSoFar(cumulative, progress);
  const planned = months.filter((month) => gapOf(month) !== null);
  const unknown = months.filter((month) => month.achievedFen === null);
  const short = planned.filter((month) => (gapOf(month) ?? 0) < 0);
  const found = findBreak(months.slice(0, -1));
  const title = (() => {
    if (unknown.length === months.length) return t('month.titleUnknown');
    if (unknown.length > 0) return t('month.titlePart', { count: unknown.length });
    if (planned.length === 0) return t('month.titleNone');
    if (found !== undefined) {
      const month = language === 'zh' ? String(found.month) : monthName(found.month);
      return t('month.title', { month, share: percent(found.achievedFen, found.planFen, 0) });
    }
    return t('month.titleSome', { below: short.length, above: planned.length - short.length });
  })();
  const columns: DataColumn<Month>[] = [
    {
      id: 'month',
      header: t('month.month'),
      value: (row) => row.month,
      cell: (row) => monthName(row.month),
      width: 72,
    },
    { id: 'plan', header: t('month.plan'), kind: 'money', value: (row) => row.planFen, width: 92 },
    {
      id: 'actual',
      header: t('month.actual'),
      kind: 'money',
      value: (row) => row.achievedFen,
      width: 92,
    },
    {
      id: 'gap',
      header: t('month.gap'),
      kind: 'money',
      value: gapOf,
      cell: (row) => <Money fen={gapOf(row)} signed />,
      width: 92,
    },
    {
      id: 'pace',
      header: t('month.pace'),
      kind: 'percent',
      value: paceOf,
      cell: (row) => <PaceBadge pace={paceOf(row)} />,
    },
  ];
  const { total } = progress;
  return (
    <Card title={title} subtitle={t('month.sub', { unit: unitName })} flush>
      <DataTable
        label={t('month.label')}
        columns={columns}
        rows={months}
        rowKey={(row) => String(row.month)}
        totals={{
          plan: <Money fen={total.planToDateFen} />,
          actual: <Money fen={total.achievedFen} />,
          gap: <Money fen={total.gapFen === null ? null : 0 - total.gapFen} signed />,
          pace: <PaceBadge pace={total.paceBp === null ? null : total.paceBp / 10_000} />,
        }}
      />
    </Card>
  );
}
