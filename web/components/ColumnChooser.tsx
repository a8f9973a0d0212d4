import { Button, Checkbox, Popover } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Menu.module.css';
import type { TableModel } from './use-table-model.ts';

/** Which columns a table shows. */
export function ColumnChooser<Row>({ table }: { table: TableModel<Row> }) {
  const { t } = useTranslation('parts');
  return (
    <Popover position="bottom-end" withinPortal>
      <Popover.Target>
        <Button variant="default">{t('table.columns')}</Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <div className={classes.list}>
          {table.choices.map((choice) => (
            <Checkbox
              key={choice.id}
              size="xs"
              className={classes.item}
              label={choice.header}
              checked={choice.shown}
              disabled={choice.fixed}
              onChange={() => table.toggleColumn(choice.id)}
            />
          ))}
        </div>
        <Button variant="subtle" fullWidth onClick={table.reset}>
          {t('table.reset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
