import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';

export interface WaterfallStep {
  id: string;
  label: string;
  /** A level for 'total', else a signed movement. */
  fen: number;
  /** 'good' lowers what should fall, 'bad' raises it, 'neutral' is neither, 'warn' is unexplained. */
  kind: 'total' | 'good' | 'bad' | 'neutral' | 'warn';
  href?: string;
}

export interface WaterfallChartProps {
  /** Opening, movements, closing. The first and the last are usually of kind 'total'. */
  steps: readonly WaterfallStep[];
  label: string;
  height?: number;
}

const View = lazy(() => import('./WaterfallChartView.tsx'));

/** A bridge from one level to another, exact to the fen. Loads when first shown. */
export function WaterfallChart({ height = 260, ...rest }: WaterfallChartProps) {
  return (
    <Suspense fallback={<Skeleton height={height} />}>
      <View height={height} {...rest} />
    </Suspense>
  );
}
