import { useTranslation } from 'react-i18next';
import { Headline, Say } from '../../components/Headline.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { largestBlock } from './largest-block.ts';
import type { Evidence, Matrix } from './queries.ts';

interface Props {
  matrix: Matrix;
  evidence: Evidence | undefined;
}

/** Who is not paying, and why, in one sentence; the undetermined are named, not hidden. */
export function TriageHeadline({ matrix, evidence }: Props) {
  const { t } = useTranslation('triage');
  const say = useSentence();
  const format = useFormat();
  const { total, undetermined } = matrix;
  const share = (fen: number) => format.percent(fen, total.balanceFen, 0);
  const block = largestBlock(matrix);
  const fields = (evidence?.lacking ?? []).slice(0, 2).map(({ label }) => inline(say(label)));
  return (
    <Headline
      sub={
        <>
          {t('headline.sub', {
            date: format.date(matrix.asOf),
            onBook: format.amountInText(matrix.onBook.balanceFen),
            offBook: format.amountInText(matrix.offBook.balanceFen),
          })}{' '}
          {t('template')}
          {format.language === 'zh' ? '。' : '.'}
        </>
      }
    >
      {t('headline.claims', {
        loans: format.count(total.loans),
        amount: format.amountInText(total.balanceFen),
      })}
      {t('headline.known', { share: share(total.balanceFen - undetermined.balanceFen) })}
      {block
        ? t('headline.largest', {
            type: say(block.type.label),
            pain: say(block.pain.label),
            share: share(block.balanceFen),
          })
        : t('headline.none')}
      {undetermined.loans > 0 ? (
        <Say tone="orange">
          {t('headline.undetermined', { share: share(undetermined.balanceFen) })}
        </Say>
      ) : null}
      {undetermined.loans > 0
        ? fields.length > 0
          ? t('headline.lacking', { fields: fields.join(t('headline.and')) })
          : t('headline.settled')
        : null}
    </Headline>
  );
}

/** A field's English name inside a sentence. */
const inline = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
