import { defineText } from '../../lib/define-text.ts';

export const loanBookText = defineText({
  zh: { title: '数据' },
  en: { title: 'Data' },
});
