import { useTranslation } from 'react-i18next';
import type { Feasibility } from '../../../server/quotas/plan.ts';
import { type Tone, toneColor } from '../../components/tone.ts';

const LOOK: Readonly<Record<Feasibility, { tone: Tone; sign: string }>> = {
  feasible: { tone: 'quiet', sign: '' },
  high: { tone: 'orange', sign: '▲ ' },
  impossible: { tone: 'bad', sign: '✕ ' },
  none: { tone: 'quiet', sign: '' },
};

/** Whether a quota can be met: a sign, a word, and on hover what it means. */
export function Verdict({ of }: { of: Feasibility }) {
  const { t } = useTranslation('quotas');
  const { tone, sign } = LOOK[of];
  return (
    <span style={{ color: toneColor(tone) }} data-tip={t(`feasibilityTip.${of}`)}>
      <span aria-hidden="true">{sign}</span>
      {t(`feasibility.${of}`)}
    </span>
  );
}
