import { Button, Checkbox, NumberInput, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Headline, Say } from '../../components/Headline.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { useFilters, useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { AssignChart } from './AssignChart.tsx';
import { AssignMoves } from './AssignMoves.tsx';
import { AssignOfficers } from './AssignOfficers.tsx';
import { AssignSaved } from './AssignSaved.tsx';
import { type AssignBody, assignQuery } from './assign-queries.ts';
import { CATEGORIES, type Category } from './draft.ts';
import classes from './Quotas.module.css';

const START = {
  weights: { collectable: 70, effort: 30, borrowers: 0 },
  tolerance: 50,
  acrossBranches: false,
  avoidOrigin: false,
} as const;
const WEIGHTS = ['collectable', 'effort', 'borrowers'] as const;

/** 分派: which officer should hold which loan, and what must change hands for it? */
export function AssignmentPage() {
  const { t } = useTranslation('assignment');
  const { t: quotas } = useTranslation('quotas');
  const format = useFormat();
  const href = useHref();
  const { filters } = useFilters();
  const [category, setCategory] = useState<Category>('tg-cash-on');
  const [weights, setWeights] = useState<Record<(typeof WEIGHTS)[number], number>>(START.weights);
  const [tolerance, setTolerance] = useState<number>(START.tolerance);
  const [acrossBranches, setAcross] = useState<boolean>(START.acrossBranches);
  const [avoidOrigin, setOrigin] = useState<boolean>(START.avoidOrigin);
  const [officers, setOfficers] = useState<NonNullable<AssignBody['officers']>>([]);
  const [locked, setLocked] = useState<string[]>([]);
  const wanted: AssignBody = {
    ...{ category, weights, tolerance, acrossBranches, avoidOrigin, officers, locked },
    ...(filters.branch === undefined ? {} : { branches: filters.branch }),
    ...(filters.asOf === undefined ? {} : { basisAsOf: filters.asOf }),
  };
  const [body] = useDebouncedValue(wanted, 250);
  const query = useQuery(assignQuery(body));
  const answer = query.data;
  if (answer === undefined) {
    return query.error ? <ErrorState error={query.error} /> : <PageSkeleton />;
  }
  const most = (when: 'beforeBp' | 'afterBp') =>
    format.percent(Math.max(0, ...answer.officers.map((own) => own[when] ?? 0)), 10_000, 0);
  const whole = (value: string | number) => (typeof value === 'number' ? value : 0);
  return (
    <div className={classes.sheet}>
      <Headline
        sub={t('sub', { day: format.date(answer.basis.asOf), loans: format.count(answer.loans) })}
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
      <Card title={t('form.title')} subtitle={t('form.note')}>
        <div className={classes.fields}>
          <Select
            label={t('form.category')}
            allowDeselect={false}
            data={CATEGORIES.map((value) => ({ value, label: quotas(`category.${value}`) }))}
            value={category}
            onChange={(value) => {
              const found = CATEGORIES.find((known) => known === value);
              if (found) setCategory(found);
            }}
          />
          {WEIGHTS.map((id) => (
            <NumberInput
              key={id}
              label={t(`form.${id}`)}
              hideControls
              allowDecimal={false}
              min={0}
              max={100}
              clampBehavior="strict"
              value={weights[id]}
              onChange={(value) => setWeights({ ...weights, [id]: whole(value) })}
            />
          ))}
          <NumberInput
            label={t('form.tolerance')}
            hideControls
            decimalScale={1}
            min={0}
            max={100}
            value={tolerance / 10}
            onChange={(value) => setTolerance(Math.round(whole(value) * 10))}
          />
        </div>
        <div className={`${classes.row} ${classes.block}`}>
          <Checkbox
            label={t('form.across')}
            checked={acrossBranches}
            onChange={(event) => setAcross(event.currentTarget.checked)}
          />
          <Checkbox
            label={t('form.origin')}
            checked={avoidOrigin}
            onChange={(event) => setOrigin(event.currentTarget.checked)}
          />
          {locked.length > 0 ? (
            <>
              <span className={classes.quiet}>{t('moves.released', { count: locked.length })}</span>
              <Button variant="subtle" size="compact-xs" onClick={() => setLocked([])}>
                {t('moves.release')}
              </Button>
            </>
          ) : null}
        </div>
      </Card>
      <AssignChart officers={answer.officers} />
      <AssignOfficers
        officers={answer.officers}
        onShare={(who, share) =>
          setOfficers([
            ...officers.filter((own) => own.branch !== who.branch || own.officer !== who.officer),
            { branch: who.branch, officer: who.officer, share, joins: false },
          ])
        }
      />
      <AssignMoves
        answer={answer}
        onKeep={(loanIds) => setLocked([...new Set([...locked, ...loanIds])])}
      />
      <AssignSaved body={wanted} isReady={query.error === null && !query.isFetching} />
    </div>
  );
}
