import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

export interface CurvePoint {
  /** Whole months since the curve began. */
  month: number;
  /** A share, 0 to 1. */
  share: number;
  /** Its 95 % interval, where it is known. */
  low?: number | null;
  high?: number | null;
}

export interface Curve {
  id: string;
  name: string;
  points: readonly CurvePoint[];
  /** A colour of its own; else the next of the series. */
  color?: string;
  /** What the others are compared with: drawn thick, with its interval. */
  isMain?: boolean;
}

export interface CurvesChartProps {
  curves: readonly Curve[];
  /** What the chart shows, for screen readers. */
  label: string;
  height?: number;
}

const View = lazy(() => import('./CurvesChartView.tsx'));

/** Shares by months, a curve a group, each named where it ends. Loads when first shown. */
export function CurvesChart({ height = 260, ...rest }: CurvesChartProps) {
  return (
    <Suspense fallback={<Skeleton height={height} />}>
      <View height={height} {...rest} />
    </Suspense>
  );
}
