import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

export interface CumulativePoint {
  /** ISO day. */
  day: string;
  /** Recovered to that day; null after the as-of day. */
  actualFen: number | null;
  /** The plan to that day; null without a plan. */
  planFen: number | null;
  /** The forecast and its range; null before the as-of day. */
  forecastFen?: number | null;
  lowFen?: number | null;
  highFen?: number | null;
}

export interface CumulativeChartProps {
  points: readonly CumulativePoint[];
  /** What the chart shows, for screen readers. */
  label: string;
  height?: number;
}

const View = lazy(() => import('./CumulativeChartView.tsx'));

/** Recovered to date against the plan line, with a forecast and its range. Loads when first shown. */
export function CumulativeChart({ height = 240, ...rest }: CumulativeChartProps) {
  return (
    <Suspense fallback={<Skeleton height={height} />}>
      <View height={height} {...rest} />
    </Suspense>
  );
}
