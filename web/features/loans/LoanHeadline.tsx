import { useTranslation } from 'react-i18next';
import { Headline, Say } from '../../components/Headline.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { numberOf, textOf } from './fields-of.ts';
import type { LoanDetail } from './queries.ts';
import { useLabels } from './use-labels.ts';

/** Who owes how much, and why it is thought not to be paid; or what to find out first. */
export function LoanHeadline({ loan }: { loan: LoanDetail }) {
  const { t } = useTranslation('loans');
  const format = useFormat();
  const sub = t('loan.sub', {
    id: loan.loanId,
    branch: textOf(loan, 'branch') ?? '—',
    officer: textOf(loan, 'officer') ?? '—',
    date: format.date(loan.asOf),
    line: String(loan.lineNo ?? '—'),
  });
  return (
    <Headline sub={sub}>
      <Sentence loan={loan} />
    </Headline>
  );
}

function Sentence({ loan }: { loan: LoanDetail }) {
  const { t } = useTranslation('loans');
  const say = useSentence();
  const label = useLabels();
  const format = useFormat();
  const { segment } = loan;
  const days = numberOf(loan, 'days_past_due');
  const joint = format.language === 'zh' ? '、' : ', ';
  const inline = (text: string) =>
    format.language === 'zh' ? text : text.charAt(0).toLowerCase() + text.slice(1);
  const base = {
    who: say(loan.fields.find(({ id }) => id === 'borrower_name')?.text),
    balance: format.amountInText(numberOf(loan, 'balance')),
    days: format.count(days),
  };
  if (segment === null) {
    const named = label('riskClass', textOf(loan, 'risk_class'));
    return t('loan.performing', { ...base, class: named ?? '—' });
  }
  if (segment.defaultType.code === 'undetermined') {
    const { leading, runnerUp } = segment;
    const named = (option: typeof leading) =>
      say(option?.label) + (option?.code === 'evader' ? '*' : '');
    const scores = {
      first: named(leading),
      firstScore: segment.score,
      second: named(runnerUp),
      secondScore: segment.runnerUpScore,
    };
    const fields = segment.settles.map((settle) => inline(say(settle.label)));
    return (
      <>
        <Say tone="orange">{t('loan.undetermined', base)}</Say>
        {leading && runnerUp ? t('loan.candidates', scores) : null}
        {leading && !runnerUp ? t('loan.candidate', scores) : null}
        {fields.length > 0 ? t('loan.ask', { fields: fields.join(joint) }) : t('loan.stop')}
      </>
    );
  }
  const type = say(segment.defaultType.label);
  const reasons = (
    segment.types.find(({ code }) => code === segment.defaultType.code)?.predicates ?? []
  )
    .filter((predicate) => predicate.truth === true)
    .slice(0, 2)
    .map((predicate) => inline(say(predicate.says)));
  const key = segment.needsConfirmation
    ? 'loan.proposed'
    : days === null
      ? 'loan.assignedNoDays'
      : 'loan.assigned';
  return (
    <>
      {t(key, { ...base, type })}
      {t('loan.because', { reasons: reasons.join(joint) })}
    </>
  );
}
