import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './loans.module.css';
import { PredicateList } from './PredicateList.tsx';
import type { Segment } from './queries.ts';

/** What matters to the borrower; an assumed pain point says that it is one. */
export function PainCard({ segment }: { segment: Segment }) {
  const { t } = useTranslation('loans');
  const say = useSentence();
  const { language } = useFormat();
  const pains = segment.painPoints;
  const names = pains.map(({ label }) => say(label)).join(language === 'zh' ? '、' : ', ');
  return (
    <Card
      title={pains.length > 0 ? t('loan.pain.title', { pains: names }) : t('loan.pain.titleNone')}
      {...(pains.length > 0
        ? { subtitle: segment.painAssumed ? t('loan.pain.assumed') : t('loan.pain.evidence') }
        : {})}
    >
      {pains.length === 0 ? <p className={classes.none}>{t('loan.pain.noneNote')}</p> : null}
      {pains.map((pain) => (
        <section key={pain.code} className={classes.type}>
          <header className={classes.typeHead}>
            <h3>{say(pain.label)}</h3>
            <span className={classes.quiet}>
              {pain.painClass ? t(`loan.pain.${pain.painClass}`) : ''}
            </span>
          </header>
          <p className={classes.none}>{say(pain.means)}</p>
          {pain.fired.length > 0 ? <PredicateList predicates={pain.fired} /> : null}
        </section>
      ))}
    </Card>
  );
}
