import { useEffect } from 'react';

/** Shift+F2 opens the comments of the cell that has the focus, as in a spreadsheet. */
export function useCommentKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F2' || !event.shiftKey || !(event.target instanceof Element)) return;
      const mark = event.target.closest('td')?.querySelector('[data-comment]');
      if (!(mark instanceof HTMLElement)) return;
      event.preventDefault();
      mark.click();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
