import { Button, Menu } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchRaw } from '../lib/api.ts';
import { saveBlob } from '../lib/download.ts';
import { type ExportTable, exportCsv, fileName } from '../lib/export-table.ts';
import { count } from '../lib/format.ts';
import { ErrorState } from './ErrorState.tsx';

/** What server/desk/table-workbook.ts takes. */
const MOST_ROWS = 20_000;

interface Props {
  /** What is exported, for screen readers. */
  label: string;
  /** Called when a format is chosen; rows that are elsewhere are fetched then. */
  table: () => ExportTable | Promise<ExportTable>;
  disabled?: boolean;
}

/** The items of a menu that save a table as a workbook and as CSV; use within `<Menu.Dropdown>`. */
export function useTableExport(table: Props['table']) {
  const { t } = useTranslation('parts');
  const [state, setState] = useState<{ busy: boolean; said?: string; error?: unknown }>({
    busy: false,
  });
  const run = (save: (ready: ExportTable) => Promise<string | undefined>) => async () => {
    setState({ busy: true });
    try {
      const said = await save(await table());
      setState(said === undefined ? { busy: false } : { busy: false, said });
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  const saveCsv = run(async (ready) => {
    saveBlob(new Blob([exportCsv(ready)], { type: 'text/csv' }), `${fileName(ready.name)}.csv`);
    return undefined;
  });
  const saveXlsx = run(async (ready) => {
    if (ready.rows.length > MOST_ROWS) {
      const words = { rows: count(ready.rows.length), most: count(MOST_ROWS) };
      return t('export.tooMany', words);
    }
    const response = await fetchRaw('/api/desk/workbook', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(ready),
    });
    saveBlob(await response.blob(), `${fileName(ready.name)}.xlsx`);
    return undefined;
  });
  const items = (
    <>
      <Menu.Item onClick={saveXlsx}>{t('export.xlsx')}</Menu.Item>
      <Menu.Item onClick={saveCsv}>{t('export.csv')}</Menu.Item>
    </>
  );
  const outcome = (
    <>
      {state.said ? <output>{state.said}</output> : null}
      {state.error ? <ErrorState error={state.error} /> : null}
    </>
  );
  return { items, outcome, busy: state.busy };
}

/** The way out of a table: a workbook for Excel, or CSV. */
export function ExportMenu({ label, table, disabled = false }: Props) {
  const { t } = useTranslation('parts');
  const { items, outcome, busy } = useTableExport(table);
  return (
    <>
      {outcome}
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="subtle"
            size="compact-xs"
            disabled={disabled}
            loading={busy}
            aria-label={t('export.label', { name: label })}
          >
            {t('export.button')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>{items}</Menu.Dropdown>
      </Menu>
    </>
  );
}
