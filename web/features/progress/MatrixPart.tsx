import { SegmentedControl } from '@mantine/core';
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
import { MatrixCard } from './MatrixCard.tsx';
import { type Measure, MeasureSwitch, useMeasure } from './MeasureSwitch.tsx';
import { type Transitions, transitionsQuery } from './movement-queries.ts';
import { OnlyBookCard } from './OnlyBookCard.tsx';
import { SpanPickers, spanSearch } from './SpanPickers.tsx';
import { TransitionLoansCard } from './TransitionLoansCard.tsx';

const KINDS = ['class', 'days'] as const;

const text = z.catch(z.optional(z.string()), undefined);
const ownSearch = z.extend(spanSearch, {
  kind: z.catch(z.enum(KINDS), 'class'),
  row: text,
  col: text,
  way: z.catch(z.optional(z.enum(['worse', 'better', 'same', 'rolled'])), undefined),
});

/** The migration matrix between two loan books, and the loans behind each of its cells. */
export function MatrixPart({ bar }: { bar: ReactNode }) {
  const { t } = useTranslation('movement');
  const { filters } = useFilters();
  const [{ from, to, kind, row, col, way }, set] = usePageSearch(ownSearch);
  const measure = useMeasure();
  const span = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const found = useQuery(transitionsQuery(filters, span, kind));
  const isChosen = row !== undefined || col !== undefined || way !== undefined;
  return (
    <Loaded query={found} skeleton={<PageSkeleton />}>
      {(data) => (
        <>
          <MatrixHeadline data={data} measure={measure} />
          {bar}
          {data.from.id === data.to.id ? (
            <OnlyBookCard view="movement" />
          ) : (
            <>
              <SpanPickers from={data.from} to={data.to}>
                <SegmentedControl
                  aria-label={t('matrix.kind')}
                  value={kind}
                  onChange={(value) => set({ kind: value, row: undefined, col: undefined })}
                  data={KINDS.map((value) => ({ value, label: t(`matrix.${value}`) }))}
                />
                <MeasureSwitch />
              </SpanPickers>
              <MatrixCard data={data} kind={kind} measure={measure} />
              <TransitionLoansCard
                filters={filters}
                data={data}
                kind={kind}
                cell={isChosen ? { row, col, way } : { way: 'worse' }}
              />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

const FEWEST = 5;

function MatrixHeadline({ data, measure }: { data: Transitions; measure: Measure }) {
  const { t } = useTranslation('movement');
  const { t: only } = useTranslation('progress');
  const { amountInText, date, percent, count } = useFormat();
  const say = useSentence();
  const sub = t('matrix.sub', { from: date(data.from.asOf), to: date(data.to.asOf) });
  if (data.from.id === data.to.id) return <Headline>{only('only.title')}</Headline>;
  if (data.total.loans === 0) return <Headline sub={sub}>{t('matrix.empty')}</Headline>;
  const place = (id: string) => data.states.findIndex((state) => state.id === id);
  const known = data.states.length - 1;
  const [worst] = data.rows
    .filter((row) => row.loans >= FEWEST && place(row.from) < known)
    .map((row) => ({
      state: say(data.states[place(row.from)]?.label),
      part: row.cells
        .filter((cell) => place(cell.to) > place(row.from) && place(cell.to) < known)
        .reduce((sum, cell) => sum + cell[measure], 0),
      whole: row[measure],
    }))
    .filter(({ part }) => part > 0)
    .sort((a, b) => b.part / b.whole - a.part / a.whole);
  const days = (Date.parse(data.to.asOf) - Date.parse(data.from.asOf)) / 86_400_000;
  return (
    <Headline sub={sub}>
      {t('matrix.headline', {
        days,
        worse: count(data.worse.loans),
        worseFen: amountInText(data.worse.fen),
        better: count(data.better.loans),
        betterFen: amountInText(data.better.fen),
      })}
      {worst ? (
        <Say tone="bad">
          {t('matrix.most', { state: worst.state, share: percent(worst.part, worst.whole) })}
        </Say>
      ) : (
        t('matrix.none')
      )}
    </Headline>
  );
}
