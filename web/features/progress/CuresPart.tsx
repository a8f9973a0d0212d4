import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Headline, Say } from '../../components/Headline.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { CuresCard } from './CuresCard.tsx';
import { type Cures, curesQuery } from './movement-queries.ts';
import { OnlyBookCard } from './OnlyBookCard.tsx';
import { SpanPickers, spanSearch } from './SpanPickers.tsx';

/** Upgrades: which of them were cures, and which were bad again. */
export function CuresPart({ bar }: { bar: ReactNode }) {
  const { filters } = useFilters();
  const [{ from, to }] = usePageSearch(spanSearch);
  const span = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const found = useQuery(curesQuery(filters, span));
  return (
    <Loaded query={found} skeleton={<PageSkeleton />}>
      {(data) => (
        <>
          <CuresHeadline data={data} />
          {bar}
          {data.from.id === data.to.id ? (
            <OnlyBookCard view="movement" />
          ) : (
            <>
              <SpanPickers from={data.from} to={data.to} />
              <CuresCard data={data} />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

function CuresHeadline({ data }: { data: Cures }) {
  const { t } = useTranslation('movement');
  const { t: only } = useTranslation('progress');
  const { amountInText, date, percent } = useFormat();
  if (data.from.id === data.to.id) return <Headline>{only('only.title')}</Headline>;
  const days = { from: date(data.from.asOf), to: date(data.to.asOf) };
  const { rows } = data;
  if (rows.length === 0) return <Headline>{t('cures.none', days)}</Headline>;
  const again = rows.filter(({ relapse }) => relapse === 'yes').length;
  const ripe = rows.filter(({ isRipe }) => isRipe);
  const ripeAgain = ripe.filter(({ relapse }) => relapse === 'yes').length;
  return (
    <Headline sub={t('cures.sub', days)}>
      {t('cures.headline', {
        count: rows.length,
        amount: amountInText(rows.reduce((sum, row) => sum + row.balanceFen, 0)),
        met: rows.filter(({ observation }) => observation === 'met').length,
        notMet: rows.filter(({ observation }) => observation === 'not-met').length,
      })}
      <Say tone={again > 0 ? 'bad' : 'ink'}>
        {ripe.length === 0
          ? t('cures.relapsedOpen', { again })
          : t('cures.relapsed', {
              ripe: ripe.length,
              again: ripeAgain,
              share: percent(ripeAgain, ripe.length),
            })}
      </Say>
    </Headline>
  );
}
