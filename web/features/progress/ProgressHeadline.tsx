import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Headline, Say } from '../../components/Headline.tsx';
import { paceBand } from '../../components/tone.ts';
import { useFilters, useGo, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { By, Progress, ProgressRow } from './queries.ts';

/** Who is behind, and by how much; of one officer, where that one stands. */
export function ProgressHeadline({ progress, by }: { progress: Progress; by: By }) {
  const { t } = useTranslation('progress');
  const { date, percent, number } = useFormat();
  const go = useGo();
  const href = useHref();
  const { total, time, snapshot } = progress;
  const source = t(`source.${total.source}`);
  const day = date(snapshot.asOf);
  const ratio = (bp: number | null) => number(bp === null ? null : bp / 10_000);
  const gone = percent(time.bp, 10_000);
  const sub =
    total.targetFen === null
      ? t('subNoPlan', { day, time: gone, source })
      : t('sub', {
          day,
          time: gone,
          source,
          season: ratio(total.paceBp),
          linear: ratio(total.linearPaceBp),
        });
  const actions =
    progress.plan === null ? (
      <Button onClick={() => go(href('/quotas'))}>{t('headline.publish')}</Button>
    ) : null;
  return (
    <Headline sub={sub} actions={actions}>
      <Sentence progress={progress} by={by} ratio={ratio} />
      {t('headline.end')}
    </Headline>
  );
}

function Sentence({
  progress,
  by,
  ratio,
}: {
  progress: Progress;
  by: By;
  ratio: (bp: number | null) => string;
}) {
  const { t } = useTranslation('progress');
  const { amountInText, percent } = useFormat();
  const { filters } = useFilters();
  const { total } = progress;
  const [officer, ...others] = filters.officer ?? [];
  const amount = amountInText(total.achievedFen);
  if (officer !== undefined && others.length === 0) {
    if (total.targetFen === null) return <>{t('headline.oneNoPlan', { name: officer, amount })}</>;
    const share = percent(total.achievedFen, total.targetFen);
    const pace = ratio(total.paceBp);
    return (
      <Say tone={paceBand((total.paceBp ?? 0) / 10_000)}>
        {t('headline.one', { name: officer, amount, share, pace })}
      </Say>
    );
  }
  const rated = progress.rows.filter((row) => row.paceBp !== null);
  if (total.targetFen === null || rated.length === 0)
    return <>{t('headline.noPlan', { amount })}</>;
  const name = (row: ProgressRow) => row[by] ?? t('table.unknown');
  const behind = rated.filter((row) => (row.paceBp ?? 0) < 10_000);
  const sorted = [...rated].sort((a, b) => (a.paceBp ?? 0) - (b.paceBp ?? 0));
  const [worst] = sorted;
  const best = sorted.at(-1);
  const words = { all: rated.length, count: behind.length };
  if (behind.length === 0) {
    return <>{by === 'branch' ? t('headline.none', words) : t('headline.noneOfficers', words)}</>;
  }
  return (
    <>
      {by === 'branch' ? t('headline.behind', words) : t('headline.behindOfficers', words)}
      {worst ? (
        <Say tone={paceBand((worst.paceBp ?? 0) / 10_000)}>
          {t('headline.worst', { name: name(worst), pace: ratio(worst.paceBp) })}
        </Say>
      ) : null}
      {best && best !== worst
        ? t('headline.best', { name: name(best), pace: ratio(best.paceBp) })
        : null}
    </>
  );
}
