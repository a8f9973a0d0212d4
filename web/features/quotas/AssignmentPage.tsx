import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import type { SavedAssignment } from '../../../server/quotas/keep-assignment.ts';
import type { ShownAssignment } from '../../../server/quotas/make-assignment.ts';
import { AppLink } from '../../components/AppLink.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Headline, Say } from '../../components/Headline.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, useHref, usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { AssignChart } from './AssignChart.tsx';
import { AssignConditions } from './AssignConditions.tsx';
import { AssignForm } from './AssignForm.tsx';
import { AssignMoves } from './AssignMoves.tsx';
import { AssignOfficers } from './AssignOfficers.tsx';
import { AssignSaved } from './AssignSaved.tsx';
import { type AssignDraft, FRESH_ASSIGNMENT, withWish } from './assign-draft.ts';
import { assignmentQuery, assignQuery } from './assign-queries.ts';
import classes from './Quotas.module.css';

const search = z.object({
  /** A saved assignment that is continued. */
  draft: z.catch(z.optional(z.coerce.number().check(z.int())), undefined),
});

/** 分派: which officer should hold which loan, and what must change hands for it? */
export function AssignmentPage() {
  const [{ draft: id }] = usePageSearch(search);
  const saved = useQuery(assignmentQuery(id));
  if (id === undefined) return <AssignmentDesk />;
  if (saved.data?.id === id) return <AssignmentDesk key={id} from={saved.data} />;
  return saved.error ? <ErrorState error={saved.error} /> : <PageSkeleton />;
}

/** The assignment on the page, from a fresh draft or from a saved one. */
function AssignmentDesk({ from }: { from?: SavedAssignment }) {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  const [draft, setDraft] = useState<AssignDraft>(from?.request ?? FRESH_ASSIGNMENT);
  const wanted = {
    ...draft,
    ...(filters.branch === undefined ? {} : { branches: filters.branch }),
    ...(filters.asOf === undefined ? {} : { basisAsOf: filters.asOf }),
  };
  const [body] = useDebouncedValue(wanted, 250);
  const query = useQuery(assignQuery(body));
  // A refused change has no answer of its own: the last one stays on the page, and so does the form.
  const [good, setGood] = useState<ShownAssignment>();
  if (query.data !== undefined && query.data !== good) setGood(query.data);
  const answer = query.data ?? good;
  if (answer === undefined) {
    return query.error ? <ErrorState error={query.error} /> : <PageSkeleton />;
  }
  const most = (when: 'beforeBp' | 'afterBp') =>
    format.percent(Math.max(0, ...answer.officers.map((own) => own[when] ?? 0)), 10_000, 0);
  return (
    <div className={classes.sheet}>
      <Headline
        sub={
          <>
            {t('sub', { day: format.date(answer.basis.asOf), loans: format.count(answer.loans) })}
            {from ? (
              <>
                {' '}
                {t('from', { name: from.name || `#${from.id}` })}{' '}
                <AppLink href={href('/quotas/assignment')}>{t('fresh')}</AppLink>
              </>
            ) : null}
          </>
        }
        actions={<AppLink href={href('/quotas')}>{t('back')}</AppLink>}
      >
        {answer.moves.length === 0
          ? t('balanced')
          : t('head', {
              borrowers: format.count(answer.movedBorrowers),
              loans: format.count(answer.moves.length),
              before: most('beforeBp'),
              after: most('afterBp'),
            }) + t('fewest', { count: answer.fewestMoves })}
        {answer.unplaced.length > 0 ? (
          <Say tone="bad">{t('unplaced', { count: answer.unplaced.length })}</Say>
        ) : null}
      </Headline>
      {query.error ? <ErrorState error={query.error} /> : null}
      <AssignForm draft={draft} onChange={setDraft} />
      <AssignConditions {...{ draft }} officers={answer.officers} onChange={setDraft} />
      <AssignChart officers={answer.officers} />
      <AssignOfficers
        officers={answer.officers}
        onShare={(who, share) => setDraft(withWish(draft, who, { share }))}
      />
      <AssignMoves
        answer={answer}
        onKeep={(loanIds) =>
          setDraft({ ...draft, locked: [...new Set([...draft.locked, ...loanIds])] })
        }
        onAvoid={(conflict) => setDraft({ ...draft, conflicts: [...draft.conflicts, conflict] })}
      />
      <AssignSaved
        body={wanted}
        openId={from?.id}
        isReady={query.error === null && !query.isFetching}
      />
    </div>
  );
}
