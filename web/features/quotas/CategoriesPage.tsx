import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Headline, Say } from '../../components/Headline.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, useHref, usePageSearch } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { CategoriesTable } from './CategoriesTable.tsx';
import classes from './Quotas.module.css';
import { byCategoryQuery } from './queries.ts';
import { nearYears, yearSearch } from './years.ts';

/** 各类别对照: what is asked of each officer in every category of a year, each a plan of its own. */
export function CategoriesPage() {
  const { t } = useTranslation('categories');
  const format = useFormat();
  const say = useSentence();
  const href = useHref();
  const { filters } = useFilters();
  const [{ year }, setSearch] = usePageSearch(yearSearch);
  const of = { branch: filters.branch, officer: filters.officer };
  const query = useQuery(byCategoryQuery(year, of));
  const found = query.data;
  const own = { year: String(year) };
  const back = <AppLink href={href('/quotas', {}, own)}>{t('back')}</AppLink>;
  const scope = [...(filters.branch ?? []), ...(filters.officer ?? [])].join(' ');
  const people = new Set(
    found?.lines
      .filter((line) => line.officer)
      .map(({ branch, officer }) => `${branch} ${officer}`),
  );
  const unsplit = (found?.columns ?? []).flatMap((column) =>
    column.from === 'target' ? say(column.name) : [],
  );
  const words = {
    ...own,
    officers: format.count(people.size),
    scope: scope === '' ? '' : format.language === 'zh' ? `${scope} ` : ` ${scope}`,
  };
  return (
    <div className={classes.sheet}>
      <div className={`${classes.row} no-print`}>
        <SegmentedControl
          aria-label={t('year')}
          value={own.year}
          onChange={(value) => setSearch({ year: Number(value) })}
          data={nearYears(year).map(String)}
        />
      </div>
      {found === undefined ? (
        query.error ? (
          <ErrorState error={query.error} />
        ) : (
          <PageSkeleton />
        )
      ) : found.columns.length === 0 ? (
        <>
          <Headline actions={back}>{t('empty', own)}</Headline>
          <EmptyState
            title={t('emptyNext')}
            action={<AppLink href={href('/quotas', {}, own)}>{t('back')}</AppLink>}
          />
        </>
      ) : (
        <>
          <Headline sub={t('sub')} actions={back}>
            {found.bank.cashFen === null
              ? t('headNoCash', words)
              : t('head', { ...words, cash: format.amountInText(found.bank.cashFen) })}
            {found.offByFen === null ? (
              t('part')
            ) : found.offByFen === 0 ? (
              t('exact')
            ) : (
              <Say tone="bad">{t('off', { amount: format.exactAmount(found.offByFen) })}</Say>
            )}
            {unsplit.length > 0 ? (
              <Say tone="amber">
                {t('unsplit', {
                  count: unsplit.length,
                  names: unsplit.join(format.language === 'zh' ? '、' : ', '),
                })}
              </Say>
            ) : null}
          </Headline>
          {query.error ? <ErrorState error={query.error} /> : null}
          <CategoriesTable found={found} />
        </>
      )}
    </div>
  );
}
