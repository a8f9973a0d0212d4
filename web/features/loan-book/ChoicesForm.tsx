import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './DataPage.module.css';
import { asOfOf, choose, type Draft } from './draft.ts';
import { EncodingChoice } from './EncodingChoice.tsx';
import { OrderChoice } from './OrderChoice.tsx';
import { type Field, type FileLayout, sourcesQuery } from './queries.ts';
import type { Reading } from './reading.ts';
import { SheetChoice } from './SheetChoice.tsx';

/** As-of date, source, encoding or sheet, and what the file itself does not say. */
export function ChoicesForm(props: {
  draft: Draft;
  reading: Reading;
  layout: FileLayout;
  missing: readonly Field[];
}) {
  const { draft, reading, layout, missing } = props;
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const { date } = useFormat();
  const sources = useQuery(sourcesQuery());
  const { choices } = draft;
  const asOf = asOfOf(draft, layout);
  const whence = layout.statedDay
    ? t('prepare.asOfStated', { day: date(layout.statedDay) })
    : choices.asOf === undefined && asOf !== undefined
      ? t('prepare.asOfName')
      : '';
  return (
    <div className={classes.choices}>
      <TextInput
        type="date"
        label={t('prepare.asOf')}
        value={asOf ?? ''}
        description={whence || undefined}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={asOf === undefined ? t('prepare.asOfMissing') : undefined}
        onChange={(event) => choose({ asOf: event.currentTarget.value })}
      />
      <TextInput
        label={t('prepare.source')}
        description={t(
          choices.sourceName === undefined && layout.savedVersion !== null
            ? 'prepare.sourceFound'
            : 'prepare.sourceNote',
        )}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={choices.sourceName ?? layout.sourceName}
        list="loan-book-sources"
        onChange={(event) => choose({ sourceName: event.currentTarget.value })}
      />
      <datalist id="loan-book-sources">
        {(sources.data ?? []).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {reading.sheet === null ? (
        <EncodingChoice reading={reading} />
      ) : (
        <SheetChoice reading={reading} />
      )}
      <OrderChoice choices={choices} layout={layout} />
      {missing
        .filter(({ id }) => id === 'branch' || id === 'officer')
        .map(({ id, label }) => (
          <TextInput
            key={id}
            label={t('prepare.constant', { field: say(label) })}
            description={t('prepare.constantNote')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={choices.constants[id] ?? ''}
            onChange={(event) =>
              choose({ constants: { ...choices.constants, [id]: event.currentTarget.value } })
            }
          />
        ))}
    </div>
  );
}
