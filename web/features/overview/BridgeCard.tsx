import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { ChartFrame } from '../../components/ChartFrame.tsx';
import { WaterfallChart, type WaterfallStep } from '../../components/charts/WaterfallChart.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ToData } from '../../components/ToData.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Overview } from './queries.ts';

type Bridge = Overview['bridge'];

const KINDS = {
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
} as const;

/** What moved the non-performing stock this year; every bar opens its loans. */
export function BridgeCard({ bridge }: { bridge: Bridge }) {
  const { t } = useTranslation('overview');
  if (bridge.from.id !== bridge.to.id) return <BridgeChart bridge={bridge} />;
  return (
    <Card title={t('bridge.only')}>
      <EmptyState title={t('bridge.onlyNote')} action={<ToData />} />
    </Card>
  );
}

function BridgeChart({ bridge }: { bridge: Bridge }) {
  const { t } = useTranslation('overview');
  const { date, unitName } = useFormat();
  const href = useHref();
  const title = useFinding(bridge);
  const span = { view: 'bridge', from: bridge.from.asOf, to: bridge.to.asOf };
  const steps: WaterfallStep[] = [
    { id: 'opening', label: t('bar.opening'), fen: bridge.openingFen, kind: 'total' },
    ...bridge.bars.map(
      ({ term, fen }): WaterfallStep => ({
        id: term,
        label: t(`bar.${term}`),
        fen,
        kind: KINDS[term],
        href: href('/progress', {}, { ...span, term }),
      }),
    ),
    {
      id: 'closing',
      label: t('bar.closing'),
      fen: bridge.closingFen,
      kind: 'total',
      href: href('/loans', { state: ['on_book'] }),
    },
  ];
  const names = new Map<string, string>(bridge.bars.map(({ term }) => [term, t(`bridge.${term}`)]));
  const columns: DataColumn<WaterfallStep>[] = [
    {
      id: 'step',
      header: t('bridge.step'),
      value: (step) => names.get(step.id) ?? step.label,
    },
    { id: 'amount', header: t('bridge.amount'), kind: 'money', value: (step) => step.fen },
  ];
  return (
    <ChartFrame
      title={title}
      subtitle={t('bridge.sub', {
        from: date(bridge.from.asOf),
        to: date(bridge.to.asOf),
        unit: unitName,
      })}
      name={`bridge-${bridge.from.asOf}-${bridge.to.asOf}`}
      columns={columns}
      rows={steps}
      rowKey={(step) => step.id}
    >
      <WaterfallChart steps={steps} label={title} height={232} />
    </ChartFrame>
  );
}

/** By how much the stock moved, and what did most of it. */
function useFinding(bridge: Bridge): string {
  const { t } = useTranslation('overview');
  const { amountInText, percent } = useFormat();
  const change = bridge.closingFen - bridge.openingFen;
  const amount = amountInText(Math.abs(change));
  if (change === 0) return t('bridge.same');
  if (change > 0) {
    const added = bridge.bars.find((bar) => bar.term === 'new');
    if (added === undefined) return t('bridge.rosePlain', { amount });
    return t('bridge.rose', { amount, added: amountInText(added.fen) });
  }
  const down = bridge.bars.filter((bar) => bar.fen < 0 && bar.term !== 'unexplained');
  const most = down.reduce<(typeof down)[number] | undefined>(
    (best, bar) => (best === undefined || bar.fen < best.fen ? bar : best),
    undefined,
  );
  if (most === undefined) return t('bridge.fellPlain', { amount });
  const all = down.reduce((sum, bar) => sum + bar.fen, 0);
  const share = percent(-most.fen, -all, 0);
  return t('bridge.fell', { amount, share, what: t(`bridge.${most.term}`) });
}
