import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';

export interface PageAsked {
  offset: number;
  limit: number;
  /** Aborts when the page is scrolled past before it came. */
  signal: AbortSignal;
}

export interface PagedRows<Row> {
  /** Changes when the question changes: the table then goes back to its top. */
  key: string;
  /** All rows of the question; undefined until the first page came. */
  total: number | undefined;
  rowAt(index: number): Row | undefined;
  /** Called by the table with the rows in sight. */
  show(first: number, last: number): void;
  /** Every row of the question, page by page, for an export. */
  all(): Promise<Row[]>;
  error: unknown;
  retry(): void;
}

export interface PagedRowsOptions<Row> {
  /** As in TanStack Query; must hold everything the question depends on (filters, sort). */
  queryKey: readonly unknown[];
  fetchPage: (asked: PageAsked) => Promise<{ rows: readonly Row[]; total: number }>;
  pageSize?: number;
}

/** Rows that stay on the server: only the pages in sight are fetched, wherever one scrolls to. */
export function usePagedRows<Row>({
  queryKey,
  fetchPage,
  pageSize = 100,
}: PagedRowsOptions<Row>): PagedRows<Row> {
  const key = JSON.stringify(queryKey);
  const [sight, setSight] = useState({ key, first: 0, last: 0 });
  const [first, last] = sight.key === key ? [sight.first, sight.last] : [0, 0];
  const pages = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: [...queryKey, 'page', pageSize, page],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        fetchPage({ offset: page * pageSize, limit: pageSize, signal }),
      staleTime: 60_000,
      gcTime: 120_000,
    })),
  });
  const [known, setKnown] = useState<{ key: string; total: number }>();
  const total = results.find((result) => result.data)?.data?.total;
  if (total !== undefined && (known?.key !== key || known.total !== total)) {
    setKnown({ key, total });
  }
  const show = useCallback(
    (firstRow: number, lastRow: number) =>
      setSight((before) => {
        const [from, to] = [Math.floor(firstRow / pageSize), Math.floor(lastRow / pageSize)];
        const same = before.key === key && before.first === from && before.last === to;
        return same ? before : { key, first: from, last: to };
      }),
    [key, pageSize],
  );
  const failed = results.find((result) => result.error);
  return useMemo(
    () => ({
      key,
      total: total ?? (known?.key === key ? known.total : undefined),
      rowAt: (index) => results[Math.floor(index / pageSize) - first]?.data?.rows[index % pageSize],
      show,
      all: async () => {
        const rows: Row[] = [];
        for (;;) {
          const { signal } = new AbortController();
          const page = await fetchPage({ offset: rows.length, limit: pageSize, signal });
          rows.push(...page.rows);
          if (page.rows.length === 0 || rows.length >= page.total) return rows;
        }
      },
      error: failed?.error,
      retry: () => void failed?.refetch(),
    }),
    [key, total, known, results, pageSize, first, show, failed, fetchPage],
  );
}
