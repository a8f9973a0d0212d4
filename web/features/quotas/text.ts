import { defineText } from '../../lib/define-text.ts';

export const quotasText = defineText({
  zh: { title: '任务' },
  en: { title: 'Quotas' },
});
