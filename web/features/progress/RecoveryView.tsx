import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Headline, Say } from '../../components/Headline.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { ToData } from '../../components/ToData.tsx';
import { useFilters, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { CasesCard } from './CasesCard.tsx';
import { CurveCards } from './CurveCards.tsx';
import { type Outcomes, outcomesQuery } from './movement-queries.ts';
import { OnlyBookCard } from './OnlyBookCard.tsx';
import { OutcomesCard } from './OutcomesCard.tsx';
import classes from './ProgressPage.module.css';
import { ViewBar } from './ViewBar.tsx';
import { VintagesCard } from './VintagesCard.tsx';

const BY = ['default_type', 'pain_point', 'guarantee_kind', 'product', 'village'] as const;
const ENDS = ['settled', 'first'] as const;

const text = z.catch(z.optional(z.string()), undefined);
const ownSearch = z.object({
  by: z.catch(z.enum(BY), 'default_type'),
  end: z.catch(z.enum(ENDS), 'settled'),
  group: text,
  quarter: text,
});

/** How much comes in of a default, and how long it takes. */
export function RecoveryView() {
  const { t } = useTranslation('movement');
  const { filters } = useFilters();
  const [{ by, end, group, quarter }, set] = usePageSearch(ownSearch);
  const found = useQuery(outcomesQuery(filters, by, end));
  return (
    <Loaded query={found} skeleton={<PageSkeleton />}>
      {(data) => (
        <>
          <RecoveryHeadline data={data} />
          <ViewBar />
          {data.asOf === data.booksSince ? (
            <OnlyBookCard view="movement" />
          ) : data.source === 'none' ? (
            <EmptyState title={t('outcomes.unknown')} action={<ToData />} />
          ) : (
            <>
              <div className={`${classes.views} no-print`}>
                <SegmentedControl
                  aria-label={t('by.label')}
                  value={by}
                  onChange={(value) => set({ by: value, group: undefined })}
                  data={BY.map((value) => ({ value, label: t(`by.${value}`) }))}
                />
                <SegmentedControl
                  aria-label={t('outcomes.end')}
                  value={end}
                  onChange={(value) => set({ end: value }, { replace: true })}
                  data={ENDS.map((value) => ({ value, label: t(`outcomes.${value}`) }))}
                />
              </div>
              <CurveCards data={data} />
              <OutcomesCard data={data} />
              <VintagesCard data={data} />
              <CasesCard filters={filters} by={by} group={group} quarter={quarter} data={data} />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

function RecoveryHeadline({ data }: { data: Outcomes }) {
  const { t } = useTranslation('movement');
  const { t: only } = useTranslation('progress');
  const { amountInText, count, date, percent } = useFormat();
  const { total } = data;
  if (data.asOf === data.booksSince) return <Headline>{only('only.title')}</Headline>;
  const sub = t('outcomes.sub', { day: date(data.asOf), since: date(data.booksSince) });
  if (data.source === 'none') return <Headline sub={sub}>{t('outcomes.unknown')}</Headline>;
  if (total.cases === 0) return <Headline sub={sub}>{t('outcomes.none')}</Headline>;
  return (
    <Headline sub={sub}>
      {t('outcomes.headline', {
        cases: count(total.cases),
        base: amountInText(total.baseFen),
        share: percent(total.recoveredFen, total.baseFen),
      })}
      {total.atYear ? (
        <Say tone="brand">
          {t(data.end === 'settled' ? 'outcomes.yearSettled' : 'outcomes.yearFirst', {
            share: percent(total.atYear.doneBp, 10_000),
            low: percent(total.atYear.lowBp, 10_000),
            high: percent(total.atYear.highBp, 10_000),
          })}
        </Say>
      ) : (
        t('outcomes.endOf')
      )}
    </Headline>
  );
}
