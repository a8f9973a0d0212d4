import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { HOLDERS, type PlanBody } from './draft.ts';

interface Props {
  body: PlanBody;
  /** How many loans the assignments give to another officer than the book. */
  loans: number;
  onChange: (next: PlanBody) => void;
}

/** Whether a plan goes by the officers of the book or by the assignments before it. */
export function HoldersSelect({ body, loans, onChange }: Props) {
  const { t } = useTranslation('quotas');
  return (
    <Select
      size="xs"
      w={250}
      allowDeselect={false}
      label={t('form.holders')}
      data={HOLDERS.map((value) => ({
        value,
        label: t(`form.holdersFrom.${value}`, { count: loans }),
      }))}
      value={body.holders}
      onChange={(value) => {
        const holders = HOLDERS.find((known) => known === value);
        if (holders === undefined || holders === body.holders) return;
        const { holdersOn: _day, ...rest } = body;
        onChange({ ...rest, holders });
      }}
    />
  );
}
