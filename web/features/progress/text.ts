import { defineText } from '../../lib/define-text.ts';

export const progressText = defineText({
  zh: { title: '进度' },
  en: { title: 'Progress' },
});
