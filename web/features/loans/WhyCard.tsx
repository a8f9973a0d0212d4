import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { TypeDot } from '../../components/TypeDot.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './loans.module.css';
import { PredicateList } from './PredicateList.tsx';
import type { Segment } from './queries.ts';

/** Why this label: every type's score, what holds on which values, and what is unknown. */
export function WhyCard({ segment }: { segment: Segment }) {
  const { t } = useTranslation('loans');
  const say = useSentence();
  const isOpen = segment.defaultType.code === 'undetermined';
  const lead = segment.score - segment.runnerUpScore;
  const words = { type: say(segment.defaultType.label), score: segment.score, lead };
  const [first, second, ...others] = segment.types;
  return (
    <Card
      title={isOpen ? t('loan.why.titleUndetermined', words) : t('loan.why.title', words)}
      subtitle={t('loan.why.subtitle', {
        score: segment.minimumScore,
        lead: segment.minimumLead,
        known: segment.known,
        all: segment.all,
      })}
    >
      {first ? <TypeBlock type={first} most={segment.score} /> : null}
      {second ? <TypeBlock type={second} most={segment.score} /> : null}
      <details className={classes.details}>
        <summary>{t('loan.why.others')}</summary>
        {others.map((type) => (
          <TypeBlock key={type.code} type={type} most={segment.score} />
        ))}
      </details>
    </Card>
  );
}

type Judged = Segment['types'][number];

function TypeBlock({ type, most }: { type: Judged; most: number }) {
  const { t } = useTranslation('loans');
  const format = useFormat();
  return (
    <section className={classes.type}>
      <header className={classes.typeHead}>
        <h3>
          <TypeDot id={type.code} label={type.label} unconfirmed={type.code === 'evader'} />
        </h3>
        <span className={classes.bar} aria-hidden="true">
          <span
            style={{
              width: `${most > 0 && !type.vetoed ? (type.score / most) * 100 : 0}%`,
              background: `var(--type-${type.code})`,
            }}
          />
        </span>
        <span className={classes.score}>
          {type.vetoed ? t('loan.why.vetoed') : t('loan.why.score', { score: type.score })}
        </span>
        <span className={classes.known}>
          {t('loan.why.coverage', { share: format.percent(type.known, type.all, 0) })}
        </span>
      </header>
      <PredicateList predicates={type.predicates} />
    </section>
  );
}
