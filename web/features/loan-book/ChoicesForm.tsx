import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './DataPage.module.css';
import { asOfOf, type Choices, choose, type Draft, orderOf } from './draft.ts';
import { EncodingChoice } from './EncodingChoice.tsx';
import { type Field, type FileLayout, sourcesQuery } from './queries.ts';
import type { Reading } from './reading.ts';
import { SheetChoice } from './SheetChoice.tsx';

const ORDERS = ['mdy', 'dmy'] as const;

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
      {layout.dateOrder === null ? null : <OrderChoice choices={choices} layout={layout} />}
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

/** How day and month are read: asked where nothing tells, else shown and changeable. */
function OrderChoice({ choices, layout }: { choices: Choices; layout: FileLayout }) {
  const { t } = useTranslation('loanBook');
  const { dateOrder: found, savedDateOrder: saved } = layout;
  const order = orderOf(choices, layout);
  const asked =
    found === 'ambiguous' || saved === null
      ? t('prepare.dateOrderNote')
      : t('prepare.dateOrderOther', {
          saved: t(`prepare.${saved}`),
          found: t(`prepare.${found ?? saved}`),
        });
  const whence =
    choices.dateOrder !== undefined
      ? undefined
      : found === 'ambiguous'
        ? t('prepare.dateOrderSaved')
        : t('prepare.dateOrderFound');
  return (
    <Select
      label={t('prepare.dateOrder')}
      data={ORDERS.map((value) => ({ value, label: t(`prepare.${value}`) }))}
      value={order ?? null}
      description={order === undefined ? undefined : whence}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={order === undefined ? asked : undefined}
      onChange={(value) => {
        const dateOrder = ORDERS.find((known) => known === value);
        if (dateOrder) choose({ dateOrder });
      }}
    />
  );
}
