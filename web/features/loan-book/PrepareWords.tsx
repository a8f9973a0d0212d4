import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/use-format.ts';
import { type Choices, choose, fieldOf } from './draft.ts';
import type { Field, FileLayout } from './queries.ts';
import { WordColumns } from './WordColumns.tsx';
import { chooseWord } from './word-choices.ts';
import { fileWordsQuery } from './word-queries.ts';

interface Props {
  layout: FileLayout;
  fields: readonly Field[];
  choices: Choices;
}

const WORDY = new Set(['code', 'flag', 'text']);

/** Words of the first rows that nobody has explained yet; what is chosen is kept with the source. */
export function PrepareWords({ layout, fields, choices }: Props) {
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const kinds = new Map(fields.map(({ id, kind }) => [id, kind]));
  const columns = layout.columns.flatMap(({ name, field: suggested, words }) => {
    const field = fieldOf(choices, name, suggested);
    if (field === null || words === null || !WORDY.has(kinds.get(field) ?? '')) return [];
    return [{ column: name, field, words: words.map(({ word }) => word) }];
  });
  const sourceName = choices.sourceName?.trim() || layout.sourceName;
  const query = useQuery(fileWordsQuery({ sourceName, columns }));
  if (!query.data || query.data.columns.length === 0) return null;
  const counts = new Map(layout.columns.map(({ name, words }) => [name, words ?? []]));
  const found = query.data.columns.map(({ column, field, words }) => {
    const of = new Map(counts.get(column)?.map((one) => [one.word, one.count]));
    return {
      column,
      field,
      words: words.map((word) => ({ ...word, count: of.get(word.word) ?? null })),
    };
  });
  return (
    <WordColumns
      columns={found}
      fields={fields}
      choices={choices.words}
      note={t('words.prepareNote', { rows: count(layout.rowsLookedAt) })}
      onChoose={(field, word, meaning) =>
        choose({ words: chooseWord(choices.words, field, word, meaning) })
      }
      onPaste={(field, words) =>
        choose({ words: { ...choices.words, [field]: { ...choices.words[field], ...words } } })
      }
    />
  );
}
