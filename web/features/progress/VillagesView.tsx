import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Headline, Say } from '../../components/Headline.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type Villages, villagesQuery } from './movement-queries.ts';
import classes from './ProgressPage.module.css';
import { ViewBar } from './ViewBar.tsx';
import { VillageLoansCard } from './VillageLoansCard.tsx';
import { VillagesCard } from './VillagesCard.tsx';

const ownSearch = z.object({
  since: z.catch(z.optional(z.string().check(z.regex(/^\d{4}-(01|04|07|10)-01$/))), undefined),
  village: z.catch(z.optional(z.string()), undefined),
});

const QUARTERS = 12;

/** The first days of the quarters up to a day, the latest first. */
function quartersUpTo(day: string): string[] {
  const last = Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  return Array.from({ length: QUARTERS }, (_, back) => {
    const quarter = last - back;
    return `${Math.floor(quarter / 4)}-${String((quarter % 4) * 3 + 1).padStart(2, '0')}-01`;
  });
}

/** Villages as clusters: where default spreads from neighbour to neighbour. */
export function VillagesView() {
  const { t } = useTranslation('movement');
  const { filters } = useFilters();
  const [{ since, village }, set] = usePageSearch(ownSearch);
  const found = useQuery(villagesQuery(filters, since));
  const nameOf = useQuarterName();
  return (
    <Loaded query={found} skeleton={<PageSkeleton />}>
      {(data) => {
        const chosen = data.villages.find((one) => one.village === village) ?? data.villages[0];
        return (
          <>
            <VillagesHeadline data={data} />
            <ViewBar />
            <div className={`${classes.pickers} no-print`}>
              <Select
                label={t('villages.since')}
                data={quartersUpTo(data.asOf).map((day) => ({ value: day, label: nameOf(day) }))}
                value={data.since}
                onChange={(value) => set({ since: value ?? undefined })}
                allowDeselect={false}
              />
            </div>
            {data.total === null ? null : (
              <>
                <VillagesCard data={data} total={data.total} />
                {chosen?.village ? (
                  <VillageLoansCard filters={filters} village={chosen.village} />
                ) : null}
              </>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function useQuarterName() {
  const { t } = useTranslation('movement');
  return (day: string) =>
    t('villages.quarter', {
      year: day.slice(0, 4),
      quarter: Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1,
    });
}

/** A village this many times as bad as all is a cluster. */
const TWICE = 2;

function VillagesHeadline({ data }: { data: Villages }) {
  const { t } = useTranslation('movement');
  const { count, date, number, percent } = useFormat();
  const nameOf = useQuarterName();
  const { total, fewest } = data;
  if (total === null) return <Headline>{t('villages.hidden', { fewest })}</Headline>;
  const sub = t('villages.sub', {
    day: date(data.asOf),
    all: count(total.borrowers),
    bad: count(total.bad),
    ratio: percent(total.bad, total.borrowers),
    fewest,
  });
  const [worst] = data.villages;
  if (worst === undefined) return <Headline sub={sub}>{t('villages.empty')}</Headline>;
  const clusters = data.villages.filter(
    (one) => (one.ratioBp ?? 0) >= TWICE * (total.ratioBp ?? 0) && one.bad > 0,
  );
  if (clusters.length === 0) return <Headline sub={sub}>{t('villages.none')}</Headline>;
  return (
    <Headline sub={sub}>
      {t('villages.headline', { count: clusters.length })}
      <Say tone="bad">
        {t('villages.worst', {
          village: worst.village ?? '',
          all: count(worst.borrowers),
          bad: count(worst.bad),
          ratio: percent(worst.bad, worst.borrowers),
          since: nameOf(data.since),
          newly: count(worst.newly),
          spread: number(worst.spreadBp === null ? null : worst.spreadBp / 10_000, 1),
        })}
      </Say>
    </Headline>
  );
}
