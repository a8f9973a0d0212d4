import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Headline, Say } from '../../components/Headline.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, usePageSearch } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { type Measure, MeasureSwitch, useMeasure } from './MeasureSwitch.tsx';
import { type RollRates, rollRatesQuery } from './movement-queries.ts';
import { OnlyBookCard } from './OnlyBookCard.tsx';
import { RollsCard } from './RollsCard.tsx';
import { spanSearch } from './SpanPickers.tsx';
import { TransitionLoansCard } from './TransitionLoansCard.tsx';

const ownSearch = z.extend(spanSearch, { row: z.catch(z.optional(z.string()), undefined) });

/** The band whose roll is the step into non-performing. */
const LAST_GOOD_BAND = '61-90';

/** Roll rates month by month, and the loans behind each of them. */
export function RollsPart({ bar }: { bar: ReactNode }) {
  const { filters } = useFilters();
  const measure = useMeasure();
  const [{ from, to, row }] = usePageSearch(ownSearch);
  const found = useQuery(rollRatesQuery(filters));
  return (
    <Loaded query={found} skeleton={<PageSkeleton />}>
      {(data) => {
        const last = lastOf(data, LAST_GOOD_BAND);
        const cell =
          from && to && row
            ? { from, to, row }
            : last && { from: last.from ?? '', to: last.to, row: LAST_GOOD_BAND };
        return (
          <>
            <RollsHeadline data={data} measure={measure} />
            {bar}
            {data.books < 2 ? (
              <OnlyBookCard view="movement" />
            ) : (
              <>
                <div className="no-print">
                  <MeasureSwitch />
                </div>
                <RollsCard data={data} measure={measure} />
                {cell ? (
                  <TransitionLoansCard
                    filters={filters}
                    data={{ states: data.states, from: { asOf: cell.from }, to: { asOf: cell.to } }}
                    kind="days"
                    cell={{ row: cell.row, way: 'rolled' }}
                  />
                ) : null}
              </>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

type Rate = RollRates['months'][number]['rates'][number] & { to: string };

/** The rates of a band that are known, oldest first. */
const ratesOf = (data: RollRates, band: string): Rate[] =>
  data.months.flatMap(({ to, rates }) =>
    rates.flatMap((rate) => (rate.band === band && rate.from !== null ? [{ ...rate, to }] : [])),
  );
const lastOf = (data: RollRates, band: string) => ratesOf(data, band).at(-1);

function RollsHeadline({ data, measure }: { data: RollRates; measure: Measure }) {
  const { t } = useTranslation('movement');
  const { t: only } = useTranslation('progress');
  const { date, percent, monthName } = useFormat();
  const say = useSentence();
  if (data.books < 2) return <Headline>{only('only.title')}</Headline>;
  const sub = t('rolls.sub', { day: date(data.asOf) });
  const rates = ratesOf(data, LAST_GOOD_BAND);
  const last = rates.at(-1);
  if (last === undefined) return <Headline sub={sub}>{t('rolls.none')}</Headline>;
  const part = (rate: Rate) => (measure === 'loans' ? rate.rolledLoans : rate.rolledFen);
  const before = rates.slice(0, -1);
  const sum = (of: (rate: Rate) => number) => before.reduce((all, rate) => all + of(rate), 0);
  const all = sum((rate) => rate[measure]);
  return (
    <Headline sub={sub}>
      <Say tone="bad">
        {t('rolls.headline', {
          month: monthName(Number(last.to.slice(5, 7))),
          band: say(data.states.find(({ id }) => id === LAST_GOOD_BAND)?.label),
          share: percent(part(last), last[measure]),
        })}
      </Say>
      {all > 0 ? t('rolls.before', { share: percent(sum(part), all) }) : t('rolls.end')}
    </Headline>
  );
}
