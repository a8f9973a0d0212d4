import { useFormat } from '../../lib/use-format.ts';
import classes from './charts.module.css';

/** A chart's tooltip: what is pointed at, then exact amounts to the fen. */
export function ChartTip({
  title,
  rows,
}: {
  title: string;
  rows: readonly (readonly [string, number | null | undefined])[];
}) {
  const { exactAmount } = useFormat();
  return (
    <div className={classes.tip}>
      <strong>{title}</strong>
      <dl>
        {rows.map(([name, fen]) =>
          fen === null || fen === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{exactAmount(fen)}</dd>
            </div>
          ),
        )}
      </dl>
    </div>
  );
}
