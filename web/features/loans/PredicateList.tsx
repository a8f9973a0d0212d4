import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './loans.module.css';
import type { Segment } from './queries.ts';

type Predicate = Segment['types'][number]['predicates'][number];

/** What holds with its values, then what is unknown and what is missing for it, then the rest. */
export function PredicateList({ predicates }: { predicates: readonly Predicate[] }) {
  const { t } = useTranslation('loans');
  const fired = predicates.filter(({ truth }) => truth === true);
  const unknown = predicates.filter(({ truth }) => truth === null);
  const not = predicates.filter(({ truth }) => truth === false);
  return (
    <>
      {fired.length === 0 ? <p className={classes.none}>{t('loan.why.none')}</p> : null}
      <ul className={classes.predicates}>
        {[...fired, ...unknown].map((predicate) => (
          <Line key={predicate.id} predicate={predicate} />
        ))}
      </ul>
      {not.length > 0 ? (
        <details className={classes.details}>
          <summary>{t('loan.why.notFired', { count: not.length })}</summary>
          <ul className={classes.predicates}>
            {not.map((predicate) => (
              <Line key={predicate.id} predicate={predicate} />
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}

const SIGNS = { true: '✓', false: '✕', null: '?' } as const;

function Line({ predicate }: { predicate: Predicate }) {
  const { t } = useTranslation('loans');
  const say = useSentence();
  const { language } = useFormat();
  const joint = language === 'zh' ? '、' : ', ';
  const colon = language === 'zh' ? ':' : ': ';
  const { truth, veto, weight, values, missing } = predicate;
  const state = truth === null ? classes.isUnknown : truth ? classes.isTrue : classes.isFalse;
  const said = truth === null ? t('loan.why.unknown') : truth ? t('loan.why.fired') : null;
  return (
    <li className={state}>
      <span aria-hidden="true">{SIGNS[`${truth}`]}</span>
      <span className={veto ? classes.veto : classes.weight}>
        {veto ? t('loan.why.veto') : `+${weight}`}
      </span>
      <span>
        {said ? <span className="sr-only">{said} </span> : null}
        {say(predicate.says)}
        {values.length > 0 ? (
          <span className={classes.values}>
            {values.map(({ label, text }) => say(label) + colon + say(text)).join(' · ')}
          </span>
        ) : null}
        {missing.length > 0 ? (
          <span className={classes.values}>
            {t('loan.why.missing', { fields: missing.map(({ label }) => say(label)).join(joint) })}
          </span>
        ) : null}
      </span>
      <abbr className={classes.mark}>{predicate.mark}</abbr>
    </li>
  );
}
