import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { ExportButton } from '../../components/ExportButton.tsx';
import { type HeatCell, HeatTable } from '../../components/HeatTable.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Measure } from './MeasureSwitch.tsx';
import classes from './Movement.module.css';
import type { Kind, TransitionRow, Transitions } from './movement-queries.ts';
import { useStateName } from './state-name.ts';

interface Line {
  row: TransitionRow;
  cell: TransitionRow['cells'][number];
}

/** Shares of each row, shaded where a claim did not stay; every cell opens its loans below. */
export function MatrixCard({
  data,
  kind,
  measure,
}: {
  data: Transitions;
  kind: Kind;
  measure: Measure;
}) {
  const { t } = useTranslation('movement');
  const { amount, count, exactAmount, percent, unitName } = useFormat();
  const href = useHref();
  const nameOf = useStateName(data.states);
  const rows = [...data.rows, ...(data.entered.loans > 0 ? [data.entered] : [])];
  const span = { from: data.from.asOf, to: data.to.asOf };
  const open = (cell: Record<string, string>) =>
    href('/progress', {}, { view: 'migration', ...span, kind, measure, ...cell });
  const isUsed = (id: string) => rows.some((row) => row.cells.some((c) => c.to === id && c.loans));
  const columns = [...data.states.map(({ id }) => id), ...data.exits].filter(
    (id) => (id !== 'unknown' && id !== 'other') || isUsed(id),
  );
  const figure = (loans: number, fen: number) => (measure === 'loans' ? count(loans) : amount(fen));
  const tip = (loans: number, fen: number) =>
    t('matrix.tip', { loans: count(loans), amount: exactAmount(fen) });
  const cellOf = (from: string, to: string): HeatCell | undefined => {
    const cell = rows.find((row) => row.from === from)?.cells.find((each) => each.to === to);
    if (cell === undefined || cell.loans === 0) return { value: null, text: '·' };
    const points = measure === 'loans' ? cell.loansBp : cell.fenBp;
    return {
      value: from === to || from === 'entered' ? null : points,
      text: (
        <>
          {percent(points, 10_000, 2)}
          <small className={classes.under}>{figure(cell.loans, cell.fen)}</small>
        </>
      ),
      tip: tip(cell.loans, cell.fen),
      href: open({ row: from, col: to }),
    };
  };
  const csv: DataColumn<Line>[] = [
    { id: 'from', header: t('matrix.from'), value: ({ row }) => nameOf(row.from) },
    { id: 'to', header: t('matrix.to'), value: ({ cell }) => nameOf(cell.to) },
    {
      id: 'loans',
      header: t('matrix.loans'),
      kind: 'count',
      value: ({ cell }) => cell.loans,
    },
    { id: 'fen', header: t('matrix.amount'), kind: 'money', value: ({ cell }) => cell.fen },
    { id: 'left', header: t('matrix.left'), kind: 'money', value: ({ cell }) => cell.afterFen },
    {
      id: 'loansBp',
      header: `${t('matrix.share')} (${t('measure.loans')})`,
      kind: 'percent',
      digits: 2,
      value: ({ cell }) => cell.loansBp / 10_000,
    },
    {
      id: 'fenBp',
      header: `${t('matrix.share')} (${t('measure.fen')})`,
      kind: 'percent',
      digits: 2,
      value: ({ cell }) => cell.fenBp / 10_000,
    },
  ];
  const unit = measure === 'loans' ? t('measure.loans') : unitName;
  return (
    <Card
      title={t('matrix.title')}
      subtitle={t('matrix.cardSub', { measure: unit })}
      actions={
        <ExportButton
          name={`migration-${kind}-${data.from.asOf}-${data.to.asOf}`}
          columns={csv}
          rows={rows.flatMap((row) => row.cells.map((cell) => ({ row, cell })))}
        />
      }
    >
      <HeatTable
        label={t('matrix.label')}
        corner={t('matrix.corner')}
        columns={columns.map((id) => ({ id, label: nameOf(id) }))}
        rows={rows.map((row) => ({
          id: row.from,
          label: nameOf(row.from),
          tail: [
            {
              value: null,
              text: count(row.loans),
              tip: tip(row.loans, row.fen),
              href: open({ row: row.from }),
            },
            {
              value: null,
              text: amount(row.fen),
              tip: exactAmount(row.fen),
              href: open({ row: row.from }),
            },
          ],
        }))}
        cell={cellOf}
        tail={[t('matrix.loans'), t('matrix.fen', { unit: unitName })]}
      />
    </Card>
  );
}
