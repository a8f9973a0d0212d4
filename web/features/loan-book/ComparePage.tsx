import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { AppLink } from '../../components/AppLink.tsx';
import { DownloadLink } from '../../components/DownloadLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Headline } from '../../components/Headline.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { Tile, Tiles } from '../../components/Tile.tsx';
import { useHref, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { ComparedLoans } from './ComparedLoans.tsx';
import { FieldChanges } from './FieldChanges.tsx';
import classes from './History.module.css';
import { type Comparison, comparisonQuery } from './history-queries.ts';
import { type Snapshot, snapshotsQuery } from './queries.ts';

const id = z.catch(z.optional(z.coerce.number<unknown>()), undefined);
const compareSearch = z.object({
  from: id,
  to: id,
  change: z.catch(z.optional(z.string()), undefined),
});

/** What differs between two snapshots, and which loans are behind each difference? */
export function ComparePage() {
  const { t } = useTranslation('loanBook');
  const href = useHref();
  const snapshots = useQuery(snapshotsQuery());
  const [{ from, to }] = usePageSearch(compareSearch);
  return (
    <Loaded query={snapshots} skeleton={<PageSkeleton />}>
      {(list) => {
        const newest = list.find(({ status }) => status === 'current');
        const after = list.find((one) => one.id === to) ?? newest;
        const before =
          list.find((one) => one.id === from) ??
          list.find((one) => one.status === 'current' && after && one.asOf < after.asOf) ??
          list.find((one) => one.id !== after?.id);
        if (!after || !before || list.length < 2) {
          return (
            <>
              <Headline>{t('history.compare.none')}</Headline>
              <AppLink href={href('/data')} className={classes.link ?? ''}>
                {t('history.compare.back')}
              </AppLink>
            </>
          );
        }
        return (
          <Compared key={`${before.id} ${after.id}`} list={list} before={before} after={after} />
        );
      }}
    </Loaded>
  );
}

interface ComparedProps {
  list: readonly Snapshot[];
  before: Snapshot;
  after: Snapshot;
}

function Compared({ list, before, after }: ComparedProps) {
  const { t } = useTranslation('loanBook');
  const query = useQuery(comparisonQuery(before.id, after.id));
  const pickers = <Pickers list={list} before={before} after={after} />;
  if (before.id === after.id) {
    return (
      <>
        <Headline>{t('history.compare.same')}</Headline>
        {pickers}
      </>
    );
  }
  return (
    <Loaded query={query} skeleton={<PageSkeleton />}>
      {(comparison) => (
        <>
          <CompareHeadline comparison={comparison} />
          {pickers}
          <CompareTiles comparison={comparison} />
          <CompareLists comparison={comparison} />
        </>
      )}
    </Loaded>
  );
}

function CompareHeadline({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('loanBook');
  const { date, count, amountInText } = useFormat();
  const { from, to, added, gone, changed, same } = comparison;
  const isOneDay = from.asOf === to.asOf;
  const nameOf = ({ asOf, id }: Comparison['from']) =>
    isOneDay ? t('history.compare.side', { day: date(asOf), id, state: '' }) : date(asOf);
  const days = { from: nameOf(from), to: nameOf(to) };
  const differs = added.loans + gone.loans + changed.loans > 0;
  if (!differs) {
    return <Headline>{t('history.compare.nothing', { ...days, loans: count(to.loans) })}</Headline>;
  }
  return (
    <Headline sub={t('history.compare.sub', { same: count(same) })}>
      {t('history.compare.headline', {
        ...days,
        loans: count(changed.loans),
        added: count(added.loans),
        gone: count(gone.loans),
        before: amountInText(from.balanceFen),
        after: amountInText(to.balanceFen),
      })}
    </Headline>
  );
}

function Pickers({ list, before, after }: ComparedProps) {
  const { t } = useTranslation('loanBook');
  const { date, language } = useFormat();
  const [, set] = usePageSearch(compareSearch);
  const data = list.map((one) => ({
    value: String(one.id),
    label: t('history.compare.side', {
      day: date(one.asOf),
      id: one.id,
      state: one.status === 'superseded' ? t('history.compare.supersededMark') : '',
    }),
  }));
  const pair = `from=${before.id}&to=${after.id}`;
  return (
    <div className={`${classes.pickers} no-print`}>
      <Select
        label={t('history.compare.from')}
        w={260}
        data={data}
        value={String(before.id)}
        allowDeselect={false}
        searchable
        onChange={(value) => set({ from: Number(value), change: undefined })}
      />
      <Select
        label={t('history.compare.to')}
        w={260}
        data={data}
        value={String(after.id)}
        allowDeselect={false}
        searchable
        onChange={(value) => set({ to: Number(value), change: undefined })}
      />
      <DownloadLink
        href={`/api/loans/comparison.csv?${pair}&language=${language}`}
        name={`recoup-comparison-${before.id}-${after.id}.csv`}
      >
        {t('history.compare.download')}
      </DownloadLink>
    </div>
  );
}

function CompareTiles({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('loanBook');
  const { count, amountInText } = useFormat();
  const href = useHref();
  const { from, to, added, gone, changed, same } = comparison;
  const door = (change: string, loans: number) =>
    loans === 0
      ? {}
      : { href: href('/data/compare', {}, { from: String(from.id), to: String(to.id), change }) };
  const amount = (fen: number) => t('history.compare.amount', { amount: amountInText(fen) });
  const unit = t('history.compare.loans');
  return (
    <Tiles>
      <Tile
        label={t('history.compare.changed')}
        value={count(changed.loans)}
        unit={unit}
        note={t('history.compare.amounts', {
          before: amountInText(changed.beforeFen),
          after: amountInText(changed.afterFen),
        })}
      />
      <Tile
        label={t('history.compare.added')}
        value={count(added.loans)}
        unit={unit}
        note={amount(added.balanceFen)}
        {...door('added', added.loans)}
      />
      <Tile
        label={t('history.compare.gone')}
        value={count(gone.loans)}
        unit={unit}
        note={amount(gone.balanceFen)}
        {...door('gone', gone.loans)}
      />
      <Tile label={t('history.compare.unchanged')} value={count(same)} unit={unit} />
    </Tiles>
  );
}

function CompareLists({ comparison }: { comparison: Comparison }) {
  const { t } = useTranslation('loanBook');
  const [{ change }, set] = usePageSearch(compareSearch);
  const { fields, added, gone } = comparison;
  const isThere = (wanted: string) =>
    (wanted === 'added' && added.loans > 0) ||
    (wanted === 'gone' && gone.loans > 0) ||
    fields.some(({ field }) => field === wanted);
  const chosen =
    change !== undefined && isThere(change)
      ? change
      : (fields[0]?.field ?? ['added', 'gone'].find(isThere));
  return (
    <>
      {fields.length === 0 ? (
        <EmptyState title={t('history.compare.noFields')} />
      ) : (
        <FieldChanges
          fields={fields}
          shown={chosen}
          onShow={(next) => set({ change: next }, { replace: true })}
        />
      )}
      {chosen === undefined ? null : (
        <ComparedLoans key={chosen} comparison={comparison} change={chosen} />
      )}
    </>
  );
}
