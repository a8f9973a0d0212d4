import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import { DownloadLink } from '../../components/DownloadLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { usePagedRows } from '../../components/use-paged-rows.ts';
import { useFilters, useHref, usePageSearch } from '../../lib/filters.ts';
import { stringifySearch } from '../../lib/search.ts';
import { useFormat } from '../../lib/use-format.ts';
import { GroupTable } from './GroupTable.tsx';
import { LoansHeadline } from './LoansHeadline.tsx';
import { useLoanColumns } from './loan-columns.tsx';
import { fetchLoans, GROUP_KEYS, type LoanList, totalsQuery } from './queries.ts';

const text = z.catch(z.optional(z.string()), undefined);
const pageSearch = z.object({
  search: text,
  sort: text,
  order: z.catch(z.optional(z.enum(['asc', 'desc'])), undefined),
  group: z.catch(z.optional(z.enum(GROUP_KEYS)), undefined),
  and: z.catch(z.optional(z.enum(GROUP_KEYS)), undefined),
});

/** 台账: which loans? The explorer: filters, search, grouping, any order, totals, export. */
export function LoansPage() {
  const { t } = useTranslation('loans');
  const { language } = useFormat();
  const { filters, clear } = useFilters();
  const href = useHref();
  const columns = useLoanColumns();
  const [{ search, sort = 'balanceFen', order = 'desc', group, and }, set] =
    usePageSearch(pageSearch);
  const totals = useQuery(totalsQuery(filters, search));
  const rows = usePagedRows({
    queryKey: ['loans', 'list', filters, search ?? null, sort, order],
    fetchPage: (page) => fetchLoans(filters, { search, sort, order }, page),
  });
  const totalsRow = useTotals(totals.data);
  const file = stringifySearch({ ...filters, search, lang: language });
  const tools = (
    <>
      <SearchBox key={search} value={search ?? ''} onChange={(next) => set({ search: next })} />
      <Select
        aria-label={t('tools.group')}
        placeholder={t('tools.noGroup')}
        size="xs"
        w={150}
        clearable
        value={group ?? null}
        onChange={(next) =>
          set({
            group: GROUP_KEYS.find((key) => key === next),
            ...(next === null || next === and ? { and: undefined } : {}),
          })
        }
        data={GROUP_KEYS.map((value) => ({ value, label: t(`column.${value}`) }))}
      />
      {group ? (
        <Select
          aria-label={t('tools.and')}
          placeholder={t('tools.noAnd')}
          size="xs"
          w={150}
          clearable
          value={and ?? null}
          onChange={(next) => set({ and: GROUP_KEYS.find((key) => key === next) })}
          data={GROUP_KEYS.filter((value) => value !== group).map((value) => ({
            value,
            label: t(`column.${value}`),
          }))}
        />
      ) : null}
    </>
  );
  const empty = (
    <EmptyState
      title={t('empty.title')}
      note={t('empty.note')}
      action={
        <Button
          onClick={() => {
            clear();
            set({ search: undefined });
          }}
        >
          {t('empty.clear')}
        </Button>
      }
    />
  );
  return (
    <>
      <LoansHeadline
        list={totals.data}
        search={search}
        actions={
          <>
            <DownloadLink href={`/api/loans/export.xlsx${file}`} name="recoup-loans.xlsx">
              {t('tools.xlsx')}
            </DownloadLink>
            <DownloadLink href={`/api/loans/export.csv${file}`} name="recoup-loans.csv">
              {t('tools.csv')}
            </DownloadLink>
          </>
        }
      />
      {totals.error && totals.data === undefined ? (
        <ErrorState error={totals.error} onRetry={() => totals.refetch()} />
      ) : (
        <Card flush>
          {group ? (
            <GroupTable
              by={group}
              and={and}
              filters={filters}
              search={search}
              toolbar={tools}
              empty={empty}
            />
          ) : (
            <DataTable
              id="loans"
              exported={false}
              label={t('table')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.loanId}
              sort={{ id: sort, desc: order === 'desc' }}
              onSort={(next) => set({ sort: next.id, order: next.desc ? 'desc' : 'asc' })}
              rowHref={(row) => href(`/loans/${encodeURIComponent(row.loanId)}`)}
              toolbar={tools}
              totals={totalsRow}
              empty={empty}
            />
          )}
        </Card>
      )}
    </>
  );
}

interface SearchBoxProps {
  value: string;
  onChange: (value: string | undefined) => void;
}

/** Searches while one types, after a short rest. */
function SearchBox({ value, onChange }: SearchBoxProps) {
  const { t } = useTranslation('loans');
  const [typed, setTyped] = useState(value);
  const settle = useDebouncedCallback((next: string) => {
    onChange(next.trim() === '' ? undefined : next.trim());
  }, 350);
  return (
    <TextInput
      type="search"
      size="xs"
      w={220}
      aria-label={t('tools.search')}
      placeholder={t('tools.placeholder')}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        settle(event.currentTarget.value);
      }}
    />
  );
}

/** The totals row: sums of all loans of the list; ratios are sums over sums. */
function useTotals(list: LoanList | undefined) {
  const format = useFormat();
  if (list === undefined) return {};
  const { totals } = list;
  const money = (fen: number) => (
    <span data-tip={format.exactAmount(fen)}>{format.amount(fen)}</span>
  );
  return {
    balanceFen: money(totals.balanceFen),
    interestFen: money(totals.interestFen),
    paidThisYearFen: money(totals.paidThisYearFen),
    principalOriginalFen: money(totals.principalOriginalFen),
    overduePrincipalFen: money(totals.overduePrincipalFen),
    knownPredicates: format.percent(totals.knownPredicates, totals.allPredicates, 0),
    collateralValueFen: format.percent(totals.collateralValueFen, totals.collateralisedFen, 0),
  };
}
