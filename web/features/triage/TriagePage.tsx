import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Columns } from '../../components/Card.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Headline } from '../../components/Headline.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters } from '../../lib/filters.ts';
import { ClassLagCard } from './ClassLagCard.tsx';
import { ClockCard } from './ClockCard.tsx';
import { LackingCard } from './LackingCard.tsx';
import { MatrixCard } from './MatrixCard.tsx';
import {
  classLagQuery,
  clockExposureQuery,
  evidenceQuery,
  matrixQuery,
  rulesQuery,
} from './queries.ts';
import { RulesSection } from './RulesSection.tsx';
import { TriageHeadline } from './TriageHeadline.tsx';
import { TriageTiles } from './TriageTiles.tsx';

/** 分层: who is not paying, and why; and what is not known yet. */
export function TriagePage() {
  const { t } = useTranslation('triage');
  const { filters, clear } = useFilters();
  const matrix = useQuery(matrixQuery(filters));
  const evidence = useQuery(evidenceQuery(filters));
  const clocks = useQuery(clockExposureQuery(filters));
  const lag = useQuery(classLagQuery(filters));
  const rules = useQuery(rulesQuery);
  return (
    <Loaded query={matrix} skeleton={<PageSkeleton />}>
      {(found) =>
        found.total.loans === 0 ? (
          <>
            <Headline>{t('title')}</Headline>
            <EmptyState
              title={t('empty.title')}
              note={t('empty.note')}
              action={<Button onClick={clear}>{t('empty.clear')}</Button>}
            />
          </>
        ) : (
          <>
            <TriageHeadline matrix={found} evidence={evidence.data} />
            <TriageTiles matrix={found} clocks={clocks.data} lag={lag.data} />
            <Columns template="minmax(0, 8fr) minmax(0, 4fr)">
              <MatrixCard matrix={found} evidence={evidence.data} />
              <Loaded query={evidence}>{(data) => <LackingCard evidence={data} />}</Loaded>
            </Columns>
            <Columns template="minmax(0, 7fr) minmax(0, 5fr)">
              <Loaded query={clocks}>{(data) => <ClockCard clocks={data} />}</Loaded>
              <Loaded query={lag}>{(data) => <ClassLagCard lag={data} />}</Loaded>
            </Columns>
            <Loaded query={rules}>
              {(data) => <RulesSection rules={data} matrix={found} evidence={evidence.data} />}
            </Loaded>
          </>
        )
      }
    </Loaded>
  );
}
