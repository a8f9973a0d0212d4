import type { CSSProperties, KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { use, useId, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useGo } from '../lib/filters.ts';
import { count } from '../lib/format.ts';
import { useFormat } from '../lib/use-format.ts';
import { CardActions } from './Card.tsx';
import { ColumnChooser } from './ColumnChooser.tsx';
import classes from './DataTable.module.css';
import { DataTableRow } from './DataTableRow.tsx';
import { EmptyState } from './EmptyState.tsx';
import { ErrorState } from './ErrorState.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { useRowsAsTable } from './rows-as-table.ts';
import { TableHead } from './TableHead.tsx';
import { type DataColumn, isNumeric } from './table-columns.ts';
import type { PagedRows } from './use-paged-rows.ts';
import { type TableSort, useTableModel } from './use-table-model.ts';
import { useTableRows } from './use-table-rows.ts';

export interface DataTableProps<Row> {
  /** What the rows are, for screen readers. */
  label: string;
  /** Names the remembered columns and widths; without it there is no column chooser. */
  id?: string;
  columns: readonly DataColumn<Row>[];
  /** All rows (sorted here), `undefined` while they are on the way, or `usePagedRows()`. */
  rows: readonly Row[] | PagedRows<Row> | undefined;
  rowKey: (row: Row) => string;
  /** The order. With `onSort` the rows come sorted; without, it is the first order. */
  sort?: TableSort | undefined;
  onSort?: (sort: TableSort) => void;
  /** The last row, by column id; money and counts as they are shown. */
  totals?: Readonly<Record<string, ReactNode>>;
  totalsLabel?: ReactNode;
  /** Where a row leads; clicking the row or pressing Enter goes there. Undefined: nowhere. */
  rowHref?: (row: Row) => string | undefined;
  onOpen?: (row: Row) => void;
  /** Which rows are picked, where rows pick; the others are drawn back while one is. */
  isPicked?: ((row: Row) => boolean) | undefined;
  /** A part below the header's left end, such as a search box. */
  toolbar?: ReactNode;
  /** What stands in place of no rows. */
  empty?: ReactNode;
  /** The tallest the table gets before it scrolls, as CSS; long tables default to the window. */
  maxHeight?: string;
  /** False where the rows leave the page by another way, such as a list the server writes out. */
  exported?: boolean;
}

const NO_ROWS: readonly never[] = [];
const ALWAYS_SCROLLS = 'max(320px, calc(100dvh - 240px))';

/**
 * The table of Recoup: sorting, resizing, chosen columns (remembered), sticky header, first column
 * and totals, arrow keys and Enter, and any number of rows in the height of a screen.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, id, columns, rows, sort, onSort, totals, rowHref, onOpen } = props;
  const { exported = true } = props;
  const { t } = useTranslation('parts');
  const format = useFormat();
  const go = useGo();
  const domId = useId();
  const [chosen, setActive] = useState<number>();
  const paged = rows !== undefined && 'rowAt' in rows ? rows : undefined;
  const whole = rows !== undefined && !('rowAt' in rows) ? rows : undefined;
  const table = useTableModel({ id, columns, rows: whole ?? NO_ROWS, sort, onSort });
  const body = useTableRows(paged, whole !== undefined, table, props.rowKey);
  // Rows can become fewer while one of the last is chosen.
  const active = chosen !== undefined && chosen < (body.total ?? 0) ? chosen : undefined;
  const shown = table.shown;

  const open = (row: Row | undefined) => {
    if (row === undefined) return;
    if (onOpen) return onOpen(row);
    const href = rowHref?.(row);
    if (href !== undefined) go(href);
  };
  const canOpen = onOpen !== undefined || rowHref !== undefined;
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && active !== undefined) return open(body.rowAt(active));
    const next = nextRow(event.key, active, body.total ?? 0);
    if (next === undefined) return;
    event.preventDefault();
    setActive(next);
    body.scrollTo(next);
  };
  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const index = Number(event.target.closest('tr')?.dataset['index'] ?? Number.NaN);
    if (Number.isNaN(index)) return;
    setActive(index);
    if (event.target.closest('a,button,input') || window.getSelection()?.toString()) return;
    open(body.rowAt(index));
  };

  const frame = useRef<HTMLDivElement>(null);
  const slot = use(CardActions);
  const asTable = useRowsAsTable();
  const exportTable = async () => {
    const cells = frame.current?.querySelectorAll('tfoot td') ?? [];
    const words = shown.flatMap(({ id: column }, place) =>
      totals?.[column] === undefined ? [] : [[column, cells[place]?.textContent?.trim() ?? '']],
    );
    const all = paged ? await paged.all() : table.sorted;
    return asTable(label, columns, all, frame.current, Object.fromEntries(words));
  };
  const way = exported ? (
    <ExportMenu label={label} table={exportTable} disabled={!body.total} />
  ) : null;
  const hasToolbar = Boolean(props.toolbar || id) || (exported && slot === null);

  const width = shown.reduce((sum, column) => sum + column.width, 0);
  return (
    <div ref={frame} className={classes.frame}>
      {hasToolbar || slot === null ? null : createPortal(way, slot)}
      {hasToolbar ? (
        <div className={`${classes.toolbar} no-print`}>
          <div className={classes.tools}>{props.toolbar}</div>
          <span className={classes.count}>
            {body.total === undefined
              ? null
              : t('table.rows', { count: body.total, text: count(body.total) })}
          </span>
          {way}
          {id ? <ColumnChooser table={table} /> : null}
        </div>
      ) : null}
      {body.error ? <ErrorState error={body.error} onRetry={body.retry} /> : null}
      <div
        ref={body.scrollRef}
        className={classes.scroll}
        style={{ maxHeight: props.maxHeight ?? (body.isVirtual ? ALWAYS_SCROLLS : undefined) }}
      >
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: keys move through its rows
          role="grid"
          aria-label={t('table.region', { name: label })}
          aria-rowcount={(body.total ?? 0) + 1}
          aria-activedescendant={active === undefined ? undefined : `${domId}-${active}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onClick={onClick}
          className={classes.table}
          style={{ '--width': `${width}px` } as CSSProperties}
        >
          <colgroup>
            {shown.map((column) => (
              <col key={column.id} style={{ width: column.width }} />
            ))}
          </colgroup>
          <TableHead table={table} />
          <tbody>
            {body.before > 0 ? <tr style={{ height: body.before }} /> : null}
            {body.indexes.map((index) => (
              <DataTableRow
                key={body.keyAt(index)}
                id={`${domId}-${index}`}
                index={index}
                row={body.rowAt(index)}
                columns={shown}
                active={index === active}
                href={rowHref}
                isPicked={props.isPicked}
                opens={canOpen}
                format={format}
              />
            ))}
            {body.after > 0 ? <tr style={{ height: body.after }} /> : null}
          </tbody>
          {totals && body.total !== 0 ? (
            <tfoot>
              <tr>
                {shown.map((column, place) => (
                  <td
                    key={column.id}
                    className={isNumeric(column.kind) ? classes.right : undefined}
                  >
                    {totals[column.id] ??
                      (place === 0 ? (props.totalsLabel ?? t('table.total')) : null)}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
      {body.total === 0 ? (props.empty ?? <EmptyState title={t('table.empty')} />) : null}
    </div>
  );
}

const PAGE = 15;

function nextRow(key: string, from: number | undefined, total: number): number | undefined {
  if (total === 0) return undefined;
  const at = from ?? -1;
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + PAGE,
    PageUp: at - PAGE,
    Home: 0,
    End: total - 1,
  };
  const to = moves[key];
  return to === undefined ? undefined : Math.min(Math.max(to, 0), total - 1);
}
