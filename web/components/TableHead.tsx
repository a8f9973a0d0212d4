import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/use-format.ts';
import classes from './DataTable.module.css';
import { isNumeric } from './table-columns.ts';
import type { TableModel } from './use-table-model.ts';

const STEP = 16;

/** The header row: a sort button and a resize handle a column; the unit stands with the name. */
export function TableHead<Row>({ table }: { table: TableModel<Row> }) {
  const { t } = useTranslation('parts');
  const { unitName } = useFormat();
  const onKey = (id: string) => (event: KeyboardEvent) => {
    const by = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    table.widen(id, by);
  };
  return (
    <thead>
      <tr>
        {table.shown.map((column) => {
          const sorted = table.sort?.id === column.id ? table.sort : undefined;
          const arrow = sorted ? (sorted.desc ? '↓' : '↑') : '';
          const name = (
            <>
              {column.header}
              {column.kind === 'money' ? <span className={classes.unit}>{unitName}</span> : null}
            </>
          );
          return (
            <th
              key={column.id}
              scope="col"
              aria-sort={sorted ? (sorted.desc ? 'descending' : 'ascending') : undefined}
              className={isNumeric(column.kind) ? classes.right : undefined}
              data-tip={column.hint}
            >
              {column.sortable === false ? (
                <span className={classes.name}>{name}</span>
              ) : (
                <button
                  type="button"
                  className={classes.sort}
                  onClick={() => table.toggleSort(column.id)}
                >
                  <span className={classes.name}>{name}</span>
                  <span aria-hidden="true" className={classes.arrow}>
                    {arrow}
                  </span>
                </button>
              )}
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('table.resize', { name: column.header })}
                className={`${classes.resize} no-print`}
                onMouseDown={(event) => table.startResize(column.id, event)}
                onTouchStart={(event) => table.startResize(column.id, event)}
                onKeyDown={onKey(column.id)}
              />
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
