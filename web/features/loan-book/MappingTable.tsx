import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../lib/i18n.ts';
import { useChoose } from './choices-context.ts';
import classes from './DataPage.module.css';
import { type Choices, fieldOf } from './draft.ts';
import type { FileLayout, MappableField } from './queries.ts';

const UNITS = ['yuan', 'yuan_1000', 'wan', 'yuan_1000000', 'yi'] as const;

interface Props {
  layout: FileLayout;
  fields: readonly MappableField[];
  choices: Choices;
  /** Field to the column that has it. */
  used: ReadonlyMap<string, string>;
}

/** Every column of the file with its samples and the field it goes to; each can be corrected. */
export function MappingTable({ layout, fields, choices, used }: Props) {
  const { t } = useTranslation('loanBook');
  const [onlyOpen, setOnlyOpen] = useState(false);
  const kept = layout.columns.length - used.size;
  const rows = layout.columns.filter(
    ({ name, field }) => !onlyOpen || fieldOf(choices, name, field) === null,
  );
  return (
    <section>
      <div className={classes.mappingHead}>
        <h3 className={classes.subtitle}>{t('mapping.title', { mapped: used.size, kept })}</h3>
        <Checkbox
          size="xs"
          label={t('mapping.onlyOpen')}
          checked={onlyOpen}
          onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
        />
      </div>
      <p className={classes.quiet}>{t('mapping.note')}</p>
      <div className={classes.mappingScroll}>
        <table className={`${classes.table} ${classes.mapping}`}>
          <thead>
            <tr>
              <th scope="col">{t('mapping.column')}</th>
              <th scope="col">{t('mapping.field')}</th>
              <th scope="col">{t('mapping.unit')}</th>
              <th scope="col">{t('mapping.basis')}</th>
              <th scope="col">{t('mapping.samples')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((column) => (
              <MappingRow
                key={column.name}
                {...{ column, fields, choices, used }}
                fileUnit={layout.unit}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function MappingRow(props: {
  column: FileLayout['columns'][number];
  fields: readonly MappableField[];
  choices: Choices;
  used: ReadonlyMap<string, string>;
  fileUnit: string;
}) {
  const { column, fields, choices, used, fileUnit } = props;
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const choose = useChoose();
  const { name, samples, suggestion } = column;
  const value = fieldOf(choices, name, column.field);
  const isAmount = fields.some(({ id, kind }) => id === value && kind === 'amount');
  const unit = UNITS.find((one) => one === (column.unit ?? fileUnit)) ?? 'yuan';
  const look =
    suggestion &&
    value === null &&
    choices.fields[name] === undefined &&
    !used.has(suggestion.field)
      ? fields.find(({ id }) => id === suggestion.field)
      : undefined;
  const isMine = choices.fields[name] !== undefined;
  const basis = isMine ? 'yours' : value === null ? 'none' : column.source;
  const pick = (id: string) => {
    const field = id === '' ? null : id;
    const before = field === null ? undefined : used.get(field);
    const freed = before !== undefined && before !== name ? { [before]: null } : {};
    choose({ fields: { ...choices.fields, ...freed, [name]: field } });
  };
  return (
    <tr data-open={value === null || undefined}>
      <th scope="row">{name}</th>
      <td>
        <select
          className={classes.select}
          aria-label={t('mapping.label', { column: name })}
          value={value ?? ''}
          onChange={(event) => pick(event.currentTarget.value)}
        >
          <option value="">{t('mapping.keep')}</option>
          {fields.map(({ id, label, required }) => (
            <option key={id} value={id}>
              {say(label)}
              {required ? ` (${t('mapping.required')})` : ''}
              {used.has(id) && used.get(id) !== name ? ` ← ${used.get(id)}` : ''}
            </option>
          ))}
        </select>
      </td>
      <td className={classes.quiet}>{isAmount ? t(`unit.${unit}`) : null}</td>
      <td className={classes.quiet}>
        {look && suggestion ? (
          <span className={classes.look}>
            {t('mapping.values', { field: say(look.label), share: suggestion.share })}
            <button
              type="button"
              className={classes.take}
              aria-label={t('mapping.takeLabel', { column: name, field: say(look.label) })}
              onClick={() => pick(look.id)}
            >
              {t('mapping.take')}
            </button>
          </span>
        ) : (
          <>
            {t(`mapping.${basis}`)}
            {!isMine && column.share !== null ? (
              <span className={classes.share} data-low={column.share < 90 || undefined}>
                {t('mapping.share', { share: column.share })}
              </span>
            ) : null}
          </>
        )}
      </td>
      <td className={classes.samples}>{samples.join(' · ')}</td>
    </tr>
  );
}
