import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useEffect, useMemo } from 'react';
import * as z from 'zod/mini';
import { readPreference, writePreference } from '../lib/preference.ts';
import { compareValues, type DataColumn, isNumeric, widthOf } from './table-columns.ts';

export interface TableSort {
  id: string;
  desc: boolean;
}

const features = tableFeatures({
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});

const NARROWEST = 56;

const remembered = z.object({
  shown: z.record(z.string(), z.boolean()),
  widths: z.record(z.string(), z.number()),
});

export interface TableModel<Row> {
  /** The columns in sight, with their widths. */
  shown: readonly (DataColumn<Row> & { width: number })[];
  choices: readonly { id: string; header: string; shown: boolean; fixed: boolean }[];
  toggleColumn(id: string): void;
  reset(): void;
  sort: TableSort | undefined;
  toggleSort(id: string): void;
  /** Starts a resize by mouse or touch. */
  startResize(id: string, event: unknown): void;
  /** Widens by keyboard. */
  widen(id: string, by: number): void;
  sorted: readonly Row[];
}

/** What the library holds: it wants objects, and a row may be anything. */
interface Held<Row> {
  row: Row;
}

interface Options<Row> {
  id: string | undefined;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  sort: TableSort | undefined;
  onSort: ((sort: TableSort) => void) | undefined;
}

/** The state of a table's columns and order; columns and widths are remembered under `id`. */
export function useTableModel<Row>(options: Options<Row>): TableModel<Row> {
  const { id, columns, rows, sort, onSort } = options;
  const defs = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        accessorFn: (held: Held<Row>) => column.value(held.row) ?? undefined,
        size: widthOf(column),
        minSize: NARROWEST,
        maxSize: 640,
        enableSorting: column.sortable !== false,
        sortDescFirst: isNumeric(column.kind),
        sortUndefined: 'last' as const,
        sortFn: (left: { original: Held<Row> }, right: { original: Held<Row> }) =>
          compareValues(column.value(left.original.row), column.value(right.original.row)),
      })),
    [columns],
  );
  const data = useMemo(() => rows.map((row): Held<Row> => ({ row })), [rows]);
  const table = useTable({
    features,
    columns: defs,
    data,
    manualSorting: onSort !== undefined,
    columnResizeMode: 'onChange',
    enableSortingRemoval: false,
    enableMultiSort: false,
    initialState: useInitialState(id, columns, sort),
  });
  const { columnVisibility, columnSizing, sorting } = table.state;
  useEffect(() => {
    if (id === undefined) return;
    writePreference(`table.${id}`, { shown: columnVisibility, widths: columnSizing });
  }, [id, columnVisibility, columnSizing]);

  const current = onSort ? sort : sorting[0];
  const header = (wanted: string) =>
    table.getFlatHeaders().find((candidate) => candidate.column.id === wanted);
  const shown = useMemo(
    () =>
      columns
        .filter((column) => columnVisibility[column.id] !== false)
        .map((column) => ({ ...column, width: columnSizing[column.id] ?? widthOf(column) })),
    [columns, columnVisibility, columnSizing],
  );
  return {
    shown,
    choices: columns.map((column, place) => ({
      id: column.id,
      header: column.header,
      shown: columnVisibility[column.id] !== false,
      fixed: place === 0,
    })),
    toggleColumn: (wanted) => table.getColumn(wanted)?.toggleVisibility(),
    reset: () => {
      table.setColumnVisibility(initialVisibility(columns));
      table.setColumnSizing({});
    },
    sort: current,
    toggleSort: (wanted) => {
      const numeric = isNumeric(columns.find((column) => column.id === wanted)?.kind);
      const desc = current?.id === wanted ? !current.desc : numeric;
      if (onSort) onSort({ id: wanted, desc });
      else table.setSorting([{ id: wanted, desc }]);
    },
    startResize: (wanted, event) => header(wanted)?.getResizeHandler()(event),
    widen: (wanted, by) =>
      table.setColumnSizing((before) => ({
        ...before,
        [wanted]: Math.max(NARROWEST, (table.getColumn(wanted)?.getSize() ?? 0) + by),
      })),
    sorted: onSort ? rows : table.getRowModel().rows.map((held) => held.original.row),
  };
}

function initialVisibility<Row>(columns: readonly DataColumn<Row>[]): Record<string, boolean> {
  return Object.fromEntries(
    columns.filter((column) => column.hidden).map((column) => [column.id, false]),
  );
}

function useInitialState<Row>(
  id: string | undefined,
  columns: readonly DataColumn<Row>[],
  sort: TableSort | undefined,
) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the state a table starts with is read once
  return useMemo(() => {
    const before = id === undefined ? undefined : readPreference(`table.${id}`, remembered);
    return {
      columnVisibility: { ...initialVisibility(columns), ...before?.shown },
      columnSizing: before?.widths ?? {},
      sorting: sort ? [sort] : [],
    };
  }, []);
}
