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
import { ChartTip } from './ChartTip.tsx';
import type { CumulativeChartProps, CumulativePoint } from './CumulativeChart.tsx';
import { Legend } from './Legend.tsx';

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

function monthStarts(points: readonly CumulativePoint[]): string[] {
  const months = new Set(points.map((point) => point.day.slice(0, 7)));
  return [...months].map((month) => `${month}-01`);
}

export default function CumulativeChartView({
  points,
  label,
  height,
}: CumulativeChartProps & { height: number }) {
  const { t } = useTranslation('parts');
  const format = useFormat();
  const data = points.map((point) => ({
    ...point,
    x: at(point.day),
    range:
      point.lowFen === null || point.lowFen === undefined
        ? null
        : [point.lowFen, point.highFen ?? point.lowFen],
  }));
  const last = data.findLast((point) => point.actualFen !== null);
  const starts = monthStarts(points);
  const step = Math.ceil(starts.length / 12);
  const ticks = starts.filter((_, index) => index % step === 0).map(at);
  const name = (x: number) => format.monthName(new Date(x * DAY_MS).getUTCMonth() + 1);
  return (
    <figure aria-label={label}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart data={data} margin={{ top: 16, right: 12, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={['dataMin', 'dataMax']}
            ticks={ticks}
            tickFormatter={name}
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            tick={AXIS_TEXT}
            interval="preserveStartEnd"
          />
          <YAxis
            tickFormatter={(fen: number) => format.amount(fen, { digits: 0 })}
            tickLine={false}
            axisLine={false}
            tick={AXIS_TEXT}
            width={64}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--line-strong)' }}
            content={({ payload }) => {
              const point: unknown = payload[0]?.payload;
              const found = data.find((one) => one === point);
              if (found === undefined) return null;
              return (
                <ChartTip
                  title={format.date(found.day)}
                  rows={[
                    [t('cumulative.actual'), found.actualFen],
                    [t('cumulative.plan'), found.planFen],
                    [t('cumulative.forecast'), found.forecastFen],
                  ]}
                />
              );
            }}
          />
          <Area
            dataKey="range"
            stroke="none"
            fill="var(--brand)"
            fillOpacity={0.14}
            isAnimationActive={false}
            activeDot={false}
          />
          <Line
            dataKey="planFen"
            stroke="var(--line-strong)"
            strokeDasharray="5 4"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="forecastFen"
            stroke="var(--brand)"
            strokeDasharray="2 4"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="actualFen"
            stroke="var(--brand)"
            strokeWidth={2}
            dot={false}
            connectNulls
            isAnimationActive={false}
          />
          {last?.actualFen == null ? null : (
            <ReferenceDot
              x={last.x}
              y={last.actualFen}
              r={4}
              fill="var(--brand)"
              stroke="var(--card)"
              label={{
                value: format.amount(last.actualFen),
                position: 'top',
                fill: 'var(--ink)',
                fontSize: 12,
                fontWeight: 700,
              }}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
      <Legend
        items={[
          { name: t('cumulative.actual'), mark: 'solid' },
          ...(data.some((point) => point.planFen !== null)
            ? [{ name: t('cumulative.plan'), mark: 'dashed' as const }]
            : []),
          ...(data.some((point) => point.range !== null)
            ? [{ name: t('cumulative.band'), mark: 'band' as const }]
            : []),
        ]}
      />
    </figure>
  );
}
