import { Switch } from '@mantine/core';
import { queryOptions, skipToken, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { api, ask } from '../lib/api.ts';
import { type Filters, useFilters } from '../lib/filters.ts';
import { usePreference } from '../lib/preference.ts';
import { useFormat } from '../lib/use-format.ts';
import { Card } from './Card.tsx';
import { DataTable } from './DataTable.tsx';
import { ErrorState } from './ErrorState.tsx';
import { Money } from './Money.tsx';
import type { DataColumn } from './table-columns.ts';

const rolledQuery = (filters: Filters, by: 'branch' | 'officer', isOn: boolean) =>
  queryOptions({
    queryKey: ['recovery', 'rolled', filters, by],
    queryFn: isOn
      ? ({ signal }) =>
          ask(api.recovery.rolled.$get({ query: { ...filters, by } }, { init: { signal } }))
      : skipToken,
    placeholderData: (before) => before,
  });

interface Row {
  branch: string | null;
  officer: string | null;
  planFen: number[];
  achievedFen: number[];
  rolledFen: number[];
  carriedFen: number[];
}

/**
 * 欠额滚动, on or off for this viewer: the plan of the months that are open beside the plan with what
 * the months before lack rolled into the first of them. The plan itself does not change.
 * Nothing is shown of a `year` that the loan book is not in.
 */
export function RolledCard({ by, year }: { by: 'branch' | 'officer'; year?: number }) {
  const { t } = useTranslation('parts');
  const format = useFormat();
  const { filters } = useFilters();
  const [isOn, setOn] = usePreference('rolled', z.boolean(), false);
  const found = useQuery(rolledQuery(filters, by, isOn));
  const { data } = found;
  const control = (
    <Switch
      size="xs"
      label={t('rolled.switch')}
      checked={isOn}
      onChange={(event) => setOn(event.currentTarget.checked)}
    />
  );
  if (year !== undefined && data && data.year !== year) return null;
  if (!isOn || !data) {
    return (
      <Card title={t('rolled.off')} subtitle={t('rolled.rule')} actions={control}>
        {isOn && found.error ? <ErrorState error={found.error} /> : null}
        {isOn && data === null ? <p>{t('rolled.unknown')}</p> : null}
      </Card>
    );
  }
  const at = data.openMonth - 1;
  const sum = (list: readonly number[]) => list.reduce((all, own) => all + own, 0);
  const carried = (row: Row) => (at === 0 ? 0 : (row.carriedFen[at - 1] ?? 0));
  const rest = (list: readonly number[]) => sum(list.slice(at));
  const money = (
    id: 'over' | 'came' | 'month' | 'carried' | 'rolled' | 'rest' | 'restRolled',
    value: (row: Row) => number,
  ): DataColumn<Row> => ({
    id,
    header: t(`rolled.${id}`, { month: at > 11 ? '—' : format.monthName(at + 1) }),
    kind: 'money',
    value,
    width: 118,
  });
  const values = {
    over: (row: Row) => sum(row.planFen.slice(0, at)),
    came: (row: Row) => sum(row.achievedFen),
    carried,
    month: (row: Row) => row.planFen[at] ?? 0,
    rolled: (row: Row) => row.rolledFen[at] ?? 0,
    rest: (row: Row) => rest(row.planFen),
    restRolled: (row: Row) => rest(row.rolledFen),
  };
  const ids = ['over', 'came', 'carried', 'month', 'rolled', 'rest', 'restRolled'] as const;
  const name = (id: 'branch' | 'officer'): DataColumn<Row> => ({
    id,
    header: t(`filter.${id}`),
    value: (row) => row[id] ?? '',
    width: 104,
  });
  return (
    <Card
      flush
      actions={control}
      title={t('rolled.title', {
        amount: format.amountInText(carried(data.total)),
        month: at > 11 ? '—' : format.monthName(at + 1),
        plan: format.amountInText(values.month(data.total)),
        rolled: format.amountInText(values.rolled(data.total)),
      })}
      subtitle={`${t('rolled.rule')} ${format.date(data.asOf)} · ${format.unitName}`}
    >
      <DataTable
        id={`rolled-${by}`}
        label={t('rolled.switch')}
        columns={[
          ...(by === 'officer' ? [name('officer')] : []),
          name('branch'),
          ...ids.map((id) => money(id, values[id])),
        ]}
        rows={data.rows}
        rowKey={(row) => JSON.stringify([row.branch, row.officer])}
        totals={Object.fromEntries(
          ids.map((id) => [id, <Money key={id} fen={values[id](data.total)} />]),
        )}
      />
    </Card>
  );
}
