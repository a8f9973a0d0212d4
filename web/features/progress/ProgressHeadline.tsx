import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Headline, Say } from '../../components/Headline.tsx';
import { ToData } from '../../components/ToData.tsx';
import { paceBand } from '../../components/tone.ts';
import { useFilters, useGo, useHref } from '../../lib/filters.ts';
import { missingPart } from '../../lib/missing-part.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { By, Progress, ProgressRow } from './queries.ts';

/** Who is behind, and by how much; of one officer, where that one stands. */
export function ProgressHeadline({ progress, by }: { progress: Progress; by: By }) {
  const { t } = useTranslation('progress');
  const { t: known } = useTranslation('parts');
  const { amountInText, date, percent, number, points } = useFormat();
  const missing = missingPart(progress);
  const isUnknown = progress.total.source === 'none';
  const unknown = unknownKind(progress);
  const go = useGo();
  const href = useHref();
  const { total, time, snapshot } = progress;
  const source = t(`source.${total.source}`);
  const day = date(snapshot.asOf);
  const ratio = (bp: number | null) => number(bp === null ? null : bp / 10_000);
  const gone = percent(time.bp, 10_000);
  const sub = (() => {
    if (isUnknown) return known(`known.${unknown}`);
    const plain = t('subNoPlan', { day, time: gone, source });
    if (missing) return `${known(`known.${missing.side}`, { day: date(missing.day) })} ${plain}`;
    if (total.targetFen === null) return plain;
    const paces = { season: ratio(total.paceBp), linear: ratio(total.linearPaceBp) };
    const linearGap = (total.linearPlanToDateFen ?? 0) - (total.achievedFen ?? 0);
    const word = (fen: number) => t(fen > 0 ? 'short' : 'over');
    const gaps = {
      standing: word(total.gapFen ?? 0),
      gap: amountInText(Math.abs(total.gapFen ?? 0)),
      points: points(total.gapBp === null ? null : total.gapBp / 10_000),
      linearStanding: word(linearGap),
      linearGap: amountInText(Math.abs(linearGap)),
    };
    const tier =
      total.stretchFen === null
        ? t('tier')
        : t('tierStretch', {
            stretch: amountInText(total.stretchFen),
            share: percent(total.achievedFen, total.stretchFen),
          });
    return t('sub', { day, time: gone, source, tier, ...paces, ...gaps });
  })();
  const actions = (() => {
    if (isUnknown) return <ToData main />;
    if (progress.plan !== null) return missing ? <ToData main /> : null;
    return <Button onClick={() => go(href('/quotas'))}>{t('headline.publish')}</Button>;
  })();
  return (
    <Headline sub={sub} actions={actions}>
      <Sentence progress={progress} by={by} ratio={ratio} />
      {t('headline.end')}
    </Headline>
  );
}

/** Why nothing says what came in: there is one book, or the books say nothing of payment. */
function unknownKind({ sources }: Progress): 'unknown' | 'unknownBooks' {
  return sources.length === 0 ? 'unknown' : 'unknownBooks';
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
  const { amountInText, monthDay, percent } = useFormat();
  const { filters } = useFilters();
  const { total } = progress;
  const [officer, ...others] = filters.officer ?? [];
  const amount = amountInText(total.achievedFen);
  if (total.source === 'none') return <>{t(`headline.${unknownKind(progress)}`)}</>;
  const isOne = officer !== undefined && others.length === 0;
  if (!progress.isYearKnown) {
    const [from, until] = [monthDay(progress.knownSince), monthDay(progress.knownUntil)];
    if (isOne) return <>{t('headline.onePart', { name: officer, from, until, amount })}</>;
    return <>{t('headline.part', { from, until, amount })}</>;
  }
  if (isOne) {
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
