import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quality.module.css';
import type { Quality } from './quality-queries.ts';

type Cleaning = NonNullable<Quality['fields'][number]['cleaning']>;

/** Of the rows that were counted: cells as they stand, respelled, empty, unread; examples before and after. */
export function CellFate({ of }: { of: Cleaning }) {
  const { t } = useTranslation('loanBook');
  const { count, exactAmount } = useFormat();
  const say = useSentence();
  const parts = (['plain', 'changed', 'empty', 'unread'] as const)
    .filter((state) => of[state] > 0)
    .map((state) => t(`quality.cleaning.${state}`, { n: count(of[state]) }));
  const sayAfter = ({ fen, said, text }: Cleaning['examples'][number]['after']) =>
    fen === null ? (said ? say(said) : (text ?? t('quality.cleaning.nothing'))) : exactAmount(fen);
  return (
    <>
      {parts.join(' · ')}
      {of.examples.length === 0 ? null : (
        <ul className={classes.examples}>
          {of.examples.map(({ before, after }) => (
            <li key={before}>{t('quality.cleaning.arrow', { before, after: sayAfter(after) })}</li>
          ))}
        </ul>
      )}
    </>
  );
}
