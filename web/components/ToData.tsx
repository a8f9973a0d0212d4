import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useGo, useHref } from '../lib/filters.ts';

/** To the Data page, where what is missing is imported; `main` is the button of the page. */
export function ToData({ main = false }: { main?: boolean }) {
  const { t } = useTranslation('parts');
  const go = useGo();
  const href = useHref();
  return (
    <Button variant={main ? 'filled' : 'default'} onClick={() => go(href('/data'))}>
      {t('toData')}
    </Button>
  );
}
