import { useTranslation } from 'react-i18next';
import type { ExportCell, ExportTable } from '../lib/export-table.ts';
import { useFormat } from '../lib/use-format.ts';
import { type ExportHead, useExportHead } from './export-head.ts';
import type { DataColumn } from './table-columns.ts';

const kindOf = <Row>({ exported, kind }: DataColumn<Row>) =>
  (exported ? exported.kind : kind) ?? 'text';

const leavingValue = <Row>({ exported, value }: DataColumn<Row>) =>
  (exported ? exported.value : undefined) ?? value;

/** What a totals row shows, by column id, as words. */
export type TotalWords = Readonly<Record<string, string>>;

/**
 * A totals row of figures: where the shown words are the sum of the rows' amounts or counts it is
 * that sum to the fen, else (a ratio, a total that is more than these rows) the words themselves.
 */
function totalsOf<Row>(
  columns: readonly DataColumn<Row>[],
  rows: readonly Row[],
  words: TotalWords,
  written: (sum: number, kind: 'money' | 'count') => string,
): ExportCell[] {
  return columns.map((column) => {
    const shown = words[column.id];
    if (shown === undefined) return null;
    const kind = kindOf(column);
    if (kind !== 'money' && kind !== 'count') return shown;
    const sum = rows.reduce((all, row) => all + Number(leavingValue(column)(row) ?? 0), 0);
    return written(sum, kind) === shown ? sum : shown;
  });
}

/** Makes what leaves the page of a table's columns and rows: every column, chosen or not. */
export function useRowsAsTable() {
  const { t } = useTranslation('parts');
  const format = useFormat();
  const headOf = useExportHead();
  return <Row>(
    name: string,
    columns: readonly DataColumn<Row>[],
    rows: readonly Row[],
    part: Element | null,
    totals: TotalWords = {},
  ): ExportTable => {
    const leaving = columns.filter(({ exported }) => exported !== false);
    const money = leaving.some((column) => kindOf(column) === 'money');
    const yuan = format.language === 'zh' ? '元' : 'CNY';
    const body = rows.map((row) => leaving.map((column) => leavingValue(column)(row) ?? null));
    const sums = totalsOf(leaving, rows, totals, (sum, kind) =>
      kind === 'money' ? format.amount(sum) : format.count(sum),
    );
    const [, ...rest] = sums;
    return {
      name,
      head: headLines(headOf(part), name, money ? t('export.unitYuan') : undefined, {
        title: t('export.title'),
        about: t('export.about'),
        unit: t('export.unit'),
      }),
      columns: leaving.map((column) => ({
        header: kindOf(column) === 'money' ? `${column.header}(${yuan})` : column.header,
        kind: kindOf(column),
      })),
      rows: Object.keys(totals).length === 0 ? body : [...body, [t('table.total'), ...rest]],
    };
  };
}

function headLines(
  { title, about, lines }: ExportHead,
  name: string,
  unit: string | undefined,
  labels: Readonly<Record<'title' | 'about' | 'unit', string>>,
): [string, string][] {
  return [
    [labels.title, title === '' ? name : title],
    ...(about === '' ? [] : ([[labels.about, about]] as [string, string][])),
    ...lines,
    ...(unit === undefined ? [] : ([[labels.unit, unit]] as [string, string][])),
  ];
}
