import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { PagedRows } from './use-paged-rows.ts';
import type { TableModel } from './use-table-model.ts';

const ROW = 32;
const HEAD = 36;
/** Client tables up to this many rows are written out whole: they print, and need no scrolling. */
const WHOLE = 60;
const SKELETONS = 8;

export interface TableRows<Row> {
  scrollRef: RefObject<HTMLDivElement | null>;
  isVirtual: boolean;
  /** undefined while the first rows are on the way; then `indexes` names placeholders. */
  total: number | undefined;
  indexes: readonly number[];
  /** Height of the rows above and below those in `indexes`. */
  before: number;
  after: number;
  rowAt(index: number): Row | undefined;
  keyAt(index: number): string;
  scrollTo(index: number): void;
  error: unknown;
  retry(): void;
}

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** Which rows a table writes out: all of a short one, those in sight of a long one. */
export function useTableRows<Row>(
  paged: PagedRows<Row> | undefined,
  hasRows: boolean,
  table: TableModel<Row>,
  rowKey: (row: Row) => string,
): TableRows<Row> {
  const scrollRef = useRef<HTMLDivElement>(null);
  const total = paged ? paged.total : hasRows ? table.sorted.length : undefined;
  const isVirtual = paged !== undefined || (total ?? 0) > WHOLE;
  const virtualizer = useVirtualizer({
    count: isVirtual ? (total ?? SKELETONS) : 0,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => ROW,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    scrollPaddingEnd: HEAD,
    overscan: 10,
  });
  const items = virtualizer.getVirtualItems();
  const [first, last] = [items[0], items.at(-1)];
  const show = paged?.show;
  useEffect(() => {
    if (show && first && last) show(first.index, last.index);
  }, [show, first, last]);
  const key = paged?.key;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new question starts at its top
  useEffect(() => {
    scrollRef.current?.scrollTo({ top: 0 });
  }, [key]);

  const rowAt = (index: number) => (paged ? paged.rowAt(index) : table.sorted[index]);
  return {
    scrollRef,
    isVirtual,
    total,
    indexes: isVirtual ? items.map((item) => item.index) : range(total ?? SKELETONS),
    before: isVirtual && first ? first.start - HEAD : 0,
    after: isVirtual && last ? virtualizer.getTotalSize() - (last.end - HEAD) : 0,
    rowAt,
    keyAt: (index) => {
      const row = rowAt(index);
      return row === undefined ? `#${index}` : rowKey(row);
    },
    scrollTo: (index) => {
      if (isVirtual) virtualizer.scrollToIndex(index);
      else {
        scrollRef.current
          ?.querySelector(`[aria-rowindex="${index + 2}"]`)
          ?.scrollIntoView({ block: 'nearest' });
      }
    },
    error: paged?.error,
    retry: () => paged?.retry(),
  };
}
