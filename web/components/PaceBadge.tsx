import { useTranslation } from 'react-i18next';
import { number } from '../lib/format.ts';
import { paceBand, toneColor } from './tone.ts';

const SHAPES = { good: '▲', amber: '▼', orange: '▼', bad: '▼' } as const;

/** A pace (done ÷ due to date): a shape, the figure and its band in words for screen readers. */
export function PaceBadge({ pace }: { pace: number | null | undefined }) {
  const { t } = useTranslation('parts');
  if (pace === null || pace === undefined) {
    return <span data-tip={t('pace.unknown')}>—</span>;
  }
  const band = paceBand(pace);
  return (
    <span style={{ color: toneColor(band), whiteSpace: 'nowrap' }} data-tip={t(`pace.${band}`)}>
      <span aria-hidden="true">{SHAPES[band]} </span>
      {number(pace)}
      <span className="sr-only"> {t(`pace.${band}`)}</span>
    </span>
  );
}
