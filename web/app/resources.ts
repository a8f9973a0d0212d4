import { partsText } from '../components/text.ts';
import { loanBookText } from '../features/loan-book/text.ts';
import { loansText } from '../features/loans/text.ts';
import { overviewText } from '../features/overview/text.ts';
import { progressText } from '../features/progress/text.ts';
import { quotasText } from '../features/quotas/text.ts';
import { triageText } from '../features/triage/text.ts';
import { shellText } from './text.ts';

const texts = {
  parts: partsText,
  shell: shellText,
  overview: overviewText,
  loans: loansText,
  triage: triageText,
  quotas: quotasText,
  progress: progressText,
  loanBook: loanBookText,
};

type Texts = typeof texts;

function pick(language: 'zh' | 'en') {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text[language]]));
}

/** Every feature's words, one i18next namespace a feature. */
export const resources = { zh: pick('zh'), en: pick('en') };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'parts';
    returnNull: false;
    strictInterpolationChecks: true;
    resources: { [Name in keyof Texts]: Texts[Name]['zh'] };
  }
}
