import i18next, { type Resource } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { TextTree } from './define-text.ts';
import type { Language } from './format.ts';
import { readPreference, writePreference } from './preference.ts';
import type { Sentence } from './sentence.ts';

const LOCALES: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en' };
const language = z.enum(['zh', 'en']);

function showLanguage(chosen: string) {
  document.documentElement.lang = chosen === 'en' ? 'en' : LOCALES.zh;
}

/** Starts i18next with every feature's words; the language is this browser's last choice, else zh. */
export function startI18n(resources: { zh: Resource[string]; en: Resource[string] }): void {
  const lng = readPreference('language', language) ?? 'zh';
  i18next.on('languageChanged', showLanguage);
  i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'zh',
    supportedLngs: ['zh', 'en'],
    resources,
    defaultNS: 'parts',
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  showLanguage(lng);
}

/** Adds the words of a feature whose page is being opened. */
export function addText(namespace: string, text: { zh: TextTree; en: TextTree }): void {
  for (const shown of language.options) {
    i18next.addResourceBundle(shown, namespace, text[shown], true, true);
  }
}

/** The language being shown, and how to switch it. */
export function useLanguage(): { language: Language; setLanguage: (next: Language) => void } {
  const { i18n } = useTranslation();
  return {
    language: i18n.language === 'en' ? 'en' : 'zh',
    setLanguage: (next) => {
      writePreference('language', next);
      i18n.changeLanguage(next);
    },
  };
}

/** Renders text that belongs to data, `{ zh, en }`, in the language being shown. */
export function useSentence(): (said: Sentence | null | undefined) => string {
  const { language: shown } = useLanguage();
  return (said) => (said ? said[shown] : '—');
}
