import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Headline, Say } from '../../components/Headline.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { qualityQuery } from './quality-queries.ts';
import type { Snapshot } from './queries.ts';

/** Can the latest book be trusted? In one sentence. */
export function DataHeadline({ snapshots }: { snapshots: readonly Snapshot[] }) {
  const { t } = useTranslation('loanBook');
  const { date, count, amountInText } = useFormat();
  const current = snapshots.filter(({ status }) => status === 'current');
  const [latest] = current;
  const first = current.at(-1);
  const report = useQuery({ ...qualityQuery(latest?.id ?? 0), enabled: latest !== undefined });
  const open = report.data?.open ?? 0;
  if (!latest || !first) return <Headline>{t('headline.empty')}</Headline>;
  const last = snapshots.reduce((a, b) => (b.id > a.id ? b : a));
  const sub = t('headline.source', {
    n: current.length,
    first: date(first.asOf),
    file: last.fileName,
  });
  const gap = latest.fileTotalFen === null ? null : latest.fileTotalFen - latest.balanceFen;
  return (
    <Headline sub={sub}>
      {t('headline.latest', {
        day: date(latest.asOf),
        loans: count(latest.rowsLoaded),
        amount: amountInText(latest.balanceFen),
      })}
      {latest.rowsRejected === 0 ? (
        <Say tone="good">{t('headline.allIn')}</Say>
      ) : (
        <Say tone="bad">{t('headline.rejected', { rows: count(latest.rowsRejected) })}</Say>
      )}
      {gap === 0 ? t('headline.totalSame') : null}
      {gap !== null && gap !== 0 ? (
        <Say tone="bad">{t('headline.totalDiffers', { amount: amountInText(Math.abs(gap)) })}</Say>
      ) : null}
      {open > 0 ? (
        <Say tone="amber">{t('headline.warnings', { count: open })}</Say>
      ) : (
        t('headline.end')
      )}
    </Headline>
  );
}
