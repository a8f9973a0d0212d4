import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Headline, Say } from '../../components/Headline.tsx';
import { ToData } from '../../components/ToData.tsx';
import { paceBand } from '../../components/tone.ts';
import { useGo, useHref } from '../../lib/filters.ts';
import { missingPart } from '../../lib/missing-part.ts';
import { useFormat } from '../../lib/use-format.ts';
import { bestForecast, largestGaps } from './find-gap.ts';
import type { Overview } from './queries.ts';

/** Where the year stands and where it will end, in one sentence; below it, where the gap is. */
export function OverviewHeadline({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const { t: known } = useTranslation('parts');
  const { monthDay, amountInText } = useFormat();
  const go = useGo();
  const href = useHref();
  const { progress } = overview;
  const { total, snapshot } = progress;
  const { knownSince, knownUntil, isYearKnown } = progress;
  const day = monthDay(snapshot.asOf);
  if (total.source === 'none') {
    const unknown = progress.sources.length === 0 ? 'unknown' : 'unknownBooks';
    return (
      <Headline sub={known(`known.${unknown}`)} actions={<ToData main />}>
        {t(`headline.${unknown}`, { day, amount: amountInText(overview.stock.now.nplFen) })}
      </Headline>
    );
  }
  const amount = amountInText(total.achievedFen);
  const [from, until] = [monthDay(knownSince), monthDay(knownUntil)];
  const achieved = isYearKnown
    ? t('headline.achieved', { day, amount })
    : t('headline.part', { from, until, amount });
  if (total.targetFen === null) {
    const toQuotas = <Button onClick={() => go(href('/quotas'))}>{t('headline.publish')}</Button>;
    return (
      <Headline sub={<Source overview={overview} />} actions={toQuotas}>
        {achieved}
        {t('headline.noPlan')}
      </Headline>
    );
  }
  if (!isYearKnown) {
    return (
      <Headline sub={<Source overview={overview} />} actions={<ToData main />}>
        {achieved}
        {t('headline.partPlan')}
      </Headline>
    );
  }
  const toProgress = (
    <Button onClick={() => go(href('/progress'))}>{t('headline.progress')}</Button>
  );
  return (
    <Headline sub={<Source overview={overview} />} actions={toProgress}>
      {achieved}
      <Standing total={total} />
      <Ending overview={overview} />
    </Headline>
  );
}

function Standing({ total }: { total: Overview['progress']['total'] }) {
  const { t } = useTranslation('overview');
  const { percent, points } = useFormat();
  const gap = total.gapBp ?? 0;
  const words = { points: points(gap / 10_000) };
  const said = gap < 0 ? t('headline.behind', words) : t('headline.ahead', words);
  return (
    <>
      {t('headline.completion', { share: percent(total.achievedFen, total.targetFen) })}
      <Say tone={paceBand((total.paceBp ?? 0) / 10_000)}>
        {gap === 0 ? t('headline.even') : said}
      </Say>
    </>
  );
}

function Ending({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const { percent } = useFormat();
  const { targetFen } = overview.progress.total;
  const best = bestForecast(overview.cumulative);
  if (best === undefined) return <>{t('headline.end')}</>;
  const of = (fen: number | null) => percent(fen, targetFen, 0);
  const share = of(best.yearEndFen);
  if (best.lowFen === null) return <>{t('headline.forecastBare', { share })}</>;
  return <>{t('headline.forecast', { share, low: of(best.lowFen), high: of(best.highFen) })}</>;
}

function Source({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const { t: known } = useTranslation('parts');
  const { percent, amountInText, count, date } = useFormat();
  const { progress, alerts } = overview;
  const missing = missingPart(progress);
  const { total, plan } = progress;
  const gaps = largestGaps(progress.rows);
  const names = gaps.rows.map((row) => row.branch ?? t('branches.unknown')).join(t('branches.and'));
  const difference = alerts.find((alert) => alert.kind === 'difference');
  return (
    <>
      {missing ? `${known(`known.${missing.side}`, { day: date(missing.day) })} ` : null}
      {gaps.rows.length > 1
        ? t('sub.three', { names, share: percent(gaps.shareBp, 10_000, 0) })
        : null}
      {plan && !plan.sides.includes('off') && total.offBookFen !== 0
        ? t('sub.side', { amount: amountInText(total.offBookFen) })
        : null}
      {plan && !plan.sides.includes('on') && total.onBookFen !== 0
        ? t('sub.sideOn', { amount: amountInText(total.onBookFen) })
        : null}
      {t('sub.source', { source: t(`source.${total.source}`) })}
      {difference
        ? t('sub.difference', {
            count: Number(count(difference.loans)),
            amount: amountInText(difference.amountFen),
          })
        : null}
      {t('sub.end')}
    </>
  );
}
