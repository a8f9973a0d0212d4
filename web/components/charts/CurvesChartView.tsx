import { useTranslation } from 'react-i18next';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useFormat } from '../../lib/use-format.ts';
import { AXIS_TEXT } from './axis.ts';
import type { Curve, CurvesChartProps } from './CurvesChart.tsx';
import classes from './charts.module.css';
import { curveEnds } from './curve-ends.ts';

/** Colours apart in both themes; dashes tell them apart without colour. */
const SERIES = [
  { color: 'var(--type-incapable)', dash: '0' },
  { color: 'var(--type-opportunist)', dash: '6 3' },
  { color: 'var(--type-disputer)', dash: '2 3' },
  { color: 'var(--type-bystander)', dash: '8 3 2 3' },
  { color: 'var(--type-evader)', dash: '4 2' },
  { color: 'var(--type-habitual)', dash: '1 2' },
  { color: 'var(--type-undetermined)', dash: '10 4' },
] as const;

const HEADROOM = 1.12;

/** The grey of the undetermined is too light for words. */
const labelColor = (color = 'var(--ink-2)') =>
  color === 'var(--type-undetermined)' ? 'var(--ink-2)' : color;

/** The next round share above everything that is drawn. */
function topOf(curves: readonly Curve[]): number {
  const most = Math.max(
    0.01,
    ...curves.flatMap(({ points, isMain }) =>
      points.map(({ share, high }) => (isMain ? Math.max(share, high ?? share) : share)),
    ),
  );
  const step = most > 0.5 ? 0.1 : most > 0.1 ? 0.05 : 0.01;
  return Math.min(1, Math.ceil((most * HEADROOM) / step) * step);
}

export default function CurvesChartView({
  curves,
  label,
  height,
}: CurvesChartProps & { height: number }) {
  const { t } = useTranslation('parts');
  const { percent } = useFormat();
  const months = [
    ...new Set(curves.flatMap(({ points }) => points.map(({ month }) => month))),
  ].sort((a, b) => a - b);
  const last = months.at(-1) ?? 1;
  const at = (curve: Curve, month: number) => curve.points.find((point) => point.month === month);
  const main = curves.find(({ isMain }) => isMain);
  const data = months.map((month) => {
    const middle = main && at(main, month);
    return {
      month,
      range: middle?.low == null ? null : [middle.low, middle.high ?? middle.low],
      ...Object.fromEntries(curves.map((curve) => [curve.id, at(curve, month)?.share ?? null])),
    };
  });
  const top = topOf(curves);
  const ends = curveEnds(curves, top * (16 / height), Math.max(1, last / 6));
  const share = (value: number) => percent(Math.round(value * 10_000), 10_000);
  let series = 0;
  const styled = curves.map((curve) => {
    const next = curve.isMain || curve.color ? undefined : SERIES[series++ % SERIES.length];
    return {
      ...curve,
      color: curve.isMain ? 'var(--ink)' : (curve.color ?? next?.color ?? 'var(--ink-2)'),
      dash: next?.dash ?? '0',
    };
  });
  const step = Math.max(1, Math.ceil(last / 12));
  const ticks = months.filter((month) => month % step === 0);
  return (
    <figure aria-label={label}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart data={data} margin={{ top: 8, right: 144, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="month"
            type="number"
            domain={['dataMin', 'dataMax']}
            ticks={ticks}
            tickFormatter={(month: number) => t('curves.month', { month })}
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            tick={AXIS_TEXT}
            interval="preserveStartEnd"
          />
          <YAxis
            domain={[0, top]}
            tickFormatter={(value: number) => `${Math.round(value * 100)}%`}
            tickLine={false}
            axisLine={false}
            tick={AXIS_TEXT}
            width={44}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)' }}
            content={({ payload }) => {
              const point: unknown = payload[0]?.payload;
              const month = data.find((one) => one === point)?.month;
              return month === undefined ? null : (
                <div className={classes.tip}>
                  <strong>{t('curves.after', { month })}</strong>
                  <dl>
                    {[...styled]
                      .flatMap((curve) => {
                        const found = at(curve, month);
                        return found ? [{ ...curve, found }] : [];
                      })
                      .sort((a, b) => b.found.share - a.found.share)
                      .map(({ id, name, found }) => (
                        <div key={id}>
                          <dt>{name}</dt>
                          <dd>{share(found.share)}</dd>
                        </div>
                      ))}
                  </dl>
                </div>
              );
            }}
          />
          <Area
            dataKey="range"
            stroke="none"
            fill="var(--ink)"
            fillOpacity={0.08}
            isAnimationActive={false}
            activeDot={false}
          />
          {styled.map(({ id, color, dash, isMain }) => (
            <Line
              key={id}
              dataKey={id}
              stroke={color}
              strokeWidth={isMain ? 3 : 2}
              strokeDasharray={dash}
              dot={months.length < 3}
              connectNulls
              isAnimationActive={false}
            />
          ))}
          {ends.map((end) => {
            const curve = styled.find(({ id }) => id === end.id);
            return (
              <ReferenceDot
                key={end.id}
                x={end.month}
                y={end.labelAt}
                r={0}
                ifOverflow="visible"
                label={{
                  value: `${curve?.name ?? ''} ${share(end.share)}`,
                  position: 'right',
                  fill: labelColor(curve?.color),
                  fontSize: 11,
                  fontWeight: curve?.isMain ? 700 : 400,
                }}
              />
            );
          })}
        </ComposedChart>
      </ResponsiveContainer>
    </figure>
  );
}
