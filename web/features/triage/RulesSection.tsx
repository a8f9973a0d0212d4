import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { TypeDot } from '../../components/TypeDot.tsx';
import { useHref } from '../../lib/filters.ts';
import { useLanguage, useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Evidence, Matrix, Rules } from './queries.ts';
import { claims } from './scope.ts';
import classes from './triage.module.css';

interface Props {
  rules: Rules;
  matrix: Matrix;
  evidence: Evidence | undefined;
}

const MARKS = ['D', 'P', 'S'] as const;

/** Each type with the evidence that makes it, where that comes from, and how much is known. */
export function RulesSection({ rules, matrix, evidence }: Props) {
  const { t } = useTranslation('triage');
  const say = useSentence();
  const { language } = useLanguage();
  return (
    <section className={classes.rules}>
      <header className={classes.rulesHead}>
        <h2 className={classes.heading}>{t('rules.heading')}</h2>
        <p className={classes.quiet}>
          {t('rules.sub', { score: rules.minimumScore, lead: rules.minimumLead })}
          {language === 'en' ? ' ' : ''}
          {say(rules.notice)}
        </p>
        <p className={classes.quiet}>
          {t('rules.marks')}{' '}
          {MARKS.map((mark) => (
            <span key={mark} className={classes.legend}>
              <abbr className={classes.mark}>{mark}</abbr> {t(`rules.mark.${mark}`)}
            </span>
          ))}
        </p>
      </header>
      <div className={classes.grid}>
        {rules.defaultTypes.map((type) => (
          <TypeCard
            key={type.id}
            type={type}
            pains={rules.painPoints}
            sum={matrix.types.find(({ code }) => code === type.id)}
            known={evidence?.types.find(({ defaultType }) => defaultType === type.id)}
          />
        ))}
      </div>
    </section>
  );
}

interface TypeCardProps {
  type: Rules['defaultTypes'][number];
  pains: Rules['painPoints'];
  sum: Matrix['types'][number] | undefined;
  known: Evidence['types'][number] | undefined;
}

function TypeCard({ type, pains, sum, known }: TypeCardProps) {
  const { t } = useTranslation('triage');
  const say = useSentence();
  const format = useFormat();
  const href = useHref();
  const pain = pains.find(({ id }) => id === type.defaultPain);
  return (
    <Card
      id={`type-${type.id}`}
      title={<TypeDot id={type.id} label={type.label} unconfirmed={type.needsConfirmation} />}
      subtitle={say(type.means)}
      actions={
        sum && sum.loans > 0 ? (
          <AppLink
            href={href('/loans', claims({ defaultType: [type.id] }))}
            data-tip={format.exactAmount(sum.balanceFen)}
          >
            {format.amountInText(sum.balanceFen)} ·{' '}
            {t('rules.loans', { loans: format.count(sum.loans) })}
          </AppLink>
        ) : (
          <span className={classes.quiet}>{t('rules.none')}</span>
        )
      }
    >
      <ul className={classes.predicates}>
        {type.predicates.map((predicate) => (
          <li key={predicate.id}>
            <span className={predicate.veto ? classes.veto : classes.weight}>
              {predicate.veto ? t('rules.veto') : `+${predicate.weight}`}
            </span>
            <span className={classes.says}>{say(predicate.says)}</span>
            <abbr className={classes.mark} title={t(`rules.mark.${predicate.mark}`)}>
              {predicate.mark}
            </abbr>
          </li>
        ))}
      </ul>
      {type.awaits.length > 0 ? (
        <details className={classes.awaits}>
          <summary>{t('rules.awaits', { count: type.awaits.length })}</summary>
          <ul>
            {type.awaits.map((awaited) => (
              <li key={awaited.id}>{say(awaited.says)}</li>
            ))}
          </ul>
        </details>
      ) : null}
      <p className={classes.foot}>
        {pain ? <span>{t('rules.pain', { pain: say(pain.label) })}</span> : null}
        {known ? (
          <span
            data-tip={t('rules.coverageTip', {
              known: format.count(known.known),
              all: format.count(known.all),
            })}
          >
            {t('rules.coverage', { share: format.percent(known.known, known.all, 0) })}
          </span>
        ) : null}
      </p>
      {type.needsConfirmation ? <p className={classes.foot}>* {t('rules.confirm')}</p> : null}
    </Card>
  );
}
