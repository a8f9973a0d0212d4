import type { Sentence } from '../errors.ts';

export type Language = 'zh' | 'en';

/** The language of the terminal: `--lang`, else RECOUP_LANG, else Chinese unless LANG is English. */
export function languageOf(
  wanted: string | boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Language {
  // An empty variable is an unset one: LC_ALL= before a command is the usual way to take it away.
  const named =
    typeof wanted === 'string' ? wanted : env['RECOUP_LANG'] || env['LC_ALL'] || env['LANG'];
  return named?.toLowerCase().startsWith('en') ? 'en' : 'zh';
}

export const inLanguage = (sentence: Sentence, language: Language): string => sentence[language];
