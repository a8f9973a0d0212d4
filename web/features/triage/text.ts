import { defineText } from '../../lib/define-text.ts';

export const triageText = defineText({
  zh: { title: '分层' },
  en: { title: 'Triage' },
});
