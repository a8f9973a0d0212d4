import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { fetchSheets } from './queries.ts';

/** Fetches duty sheets and prints them: while the mark stands, paper shows nothing else. */
export function useSheets() {
  const asked = useMutation({
    mutationFn: ({ id, of }: { id: number; of: Parameters<typeof fetchSheets>[1] }) =>
      fetchSheets(id, of),
  });
  const { data, reset } = asked;
  useEffect(() => {
    if (data === undefined) return;
    const { dataset } = document.documentElement;
    dataset['print'] = 'sheets';
    window.addEventListener('afterprint', reset);
    window.print();
    return () => {
      window.removeEventListener('afterprint', reset);
      delete dataset['print'];
    };
  }, [data, reset]);
  return {
    found: data,
    error: asked.error,
    isPending: asked.isPending,
    print: (id: number, of: Parameters<typeof fetchSheets>[1]) => asked.mutate({ id, of }),
  };
}
