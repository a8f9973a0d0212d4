import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGES } from './pages.ts';

/** Names the browser's tab after the page, and a loan's page after the loan, in the language shown. */
export function usePageTitle(): void {
  const { t } = useTranslation('shell');
  const path = useLocation({ select: ({ pathname }) => pathname });
  const [, first = '', ...rest] = path.split('/');
  const page = PAGES.find(({ to }) => to === `/${first}`);
  const below = rest.join('/');
  const title = [
    ...(below === '' ? [] : [readable(below)]),
    page ? t(`nav.${page.name}`) : t('missing.title'),
    t('name'),
  ].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
