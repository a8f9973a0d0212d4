import { useTranslation } from 'react-i18next';
import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  LabelList,
  type LabelProps,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useGo } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { ChartTip } from './ChartTip.tsx';
import classes from './charts.module.css';
import { StepTick } from './StepTick.tsx';
import type { WaterfallChartProps } from './WaterfallChart.tsx';
import { placeSteps, waterfallFloor, waterfallGap } from './waterfall.ts';

const FILLS = {
  total: 'var(--neutral-bar)',
  good: 'var(--good)',
  bad: 'var(--bad)',
  neutral: 'var(--unknown)',
  warn: 'var(--amber)',
} as const;

const NARROW = 36;
const THIN = 16;

/** A bar's figure above it; where bars are narrow, below a thin one, clear of its neighbours'. */
function BarFigure({ x, y, width, height, value }: LabelProps) {
  const [left, top, wide, high] = [x, y, width, height].map(Number);
  if (left === undefined || top === undefined || wide === undefined || high === undefined) {
    return null;
  }
  const below = wide < NARROW && Math.abs(high) < THIN;
  return (
    <text
      x={left + wide / 2}
      y={below ? Math.max(top, top + high) + 13 : Math.min(top, top + high) - 5}
      textAnchor="middle"
      fill="var(--ink)"
      fontSize={wide < NARROW ? 10 : 11}
      fontWeight={700}
    >
      {value}
    </text>
  );
}

export default function WaterfallChartView({
  steps,
  label,
  height,
}: WaterfallChartProps & { height: number }) {
  const { t } = useTranslation('parts');
  const format = useFormat();
  const go = useGo();
  const bars = placeSteps(steps);
  const floor = waterfallFloor(bars);
  const data = bars.map((bar) => ({
    ...bar,
    ends: [Math.max(Math.min(bar.from, bar.to), floor), Math.max(bar.from, bar.to)],
    text: format.amount(bar.fen, { signed: bar.kind !== 'total' }),
  }));
  return (
    <figure aria-label={label}>
      <ResponsiveContainer width="100%" height={height}>
        <BarChart
          data={data}
          margin={{ top: 20, right: 4, bottom: 0, left: 4 }}
          barCategoryGap="18%"
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="label"
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            tick={StepTick}
            height={36}
            interval={0}
          />
          <YAxis hide domain={[floor, 'dataMax']} allowDataOverflow />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--hover)' }}
            content={({ payload }) => {
              const pointed: unknown = payload[0]?.payload;
              const bar = data.find((one) => one === pointed);
              return bar ? (
                <ChartTip title={bar.label} rows={[[t('chart.exact'), bar.fen]]} />
              ) : null;
            }}
          />
          <Bar
            dataKey="ends"
            isAnimationActive={false}
            radius={2}
            minPointSize={2}
            onClick={(_, index) => {
              const href = data[index]?.href;
              if (href) go(href);
            }}
          >
            {data.map((bar) => (
              <Cell key={bar.id} fill={FILLS[bar.kind]} cursor={bar.href ? 'pointer' : undefined} />
            ))}
            <LabelList dataKey="text" content={BarFigure} />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
      <p className={classes.check}>
        {floor > 0
          ? `${t('waterfall.floor', { text: format.amountInText(floor, { digits: 0 }) })} · `
          : ''}
        {t('waterfall.check', { text: format.exactAmount(waterfallGap(steps)) })}
      </p>
    </figure>
  );
}
