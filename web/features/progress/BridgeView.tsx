import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { ChartFrame } from '../../components/ChartFrame.tsx';
import { WaterfallChart, type WaterfallStep } from '../../components/charts/WaterfallChart.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFilters, useHref, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { MovementsCard } from './MovementsCard.tsx';
import { OnlyBookCard } from './OnlyBookCard.tsx';
import classes from './ProgressPage.module.css';
import { type Bridge, type BridgeTerm, bridgeQuery } from './queries.ts';
import { SpanPickers, spanSearch } from './SpanPickers.tsx';

const KINDS: Readonly<Record<BridgeTerm, WaterfallStep['kind']>> = {
  new: 'bad',
  return: 'bad',
  cash: 'good',
  upgrade: 'good',
  writeoff: 'neutral',
  foreclosure: 'neutral',
  transfer: 'neutral',
  other: 'neutral',
  scope: 'neutral',
  unexplained: 'warn',
};

const ownSearch = z.extend(spanSearch, { term: z.catch(z.optional(z.string()), undefined) });

/** The bridge between any two loan books, and the loans behind each of its bars. */
export function BridgeView() {
  const { t } = useTranslation('progress');
  const { filters } = useFilters();
  const [{ from, to, term }, set] = usePageSearch(ownSearch);
  const span = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
  const bridge = useQuery(bridgeQuery(filters, span));
  return (
    <Loaded query={bridge}>
      {(data) => {
        const chosen = data.bars.find((bar) => bar.term === term) ?? data.bars.at(-1);
        return (
          <>
            <SpanPickers from={data.from} to={data.to} />
            {data.from.id === data.to.id ? (
              <OnlyBookCard view="bridge" />
            ) : (
              <BridgeChart bridge={data} />
            )}
            {chosen ? (
              <>
                <fieldset className={classes.terms} aria-label={t('bridge.term')}>
                  {data.bars.map((bar) => (
                    <Button
                      key={bar.term}
                      size="compact-sm"
                      variant={bar.term === chosen.term ? 'filled' : 'default'}
                      aria-pressed={bar.term === chosen.term}
                      onClick={() => set({ term: bar.term }, { replace: true })}
                    >
                      {t(`bridge.${bar.term}`)}
                    </Button>
                  ))}
                </fieldset>
                <MovementsCard
                  filters={filters}
                  span={{ from: data.from.asOf, to: data.to.asOf }}
                  bar={chosen}
                />
              </>
            ) : null}
          </>
        );
      }}
    </Loaded>
  );
}

function BridgeChart({ bridge }: { bridge: Bridge }) {
  const { t } = useTranslation('progress');
  const { amountInText, date, exactAmount, unitName } = useFormat();
  const href = useHref();
  const change = bridge.closingFen - bridge.openingFen;
  const amount = amountInText(Math.abs(change));
  const days = { from: date(bridge.from.asOf), to: date(bridge.to.asOf) };
  const moved = change < 0 ? t('bridge.fell', { amount }) : t('bridge.rose', { amount });
  const title = t('bridge.title', {
    ...days,
    change: change === 0 ? t('bridge.same') : moved,
    check:
      bridge.differenceFen === 0
        ? t('bridge.closes')
        : t('bridge.open', { amount: exactAmount(bridge.differenceFen) }),
  });
  const span = { view: 'bridge', from: bridge.from.asOf, to: bridge.to.asOf };
  const steps: WaterfallStep[] = [
    { id: 'opening', label: t('bridge.opening'), fen: bridge.openingFen, kind: 'total' },
    ...bridge.bars.map(
      ({ term, fen }): WaterfallStep => ({
        id: term,
        label: t(`bridge.${term}`),
        fen,
        kind: KINDS[term],
        href: href('/progress', {}, { ...span, term }),
      }),
    ),
    { id: 'closing', label: t('bridge.closing'), fen: bridge.closingFen, kind: 'total' },
  ];
  const columns: DataColumn<WaterfallStep>[] = [
    { id: 'step', header: t('bridge.step'), value: (step) => step.label },
    { id: 'amount', header: t('bridge.amount'), kind: 'money', value: (step) => step.fen },
  ];
  return (
    <ChartFrame
      title={title}
      subtitle={t('bridge.sub', { unit: unitName, source: t(`source.${bridge.source}`) })}
      name={`bridge-${bridge.from.asOf}-${bridge.to.asOf}`}
      columns={columns}
      rows={steps}
      rowKey={(step) => step.id}
    >
      <WaterfallChart steps={steps} label={title} height={260} />
    </ChartFrame>
  );
}
