import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { PasteNames } from './PasteNames.tsx';
import type { Field } from './queries.ts';
import { WordRow } from './WordRow.tsx';
import classes from './Words.module.css';
import type { WordChoices } from './word-choices.ts';
import { codesQuery, type SnapshotWords } from './word-queries.ts';

export type WordColumn = SnapshotWords['columns'][number];

interface Props {
  columns: readonly WordColumn[];
  fields: readonly Field[];
  choices: WordChoices;
  note: string;
  /** Undefined takes a choice back. */
  onChoose: (field: string, word: string, meaning: string | null | undefined) => void;
  onPaste: (field: string, words: Record<string, string>) => void;
  isReadOnly?: boolean;
}

/** Columns of words with what each word means, the ones that nobody knows first. */
export function WordColumns(props: Props) {
  const { columns, choices, note } = props;
  const { t } = useTranslation('loanBook');
  const open = columns.reduce((sum, column) => sum + openWords(column, choices).length, 0);
  return (
    <section>
      <h3 className={classes.title}>
        {open > 0 ? t('words.title', { count: open }) : t('words.titleNone')}
      </h3>
      <p className={classes.quiet}>{note}</p>
      <div className={classes.columns}>
        {columns.map((column) => (
          <OneColumn key={column.column} {...props} column={column} />
        ))}
      </div>
    </section>
  );
}

/** Words that neither a list nor a choice explains. */
const openWords = ({ field, words }: WordColumn, choices: WordChoices) =>
  words.filter(({ word, state }) => state === 'open' && choices[field]?.[word] === undefined);

const SHOWN = 200;

function OneColumn(props: Props & { column: WordColumn }) {
  const { column, fields, choices, onChoose, onPaste, isReadOnly = false } = props;
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const say = useSentence();
  const codes = useQuery(codesQuery());
  const known = fields.find(({ id }) => id === column.field);
  if (!known || !codes.data) return null;
  const isNames = known.kind === 'text';
  const list =
    known.kind === 'flag'
      ? [
          { value: 'true', label: t('words.yes') },
          { value: 'false', label: t('words.no') },
        ]
      : Object.entries(codes.data[column.field] ?? {}).map(([value, label]) => ({
          value,
          label: say(label),
        }));
  const open = openWords(column, choices);
  const rows = open.reduce((sum, { count: n }) => sum + (n ?? 0), 0);
  const first = column.words.filter(({ state }) => state !== 'known');
  const usual = column.words.filter(({ state }) => state === 'known');
  const finding =
    open.length === 0
      ? t('words.allKnown')
      : t(isNames ? 'words.unnamed' : 'words.unknown', { n: open.length, rows: count(rows) });
  const table = (words: typeof first, label: string) => (
    <table className={classes.words} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{t(isNames ? 'words.code' : 'words.word')}</th>
          <th scope="col" className={classes.number}>
            {t('words.rows')}
          </th>
          <th scope="col">{t(isNames ? 'words.name' : 'words.meaning')}</th>
        </tr>
      </thead>
      <tbody>
        {words.slice(0, SHOWN).map((word) => (
          <WordRow
            key={word.word}
            word={word}
            column={column.column}
            list={isNames ? null : list}
            chosen={choices[column.field]?.[word.word]}
            isReadOnly={isReadOnly}
            onChoose={(meaning) => onChoose(column.field, word.word, meaning)}
          />
        ))}
      </tbody>
    </table>
  );
  return (
    <section
      className={classes.column}
      aria-label={t('words.columnLabel', { column: column.column })}
    >
      <h4 className={classes.name} data-open={open.length > 0 || undefined}>
        {column.column} → {say(known.label)}: {finding}
      </h4>
      {first.length > 0 ? (
        <div className={classes.scroll}>
          {table(first, t('words.label', { column: column.column }))}
        </div>
      ) : null}
      {first.length > SHOWN ? (
        <p className={classes.quiet}>{t('words.more', { n: count(first.length - SHOWN) })}</p>
      ) : null}
      {usual.length > 0 ? (
        <details>
          <summary className={classes.quiet}>{t('words.usual', { n: usual.length })}</summary>
          {table(usual, t('words.usualLabel', { column: column.column }))}
        </details>
      ) : null}
      {isNames && !isReadOnly ? (
        <PasteNames column={column.column} onPaste={(words) => onPaste(column.field, words)} />
      ) : null}
    </section>
  );
}
