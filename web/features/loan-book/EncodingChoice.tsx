import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChoose } from './choices-context.ts';
import { ENCODINGS } from './encodings.ts';
import type { Reading } from './reading.ts';

/** The encoding a text is read in: found, or the user's word. */
export function EncodingChoice({ reading }: { reading: Reading }) {
  const { t } = useTranslation('loanBook');
  const choose = useChoose();
  return (
    <Select
      label={t('prepare.encoding')}
      description={t('prepare.encodingAuto', { name: reading.detected.toUpperCase() })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      allowDeselect={false}
      data={ENCODINGS.map((value) => ({ value, label: value.toUpperCase() }))}
      value={reading.encoding}
      onChange={(value) => {
        const encoding = ENCODINGS.find((known) => known === value);
        if (encoding) choose({ encoding });
      }}
    />
  );
}
