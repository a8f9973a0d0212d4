import { partsText } from '../components/text.ts';
import type { loanBookText } from '../features/loan-book/text.ts';
import type { loansText } from '../features/loans/text.ts';
import type { overviewText } from '../features/overview/text.ts';
import type { creditText } from '../features/progress/credit-text.ts';
import type { movementText } from '../features/progress/movement-text.ts';
import type { progressText } from '../features/progress/text.ts';
import type { assignText } from '../features/quotas/assign-text.ts';
import type { categoriesText } from '../features/quotas/categories-text.ts';
import type { replanText } from '../features/quotas/replan-text.ts';
import type { quotasText } from '../features/quotas/text.ts';
import type { triageText } from '../features/triage/text.ts';
import { addText } from '../lib/i18n.ts';
import { shellText } from './text.ts';

interface Texts {
  parts: typeof partsText;
  shell: typeof shellText;
  overview: typeof overviewText;
  loans: typeof loansText;
  triage: typeof triageText;
  quotas: typeof quotasText;
  replan: typeof replanText;
  assignment: typeof assignText;
  categories: typeof categoriesText;
  progress: typeof progressText;
  movement: typeof movementText;
  credit: typeof creditText;
  loanBook: typeof loanBookText;
}

/** The words that every page needs; each feature's own come with its page. */
export const resources = {
  zh: { parts: partsText.zh, shell: shellText.zh },
  en: { parts: partsText.en, shell: shellText.en },
};

type Feature = Exclude<keyof Texts, 'parts' | 'shell'>;

const LOADERS: { [Name in Feature]: () => Promise<Texts[Name]> } = {
  overview: async () => (await import('../features/overview/text.ts')).overviewText,
  loans: async () => (await import('../features/loans/text.ts')).loansText,
  triage: async () => (await import('../features/triage/text.ts')).triageText,
  quotas: async () => (await import('../features/quotas/text.ts')).quotasText,
  replan: async () => (await import('../features/quotas/replan-text.ts')).replanText,
  assignment: async () => (await import('../features/quotas/assign-text.ts')).assignText,
  categories: async () => (await import('../features/quotas/categories-text.ts')).categoriesText,
  progress: async () => (await import('../features/progress/text.ts')).progressText,
  movement: async () => (await import('../features/progress/movement-text.ts')).movementText,
  credit: async () => (await import('../features/progress/credit-text.ts')).creditText,
  loanBook: async () => (await import('../features/loan-book/text.ts')).loanBookText,
};

/** Brings a feature's words, one i18next namespace a feature; for the loader of its route. */
export async function loadText(name: Feature): Promise<void> {
  addText(name, await LOADERS[name]());
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'parts';
    returnNull: false;
    strictInterpolationChecks: true;
    resources: { [Name in keyof Texts]: Texts[Name]['zh'] };
  }
}
