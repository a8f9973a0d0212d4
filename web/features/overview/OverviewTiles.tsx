import { useTranslation } from 'react-i18next';
import { Tile, Tiles } from '../../components/Tile.tsx';
import { paceBand } from '../../components/tone.ts';
import { useHref } from '../../lib/filters.ts';
import { missingPart } from '../../lib/missing-part.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Overview } from './queries.ts';

/** The five figures of the desk. Each is a door to what is behind it. */
export function OverviewTiles({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const href = useHref();
  const { stock, progress } = overview;
  const since = (then: { nplFen: number } | null) =>
    then === null ? null : stock.now.nplFen - then.nplFen;
  const { total, time, plan } = progress;
  const signed = (fen: number | null) => format.amount(fen, { signed: true });
  const targetOf = (category: string) =>
    plan?.categories.find((each) => each.category === category)?.targetFen;
  const [only, ...more] = plan?.categories ?? [];
  const band = total.paceBp === null ? 'ink' : paceBand(total.paceBp / 10_000);
  const short = total.gapFen ?? 0;
  const timeGone = format.percent(time.bp, 10_000);
  const weeklyNote = { amount: format.amount(total.recentWeeklyFen) };
  const { opening } = stock;
  const moved = { year: signed(since(opening)), week: signed(since(stock.previous)) };
  const achievedNote = () => {
    if (total.achievedFen === null) return t('tile.achievedNone');
    const week = signed(total.thisWeekFen);
    const missing = missingPart(progress);
    if (missing?.side === 'before') {
      return t('tile.achievedPart', { day: format.monthDay(missing.day), week });
    }
    return t('tile.achievedNote', { week, last: signed(total.lastWeekFen) });
  };
  return (
    <Tiles>
      <Tile
        label={t('tile.npl')}
        value={format.amount(stock.now.nplFen)}
        unit={format.unitName}
        tip={format.exactAmount(stock.now.nplFen)}
        href={href('/loans', { state: ['on_book'] })}
        note={
          opening?.asOf.startsWith(String(progress.year))
            ? t('tile.nplSince', { ...moved, day: format.monthDay(opening.asOf) })
            : t('tile.nplNote', moved)
        }
      />
      <Tile
        label={t('tile.target')}
        value={format.amount(total.targetFen)}
        unit={total.targetFen === null ? undefined : format.unitName}
        tip={format.exactAmount(total.targetFen)}
        href={href('/quotas')}
        note={
          only === undefined || total.targetFen === null
            ? t('tile.targetNone')
            : more.length > 0
              ? t('tile.targetNote', {
                  on: format.amount(targetOf('tg-cash-on')),
                  off: format.amount(targetOf('tg-cash-off')),
                })
              : t('tile.targetOne', {
                  name: only.category === 'tg-cash-on' ? t('tile.on') : t('tile.off'),
                  version: only.version,
                })
        }
      />
      <Tile
        label={t('tile.achieved')}
        value={format.amount(total.achievedFen)}
        unit={total.achievedFen === null ? undefined : format.unitName}
        tip={format.exactAmount(total.achievedFen)}
        href={href('/progress')}
        note={achievedNote()}
      />
      <Tile
        label={t('tile.pace')}
        value={total.paceBp === null ? '—' : format.number(total.paceBp / 10_000)}
        tone={band}
        href={href('/progress')}
        note={
          total.gapFen === null
            ? t(total.targetFen === null ? 'tile.paceNone' : 'tile.pacePart', { time: timeGone })
            : t(short > 0 ? 'tile.paceNote' : 'tile.paceAhead', {
                time: timeGone,
                amount: format.amountInText(Math.abs(short)),
              })
        }
      />
      <Tile
        label={t('tile.weekly')}
        value={format.amount(total.requiredWeeklyFen)}
        unit={
          total.requiredWeeklyFen === null
            ? undefined
            : t('tile.perWeek', { unit: format.unitName })
        }
        tip={format.exactAmount(total.requiredWeeklyFen)}
        tone={isHarder(total) ? 'bad' : 'ink'}
        href={href('/progress', {}, { view: 'forecast' })}
        note={
          total.requiredWeeklyFen === 0
            ? t('tile.weeklyDone', weeklyNote)
            : t('tile.weeklyNote', weeklyNote)
        }
      />
    </Tiles>
  );
}

/** What each remaining week must bring is more than the last eight brought. */
function isHarder(total: Overview['progress']['total']): boolean {
  const { requiredWeeklyFen, recentWeeklyFen } = total;
  return (
    requiredWeeklyFen !== null && recentWeeklyFen !== null && requiredWeeklyFen > recentWeeklyFen
  );
}
