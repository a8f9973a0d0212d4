import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChoose } from './choices-context.ts';
import { type Choices, orderOf } from './draft.ts';
import type { FileLayout } from './queries.ts';

const ORDERS = ['mdy', 'dmy'] as const;

interface Props {
  choices: Pick<Choices, 'dateOrder'>;
  layout: Pick<FileLayout, 'dateOrder' | 'savedDateOrder'>;
}

/** How day and month are read: asked where nothing tells, else shown and changeable. */
export function OrderChoice({ choices, layout }: Props) {
  const { t } = useTranslation('loanBook');
  const choose = useChoose();
  const { dateOrder: found, savedDateOrder: saved } = layout;
  if (found === null) return null;
  const order = orderOf(choices, layout);
  const asked =
    found === 'ambiguous' || saved === null
      ? t('prepare.dateOrderNote')
      : t('prepare.dateOrderOther', {
          saved: t(`prepare.${saved}`),
          found: t(`prepare.${found}`),
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
