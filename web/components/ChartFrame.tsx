import { Button, Menu } from '@mantine/core';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saveBlob } from '../lib/download.ts';
import { Card } from './Card.tsx';
import { chartPng, chartSvg } from './chart-image.ts';
import { DataTable } from './DataTable.tsx';
import { useTableExport } from './ExportMenu.tsx';
import { useExportHead } from './export-head.ts';
import { useRowsAsTable } from './rows-as-table.ts';
import type { DataColumn } from './table-columns.ts';

export interface ChartFrameProps<Row> {
  /** The finding, as a sentence. */
  title: string;
  /** The measure, its unit and its time. */
  subtitle?: string;
  /** The downloads' name, without an extension. */
  name: string;
  /** The same data as a table: for reading, for screen readers and for CSV. */
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** The chart. */
  children: ReactNode;
}

/** A chart with its finding, its table, and its ways out: copy, PNG, SVG, Excel, CSV. */
export function ChartFrame<Row>(props: ChartFrameProps<Row>) {
  const { title, subtitle, name, columns, rows } = props;
  const { t } = useTranslation('parts');
  const frame = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  const [said, setSaid] = useState('');
  const place = useRef<HTMLSpanElement>(null);
  const headOf = useExportHead();
  const asExport = useRowsAsTable();
  const sheet = useTableExport(() => asExport(name, columns, rows, place.current));
  const wordsNow = () => ({
    title,
    subtitle: subtitle ?? '',
    foot: headOf(place.current).lines.map(([label, words]) => `${label} ${words}`),
  });
  const withChart = (use: (chart: SVGSVGElement) => Promise<void>) => async () => {
    const chart = frame.current?.querySelector('svg');
    if (chart) await use(chart);
  };
  const copy = withChart(async (chart) => {
    try {
      const png = chartPng(chart, wordsNow());
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
      setSaid(t('chart.copied'));
    } catch {
      setSaid(t('chart.failed'));
    }
    setTimeout(() => setSaid(''), 4000);
  });
  const savePng = withChart(async (chart) =>
    saveBlob(await chartPng(chart, wordsNow()), `${name}.png`),
  );
  const saveSvg = withChart(async (chart) =>
    saveBlob(new Blob([chartSvg(chart, wordsNow())], { type: 'image/svg+xml' }), `${name}.svg`),
  );

  const actions = (
    <>
      <output>{said}</output>
      {sheet.outcome}
      <span ref={place} />
      <Button
        variant="subtle"
        size="compact-xs"
        aria-pressed={asTable}
        onClick={() => setAsTable(!asTable)}
      >
        {asTable ? t('chart.asChart') : t('chart.asTable')}
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="subtle" size="compact-xs" aria-label={t('chart.actions')}>
            ⋯
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={copy} disabled={asTable}>
            {t('chart.copy')}
          </Menu.Item>
          <Menu.Item onClick={savePng} disabled={asTable}>
            {t('chart.png')}
          </Menu.Item>
          <Menu.Item onClick={saveSvg} disabled={asTable}>
            {t('chart.svg')}
          </Menu.Item>
          {sheet.items}
        </Menu.Dropdown>
      </Menu>
    </>
  );
  return (
    <Card title={title} subtitle={subtitle} actions={actions} flush={asTable}>
      {asTable ? (
        <DataTable
          label={title}
          columns={columns}
          rows={rows}
          rowKey={props.rowKey}
          exported={false}
          maxHeight="280px"
        />
      ) : (
        <div ref={frame}>{props.children}</div>
      )}
    </Card>
  );
}
