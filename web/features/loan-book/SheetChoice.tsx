import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChoose } from './choices-context.ts';
import type { Reading } from './reading.ts';

/** The sheet of a workbook that is loaded. Columns of one sheet are not those of another. */
export function SheetChoice({ reading: { sheets, sheet } }: { reading: Reading }) {
  const { t } = useTranslation('loanBook');
  const choose = useChoose();
  return (
    <Select
      label={t('sheet.label')}
      description={t('sheet.note', { count: sheets.length })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDeselect={false}
      data={sheets.map(({ name, rows, hidden }) => ({
        value: name,
        label: t(hidden ? 'sheet.hidden' : 'sheet.option', { name, rows }),
      }))}
      value={sheet}
      onChange={(name) => {
        if (name !== null && name !== sheet) choose({ sheet: name, fields: {} });
      }}
    />
  );
}
