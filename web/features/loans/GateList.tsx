import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import classes from './loans.module.css';
import type { Segment } from './queries.ts';

/** What must be done, or must not, before anybody asks for money. */
export function GateList({ gates }: { gates: Segment['gates'] }) {
  const { t } = useTranslation('loans');
  const say = useSentence();
  return (
    <aside className={classes.gates} aria-label={t('loan.gates')}>
      <strong>{t('loan.gates')}</strong>
      <ul>
        {gates.map((gate) => (
          <li key={gate.id}>
            <b>{say(gate.label)}</b> {say(gate.means)}
          </li>
        ))}
      </ul>
    </aside>
  );
}
