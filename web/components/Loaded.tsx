import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState.tsx';

interface QueryLike<Data> {
  data: Data | undefined;
  error: unknown;
  refetch: () => unknown;
}

export interface LoadedProps<Data> {
  /** What useQuery returned. */
  query: QueryLike<Data>;
  children: (data: Data) => ReactNode;
  /** The shape of what is coming; a plain block by default. */
  skeleton?: ReactNode;
}

/** Shows a query: its skeleton, its error with a retry, or its data (older data stays meanwhile). */
export function Loaded<Data>({ query, children, skeleton }: LoadedProps<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  return <>{skeleton ?? <Skeleton height={160} radius="md" />}</>;
}
