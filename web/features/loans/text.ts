import { defineText } from '../../lib/define-text.ts';

export const loansText = defineText({
  zh: { title: '台账' },
  en: { title: 'Loans' },
});
