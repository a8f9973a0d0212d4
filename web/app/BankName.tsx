import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../lib/api.ts';

/** Whose data is on the desk, so that nobody takes the sample bank for their own. */
export function BankName() {
  const { t } = useTranslation('shell');
  const { data } = useQuery({
    queryKey: ['desk'],
    queryFn: ({ signal }) => ask(api.desk.$get({}, { init: { signal } })),
  });
  return <span>{t(`bank.${data?.bank ?? 'own'}`)}</span>;
}
