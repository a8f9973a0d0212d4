import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Words.module.css';
import type { SnapshotWords } from './word-queries.ts';

interface Props {
  word: SnapshotWords['columns'][number]['words'][number];
  column: string;
  /** The codes to choose from; null for a name that is written. */
  list: readonly { value: string; label: string }[] | null;
  chosen: string | null | undefined;
  isReadOnly: boolean;
  onChoose: (meaning: string | null | undefined) => void;
}

/** Stands for "keep as unknown" in a list of codes, none of which it is. */
const KEEP = '?';

/** One word as the bank writes it, how many rows have it, and what it means. */
export function WordRow({ word, column, list, chosen, isReadOnly, onChoose }: Props) {
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const label = t(list === null ? 'words.nameOf' : 'words.meaningOf', { column, word: word.word });
  const before = word.state === 'kept' ? null : word.meaning;
  const meaning = chosen === undefined ? before : chosen;
  const isOpen = word.state === 'open' && chosen === undefined;
  const pick = (next: string | null | undefined) =>
    onChoose(word.state !== 'open' && next === before ? undefined : next);
  return (
    <tr data-open={isOpen || undefined}>
      <th scope="row">{word.word}</th>
      <td className={classes.number}>{word.count === null ? '—' : count(word.count)}</td>
      <td>
        {list === null ? (
          <input
            className={classes.input}
            aria-label={label}
            value={meaning ?? ''}
            placeholder={t('words.asItStands')}
            maxLength={200}
            disabled={isReadOnly}
            onChange={({ currentTarget: { value } }) =>
              pick(value === '' ? (word.state === 'open' ? undefined : null) : value)
            }
          />
        ) : (
          <select
            className={classes.input}
            aria-label={label}
            value={isOpen ? '' : (meaning ?? KEEP)}
            disabled={isReadOnly}
            onChange={({ currentTarget: { value } }) =>
              pick(value === '' ? undefined : value === KEEP ? null : value)
            }
          >
            {word.state === 'open' ? <option value="">{t('words.choose')}</option> : null}
            <option value={KEEP}>{t('words.keep')}</option>
            {list.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </td>
    </tr>
  );
}
