import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { JobProgress } from './LoadProgress.tsx';
import { cancelImport, importsQuery, isUnderWay } from './queries.ts';

/** Imports started elsewhere (another window, the command line), found again here. */
export function OtherImports({ mine }: { mine: string | undefined }) {
  const { t } = useTranslation('loanBook');
  const client = useQueryClient();
  const imports = useQuery(importsQuery());
  // In the order in which they run: the list comes newest first.
  const queue = (imports.data ?? []).filter(isUnderWay).reverse();
  const running = queue.filter(({ importId }) => importId !== mine);
  const before = useRef(0);
  useEffect(() => {
    if (running.length < before.current) void client.invalidateQueries();
    before.current = running.length;
  }, [running.length, client]);
  if (running.length === 0) return null;
  return (
    <Card title={t('imports.title')}>
      {running.map((job) => (
        <JobProgress
          key={job.importId}
          job={job}
          place={queue.indexOf(job)}
          cancelling={false}
          onCancel={() => void cancelImport(job.importId)}
        />
      ))}
    </Card>
  );
}
