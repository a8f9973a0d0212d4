import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Headline, Say } from '../../components/Headline.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { DormancyCard } from './DormancyCard.tsx';
import { DormantLoansCard } from './DormantLoansCard.tsx';
import { type Dormancy, dormancyQuery } from './movement-queries.ts';
import { OnlyBookCard } from './OnlyBookCard.tsx';
import classes from './ProgressPage.module.css';
import { ViewBar } from './ViewBar.tsx';

const WEEKS = ['4', '8', '13', '26', '39', '52'] as const;

const ownSearch = z.object({
  weeks: z.catch(z.enum(WEEKS), '13'),
  cover: z.catch(z.optional(z.string()), undefined),
});

/** Claims whose balance has not moved for weeks, by how far collateral covers them. */
export function DormancyView() {
  const { t } = useTranslation('movement');
  const { filters } = useFilters();
  const [{ weeks, cover }, set] = usePageSearch(ownSearch);
  const found = useQuery(dormancyQuery(filters, Number(weeks)));
  return (
    <Loaded query={found} skeleton={<PageSkeleton />}>
      {(data) => (
        <>
          <DormancyHeadline data={data} />
          <ViewBar />
          {data.knownWeeks === 0 ? (
            <OnlyBookCard view="movement" />
          ) : (
            <>
              <div className={`${classes.views} no-print`}>
                <SegmentedControl
                  aria-label={t('dormancy.weeks')}
                  value={weeks}
                  onChange={(value) => set({ weeks: value })}
                  data={WEEKS.map((value) => ({
                    value,
                    label: t('dormancy.week', { weeks: value }),
                  }))}
                />
              </div>
              {data.base === null ? null : (
                <>
                  <DormancyCard data={data} />
                  <DormantLoansCard filters={filters} data={data} cover={cover} />
                </>
              )}
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

/** Bands in which collateral is worth the balance or more. */
const FULL = ['100-150', '150+'];

function DormancyHeadline({ data }: { data: Dormancy }) {
  const { t } = useTranslation('movement');
  const { t: only } = useTranslation('progress');
  const { amountInText, count, date, percent } = useFormat();
  const { weeks } = data;
  if (data.knownWeeks === 0) return <Headline>{only('only.title')}</Headline>;
  if (data.base === null) {
    return <Headline>{t('dormancy.short', { weeks, known: data.knownWeeks })}</Headline>;
  }
  const sub = t('dormancy.sub', { day: date(data.asOf), base: date(data.base.asOf) });
  const sum = (of: (row: Dormancy['rows'][number]) => number) =>
    data.rows.reduce((all, row) => all + of(row), 0);
  const loans = sum((row) => row.dormantLoans);
  if (loans === 0) return <Headline sub={sub}>{t('dormancy.none', { weeks })}</Headline>;
  const fen = sum((row) => row.dormantFen);
  const covered = sum((row) => (FULL.includes(row.cover) ? row.dormantFen : 0));
  return (
    <Headline sub={sub}>
      {t('dormancy.headline', {
        ...{ weeks, loans: count(loans), amount: amountInText(fen) },
        share: percent(
          fen,
          sum((row) => row.fen),
        ),
      })}
      {covered > 0 ? (
        <Say tone="brand">{t('dormancy.covered', { amount: amountInText(covered) })}</Say>
      ) : (
        t('dormancy.end')
      )}
    </Headline>
  );
}
