import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Money } from '../../components/Money.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quality.module.css';
import type { OpenLine, Quality, QualityLine } from './quality-queries.ts';

interface Props {
  report: Quality;
  onShow: (open: OpenLine) => void;
  onTab: (tab: string) => void;
  onNote: (line: QualityLine) => void;
}

/** Every line of the report: how grave, what, how many, how much, the loans, who has looked. */
export function QualityTable({ report, ...acts }: Props) {
  const { t } = useTranslation('loanBook');
  const { unitName } = useFormat();
  return (
    <table className={classes.lines} aria-label={t('quality.label')}>
      <thead>
        <tr>
          <th scope="col">{t('quality.severity')}</th>
          <th scope="col">{t('quality.finding')}</th>
          <th scope="col" className={classes.number}>
            {t('quality.count')}
          </th>
          <th scope="col" className={classes.number}>
            {t('quality.amount', { unit: unitName })}
          </th>
          <th scope="col">{t('quality.loans')}</th>
          <th scope="col">{t('quality.seen')}</th>
        </tr>
      </thead>
      <tbody>
        {report.lines.map((line) => (
          <LineRow key={line.id} line={line} {...acts} />
        ))}
      </tbody>
    </table>
  );
}

function LineRow({ line, onShow, onTab, onNote }: Omit<Props, 'report'> & { line: QualityLine }) {
  const { t } = useTranslation('loanBook');
  const { count, unitName } = useFormat();
  const say = useSentence();
  const { severity, isOpen, hasLoans, tab, amountIs } = line;
  const finding = say(line.finding);
  return (
    <tr data-open={isOpen || undefined}>
      <td>
        <span className={classes.severity} data-severity={isOpen ? severity : 'info'}>
          {t(`quality.${severity}`)}
        </span>
      </td>
      <th scope="row">{finding}</th>
      <td className={classes.number} data-label={t('quality.count')}>
        {line.count === null ? '—' : count(line.count)}
      </td>
      <td className={classes.number} data-label={t('quality.amount', { unit: unitName })}>
        <Money fen={line.amountFen} />
        {amountIs ? <span className={classes.is}> {say(amountIs)}</span> : null}
      </td>
      <td>
        {hasLoans ? (
          <button
            type="button"
            className={classes.door}
            aria-label={t('quality.seeLoans', { finding })}
            onClick={() => onShow({ line: line.id })}
          >
            {t('quality.see')}
          </button>
        ) : null}
        {tab ? (
          <button
            type="button"
            className={classes.door}
            aria-label={t('quality.seeRows', { finding })}
            onClick={() => onTab(tab)}
          >
            {t('quality.see')}
          </button>
        ) : null}
      </td>
      <td>
        <Seen line={line} />
        {severity === 'info' ? null : (
          <Button
            size="compact-xs"
            variant={isOpen ? 'light' : 'subtle'}
            aria-label={t(isOpen ? 'quality.acknowledgeOf' : 'quality.againOf', { finding })}
            onClick={() => onNote(line)}
          >
            {isOpen ? t('quality.acknowledge') : t('quality.again')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Who looked last; when the line has grown since, how large it was then. */
function Seen({ line: { note, isOpen } }: { line: QualityLine }) {
  const { t } = useTranslation('loanBook');
  const { count, amountInText } = useFormat();
  if (note === null) return null;
  const { by, at, loans, amountFen } = note;
  return (
    <span className={classes.note}>
      {isOpen
        ? t('quality.worse', { by, n: count(loans), amount: amountInText(amountFen) })
        : t('quality.seenBy', { by, day: at.slice(0, 10) })}
      {note.note === '' ? null : <q>{note.note}</q>}
    </span>
  );
}
