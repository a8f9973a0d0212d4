import { memo, type ReactNode } from 'react';
import { UNKNOWN } from '../lib/format.ts';
import type { Format } from '../lib/use-format.ts';
import { AppLink } from './AppLink.tsx';
import classes from './DataTable.module.css';
import { type DataColumn, isNumeric } from './table-columns.ts';

interface Props<Row> {
  id: string;
  index: number;
  /** undefined while it is on the way. */
  row: Row | undefined;
  columns: readonly DataColumn<Row>[];
  active: boolean;
  href: ((row: Row) => string | undefined) | undefined;
  isPicked: ((row: Row) => boolean) | undefined;
  opens: boolean;
  /** Handed down, so that thousands of cells need not ask for it. */
  format: Format;
}

function PlainRow<Row>(props: Props<Row>) {
  const { row, columns, href, format } = props;
  const to = row === undefined ? undefined : href?.(row);
  const isPicked = row !== undefined && props.isPicked?.(row);
  const state = [
    props.active ? classes.active : '',
    props.opens && (href === undefined || to !== undefined) ? classes.opens : '',
    isPicked ? classes.picked : '',
  ].join(' ');
  return (
    <tr
      id={props.id}
      aria-rowindex={props.index + 2}
      aria-selected={props.isPicked ? isPicked : props.active}
      className={state}
      data-index={props.index}
    >
      {columns.map((column, place) => (
        <td key={column.id} className={isNumeric(column.kind) ? classes.right : undefined}>
          {row === undefined ? (
            <span className={classes.waiting} />
          ) : place === 0 && to !== undefined ? (
            <AppLink href={to} tabIndex={-1} className={classes.link}>
              <Cell column={column} row={row} format={format} />
            </AppLink>
          ) : (
            <Cell column={column} row={row} format={format} />
          )}
        </td>
      ))}
    </tr>
  );
}

/** One row, or the shape of one that is on the way. Scrolling writes only the rows that are new. */
export const DataTableRow = memo(PlainRow) as typeof PlainRow;

interface CellProps<Row> {
  column: DataColumn<Row>;
  row: Row;
  format: Format;
}

function Cell<Row>({ column, row, format }: CellProps<Row>): ReactNode {
  if (column.cell) return column.cell(row);
  const value = column.value(row);
  if (value === null || value === undefined || value === '') {
    return <span className={classes.unknown}>{UNKNOWN}</span>;
  }
  const style = column.digits === undefined ? {} : { digits: column.digits };
  if (typeof value === 'number') {
    switch (column.kind) {
      case 'money':
        return <span data-tip={format.exactAmount(value)}>{format.amount(value, style)}</span>;
      case 'percent':
        return format.ratio(value, column.digits);
      case 'count':
        return format.number(value, column.digits ?? 0);
      default:
        return String(value);
    }
  }
  return column.kind === 'date' ? format.date(value) : value;
}
