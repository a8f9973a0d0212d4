import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { PAGES } from './pages.ts';

export const SEARCH_BOX = 'loan-search';
const PATIENCE_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** `/` goes to the search box; `g` then a letter goes to a page; Esc leaves a field. */
export function useKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let since = 0;
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
      if (isTyping(event.target)) {
        if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
        return;
      }
      if (event.key === '/') {
        event.preventDefault();
        document.getElementById(SEARCH_BOX)?.focus();
        return;
      }
      const waiting = event.timeStamp - since < PATIENCE_MS;
      since = event.key === 'g' ? event.timeStamp : 0;
      if (!waiting) return;
      const page = PAGES.find(({ key }) => key === event.key);
      if (page) navigate({ to: page.to });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
}
