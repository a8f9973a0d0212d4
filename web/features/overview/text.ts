import { defineText } from '../../lib/define-text.ts';

export const overviewText = defineText({
  zh: { title: '总览' },
  en: { title: 'Overview' },
});
