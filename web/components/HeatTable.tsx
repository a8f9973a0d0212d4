import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from './AppLink.tsx';
import classes from './HeatTable.module.css';

export interface HeatCell {
  /** Decides the shade; null is unknown and has none. */
  value: number | null;
  /** What is written, formatted. */
  text: ReactNode;
  /** The exact amount, on hover and focus. */
  tip?: string | undefined;
  /** Where the loans behind the cell are. */
  href?: string | undefined;
  /** What a click does instead of opening anything, and whether it is done. */
  pick?: { isPicked: boolean; onPick: () => void } | undefined;
}

export interface HeatRow {
  id: string;
  label: ReactNode;
  /** A note across all cells, for a row that has no breakdown. */
  note?: ReactNode;
  /** Cells after the shaded ones (total, share), in the order of `tail`. */
  tail?: readonly HeatCell[];
}

export interface HeatTableProps {
  /** What the table shows, for screen readers. */
  label: string;
  /** The corner: rows \ columns. */
  corner: ReactNode;
  columns: readonly { id: string; label: ReactNode }[];
  rows: readonly HeatRow[];
  cell: (row: string, column: string) => HeatCell | undefined;
  /** Headers of the unshaded columns at the right. */
  tail?: readonly ReactNode[];
  /** The last row: a cell a column, then the tail's. */
  totals?: readonly (HeatCell | undefined)[];
}

/** A matrix as a table whose cells are shaded by size and open what is behind them. */
export function HeatTable(props: HeatTableProps) {
  const { t } = useTranslation('parts');
  const { columns, rows, cell, tail = [], totals } = props;
  const values = rows.flatMap((row) => columns.map(({ id }) => cell(row.id, id)?.value ?? 0));
  const most = Math.max(...values, 0);
  return (
    <section className={classes.scroll} aria-label={props.label}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{props.corner}</th>
            {columns.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
            {tail.map((label, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the tail's columns never move
              <th key={place} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.label}</th>
              {row.note === undefined ? (
                columns.map(({ id }) => <Shaded key={id} cell={cell(row.id, id)} most={most} />)
              ) : (
                <td colSpan={columns.length} className={classes.note}>
                  {row.note}
                </td>
              )}
              {(row.tail ?? []).map((one, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the tail's columns never move
                <Shaded key={place} cell={one} most={0} />
              ))}
            </tr>
          ))}
        </tbody>
        {totals ? (
          <tfoot>
            <tr>
              <th scope="row">{t('table.total')}</th>
              {totals.map((one, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: totals stand under their columns
                <Shaded key={place} cell={one} most={0} />
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </section>
  );
}

function Shaded({ cell, most }: { cell: HeatCell | undefined; most: number }) {
  if (cell === undefined) return <td />;
  const share = most > 0 && cell.value !== null ? Math.max(cell.value, 0) / most : 0;
  const style: CSSProperties =
    share > 0
      ? { background: `rgb(var(--heat) / calc(${share.toFixed(3)} * var(--heat-most)))` }
      : {};
  return (
    <td style={style}>
      {cell.pick ? (
        <button
          type="button"
          className={classes.pick}
          aria-pressed={cell.pick.isPicked}
          data-tip={cell.tip}
          onClick={cell.pick.onPick}
        >
          {cell.text}
        </button>
      ) : cell.href ? (
        <AppLink href={cell.href} className={classes.door} data-tip={cell.tip}>
          {cell.text}
        </AppLink>
      ) : (
        <span className={classes.plain} data-tip={cell.tip}>
          {cell.text}
        </span>
      )}
    </td>
  );
}
