import { useTranslation } from 'react-i18next';
import { Tile, Tiles } from '../../components/Tile.tsx';
import type { Tone } from '../../components/tone.ts';
import { useSentence } from '../../lib/i18n.ts';
import type { Sentence } from '../../lib/sentence.ts';
import { useFormat } from '../../lib/use-format.ts';
import { interestOf, numberOf, textOf } from './fields-of.ts';
import type { LoanDetail } from './queries.ts';
import { useLabels } from './use-labels.ts';

const ORDER = ['pass', 'special_mention', 'substandard', 'doubtful', 'loss'];

/** Days left on a clock: red within 30, orange within 90. */
function toneOf(days: number | null): Tone {
  if (days === null) return 'quiet';
  if (days <= 30) return 'bad';
  return days <= 90 ? 'orange' : 'ink';
}

/** The six figures of a loan. */
export function LoanTiles({ loan }: { loan: LoanDetail }) {
  const { t } = useTranslation('loans');
  const format = useFormat();
  const label = useLabels();
  const say = useSentence();
  const balance = numberOf(loan, 'balance');
  const interest = interestOf(loan);
  const days = numberOf(loan, 'days_past_due');
  const since = textOf(loan, 'defaulted_on');
  const recorded = textOf(loan, 'risk_class');
  const lags =
    loan.classFloor !== null &&
    recorded !== null &&
    ORDER.indexOf(loan.classFloor) > ORDER.indexOf(recorded);
  const clock = (day: string | null, left: number | null, says: Sentence) => ({
    value: format.date(day),
    tone: toneOf(left),
    note:
      left === null
        ? say(says)
        : left < 0
          ? t('loan.tile.past', { days: format.count(-left) })
          : t('loan.tile.left', { days: format.count(left) }),
  });
  return (
    <Tiles>
      <Tile
        label={t('loan.tile.balance')}
        value={format.amount(balance, { digits: 2 })}
        unit={format.unitName}
        tip={format.exactAmount(balance)}
        note={t('loan.tile.original', {
          amount: format.amountInText(numberOf(loan, 'principal_original')),
        })}
      />
      <Tile
        label={t('loan.tile.interest')}
        value={format.amount(interest, { digits: 2 })}
        unit={format.unitName}
        tip={format.exactAmount(interest)}
        note={t('loan.tile.interestNote')}
      />
      <Tile
        label={t('loan.tile.days')}
        value={format.count(days)}
        unit={days === null ? null : t('loan.tile.dayUnit')}
        note={since === null ? null : t('loan.tile.since', { date: format.date(since) })}
      />
      <Tile
        label={t('loan.tile.class')}
        value={label('riskClass', recorded) ?? '—'}
        tone={lags ? 'orange' : 'ink'}
        note={
          loan.classFloor === null
            ? null
            : lags
              ? t('loan.tile.floor', { class: label('riskClass', loan.classFloor) ?? '' })
              : t('loan.tile.floorSame')
        }
      />
      {loan.clocks ? (
        <>
          <Tile
            label={t('loan.tile.limitation')}
            {...clock(
              loan.clocks.limitation.endsOn,
              loan.clocks.limitation.daysLeft,
              loan.clocks.limitation.says,
            )}
          />
          <Tile
            label={t('loan.tile.guarantee')}
            {...clock(
              loan.clocks.guarantee.lapsesOn,
              loan.clocks.guarantee.daysLeft,
              loan.clocks.guarantee.says,
            )}
          />
        </>
      ) : null}
    </Tiles>
  );
}
