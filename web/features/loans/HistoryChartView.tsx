import { useTranslation } from 'react-i18next';
import {
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { AXIS_TEXT } from '../../components/charts/axis.ts';
import { ChartTip } from '../../components/charts/ChartTip.tsx';
import { Legend } from '../../components/charts/Legend.tsx';
import { useFormat } from '../../lib/use-format.ts';
import type { Week } from './HistoryCard.tsx';

interface Props {
  weeks: readonly Week[];
  height: number;
  label: string;
}

const DAY_MS = 86_400_000;
const at = (day: string) => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** Balance as steps (left axis) and days past due (right axis), week by week. */
export default function HistoryChartView({ weeks, height, label }: Props) {
  const { t } = useTranslation('loans');
  const format = useFormat();
  const data = weeks.map((week) => ({ ...week, x: at(week.asOf) }));
  const months = [...new Set(weeks.map(({ asOf }) => asOf.slice(0, 7)))].slice(1);
  const step = Math.ceil(months.length / 12);
  const ticks = months.filter((_, index) => index % step === 0).map((month) => at(`${month}-01`));
  return (
    <figure aria-label={label}>
      <ResponsiveContainer width="100%" height={height}>
        <ComposedChart data={data} margin={{ top: 8, right: 4, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="x"
            type="number"
            domain={['dataMin', 'dataMax']}
            ticks={ticks}
            tickFormatter={(x: number) => format.monthName(new Date(x * DAY_MS).getUTCMonth() + 1)}
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            tick={AXIS_TEXT}
          />
          <YAxis
            yAxisId="balance"
            domain={[0, 'auto']}
            tickFormatter={(fen: number) => format.amount(fen)}
            tickLine={false}
            axisLine={false}
            tick={AXIS_TEXT}
            width={56}
          />
          <YAxis
            yAxisId="days"
            orientation="right"
            domain={[0, 'auto']}
            allowDecimals={false}
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
              const found = data.find((one) => one === point);
              if (found === undefined) return null;
              return (
                <ChartTip
                  title={`${format.date(found.asOf)} · ${t('loan.history.days')} ${format.count(found.daysPastDue)}`}
                  rows={[[t('loan.history.balance'), found.balanceFen]]}
                />
              );
            }}
          />
          <Line
            yAxisId="days"
            dataKey="daysPastDue"
            stroke="var(--line-strong)"
            strokeDasharray="5 4"
            dot={false}
            isAnimationActive={false}
          />
          <Line
            yAxisId="balance"
            type="stepAfter"
            dataKey="balanceFen"
            stroke="var(--brand)"
            strokeWidth={2}
            dot={weeks.length === 1}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
      <Legend
        items={[
          { name: t('loan.history.balance'), mark: 'solid' },
          { name: t('loan.history.days'), mark: 'dashed' },
        ]}
      />
    </figure>
  );
}
