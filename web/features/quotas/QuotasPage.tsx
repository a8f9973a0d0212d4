import { Button, SegmentedControl, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Columns } from '../../components/Card.tsx';
import { DownloadLink } from '../../components/DownloadLink.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { PageSkeleton } from '../../components/PageSkeleton.tsx';
import { RolledCard } from '../../components/RolledCard.tsx';
import { useFilters, useGo, useHref } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { CompareCard } from './CompareCard.tsx';
import { DutySheets } from './DutySheets.tsx';
import { CATEGORIES } from './draft.ts';
import { EffortCard } from './EffortCard.tsx';
import { FairnessCard } from './FairnessCard.tsx';
import { type DialogKind, PlanDialog } from './PlanDialog.tsx';
import { PlanForm } from './PlanForm.tsx';
import { PlanHeadline } from './PlanHeadline.tsx';
import { PlanVersions, stateKey } from './PlanVersions.tsx';
import { QuotaMatrix } from './QuotaMatrix.tsx';
import classes from './Quotas.module.css';
import { todayQuery } from './queries.ts';
import { ReceiptCard } from './ReceiptCard.tsx';
import { ReplanCard } from './ReplanCard.tsx';
import { defaultDay, startReplan } from './replan-draft.ts';
import { TrailCard } from './TrailCard.tsx';
import { usePlan } from './use-plan.ts';
import { useSheets } from './use-sheets.ts';
import { useUndoKeys } from './use-undo-keys.ts';
import { nearYears } from './years.ts';

/** 任务: what is each officer's share, and can it be done? */
export function QuotasPage() {
  const { t } = useTranslation('quotas');
  const { t: replanWords } = useTranslation('replan');
  const say = useSentence();
  const { filters } = useFilters();
  const href = useHref();
  const go = useGo();
  const [dialog, setDialog] = useState<{ kind: DialogKind; id?: number } | undefined>();
  const page = usePlan();
  const { search, setSearch, draft, plan, head, isStored, chosen } = page;
  const { body } = draft;
  useUndoKeys(draft);
  const sheets = useSheets();
  const today = useQuery(todayQuery()).data?.today ?? new Date().toISOString().slice(0, 10);

  const years = nearYears(search.year);
  const pick = (patch: { year?: number; category?: (typeof CATEGORIES)[number] }) =>
    setSearch({ ...patch, plan: undefined, who: undefined, atBranch: undefined });
  const controls = (
    <div className={`${classes.row} no-print`}>
      <SegmentedControl
        aria-label={t('form.year')}
        value={String(search.year)}
        onChange={(value) => pick({ year: Number(value) })}
        data={years.map((year) => ({ value: String(year), label: String(year) }))}
      />
      <Select
        aria-label={t('form.category')}
        size="xs"
        w={200}
        allowDeselect={false}
        data={CATEGORIES.map((value) => ({ value, label: t(`category.${value}`) }))}
        value={search.category}
        onChange={(value) => {
          const category = CATEGORIES.find((known) => known === value);
          if (category) pick({ category });
        }}
      />
      {plan ? (
        <span
          className={`${classes.badge} ${isStored ? (head?.status === 'published' ? classes.live : '') : classes.dirty}`}
        >
          {isStored && head ? t(`state.${stateKey(head.status)}`) : t('state.draft')}
          {isStored && head?.name ? ` · ${head.name}` : ''}
        </span>
      ) : null}
      {draft.isChanged || draft.canUndo || draft.canRedo ? (
        <>
          <Button
            variant="default"
            size="compact-xs"
            disabled={!draft.canUndo}
            onClick={draft.undo}
          >
            {t('action.undo')}
          </Button>
          <Button
            variant="default"
            size="compact-xs"
            disabled={!draft.canRedo}
            onClick={draft.redo}
          >
            {t('action.redo')}
          </Button>
          {draft.isChanged ? (
            <Button variant="subtle" size="compact-xs" onClick={draft.drop}>
              {t('action.drop')}
            </Button>
          ) : null}
        </>
      ) : null}
      {page.isBusy ? <output className={classes.quiet}>{t('matrix.busy')}…</output> : null}
    </div>
  );

  if (plan === undefined || body === undefined) {
    return (
      <>
        {controls}
        {page.blocking ? <ErrorState error={page.blocking} /> : <PageSkeleton />}
      </>
    );
  }

  const wanted = (branch: string, officer?: string) =>
    (filters.branch === undefined || filters.branch.includes(branch)) &&
    (officer === undefined || filters.officer === undefined || filters.officer.includes(officer));
  // By pool and not by quota: an edit must not move the row under the hand.
  const byPool = (a: { collectableFen: number }, b: { collectableFen: number }) =>
    b.collectableFen - a.collectableFen;
  const officers = plan.officers.filter((own) => wanted(own.branch, own.officer)).sort(byPool);
  const holding = new Set(officers.map((own) => own.branch));
  const branches = plan.branches
    .filter((own) => wanted(own.branch) && holding.has(own.branch))
    .sort(byPool);
  const isWhole = filters.branch === undefined && filters.officer === undefined;
  const shownPlan = page.plans.find((own) => own.id === dialog?.id);
  const canPublish = !(isStored && head?.status !== 'draft');
  const actions = (
    <>
      {isStored && head?.status === 'published' ? (
        <Button
          variant="default"
          onClick={() =>
            draft.change(startReplan(body, head.id, defaultDay(today, plan.year, head.effectiveOn)))
          }
        >
          {replanWords('open')}
        </Button>
      ) : null}
      <Button
        variant="default"
        onClick={() => go(href('/quotas/categories', {}, { year: String(search.year) }))}
      >
        {t('action.categories')}
      </Button>
      <Button variant="default" onClick={() => go(href('/quotas/assignment'))}>
        {t('action.assign')}
      </Button>
      {isStored && head ? (
        <Button
          variant="default"
          loading={sheets.isPending}
          onClick={() =>
            sheets.print(head.id, { branch: filters.branch, officer: filters.officer })
          }
        >
          {t('action.printAll')}
        </Button>
      ) : null}
      {isStored && head ? (
        <DownloadLink
          href={`/api/quotas/plans/${head.id}/matrix.xlsx`}
          name={`quotas-${head.id}.xlsx`}
        >
          {t('action.xlsx')}
        </DownloadLink>
      ) : null}
      {isStored && head ? (
        <DownloadLink
          href={`/api/quotas/plans/${head.id}/matrix.csv`}
          name={`quotas-${head.id}.csv`}
        >
          {t('action.csv')}
        </DownloadLink>
      ) : (
        <Button
          variant="default"
          disabled={page.isBusy || page.refused !== null}
          onClick={() => setDialog({ kind: 'save' })}
        >
          {t('action.save')}
        </Button>
      )}
      {canPublish ? (
        <Button
          disabled={page.isBusy || page.refused !== null}
          onClick={() =>
            setDialog({ kind: 'publish', ...(isStored && head ? { id: head.id } : {}) })
          }
        >
          {t('action.publish')}
        </Button>
      ) : null}
    </>
  );

  return (
    <div className={classes.sheet}>
      {controls}
      <PlanHeadline {...{ plan, body, branches, officers, isWhole, actions }} />
      {sheets.error ? <ErrorState error={sheets.error} /> : null}
      {page.refused ? (
        <div>
          <ErrorState error={page.refused} />
          <Button variant="default" mt={8} onClick={draft.undo}>
            {t('action.retry')}
          </Button>
        </div>
      ) : null}
      {plan.warnings.length > 0 ? (
        <ul className={classes.notes}>
          {plan.warnings.map((warning) => (
            <li key={warning.says.zh}>{say(warning.says)}</li>
          ))}
        </ul>
      ) : null}
      {body.replan ? (
        <ReplanCard
          plan={plan}
          body={body}
          wish={body.replan}
          isOpen={!(isStored && head?.status !== 'draft')}
          onChange={draft.change}
        />
      ) : (
        <div className="no-print">
          <PlanForm {...{ body, plan }} inputs={page.inputs} onChange={draft.change} />
        </div>
      )}
      <QuotaMatrix
        {...{ plan, body, branches, officers, isWhole, chosen, isStored }}
        savedId={head?.id}
        isBusy={page.isBusy}
        onChange={draft.change}
        onChoose={(who) => setSearch({ who: who.officer, atBranch: who.branch })}
      />
      {plan.replan ? null : (
        <EffortCard {...{ branches, officers, isWhole }} yieldsOf={plan.officers} />
      )}
      {isStored && head?.status === 'published' && plan.category.startsWith('tg-cash') ? (
        <RolledCard by="officer" year={plan.year} />
      ) : null}
      <div className={classes.pair}>
        <Columns template="7fr 5fr">
          <div className={classes.receipt}>
            {page.receipt.data ? (
              <ReceiptCard
                receipt={page.receipt.data}
                onPrint={
                  isStored && head && chosen
                    ? () =>
                        sheets.print(head.id, {
                          branch: [chosen.branch],
                          officer: [chosen.officer],
                        })
                    : undefined
                }
              />
            ) : page.receipt.error ? (
              <ErrorState error={page.receipt.error} />
            ) : null}
          </div>
          <div className={classes.stack}>
            {plan.replan ? null : <FairnessCard branches={branches} officers={officers} />}
            <PlanVersions
              plans={page.plans}
              shownId={isStored ? head?.id : undefined}
              onOpen={(id) => setSearch({ plan: id })}
              onPublish={(own) => setDialog({ kind: 'publish', id: own.id })}
            />
          </div>
        </Columns>
      </div>
      {sheets.found ? <DutySheets {...sheets.found} /> : null}
      <CompareCard
        plan={plan}
        others={page.plans.filter((own) => !(isStored && own.id === head?.id))}
      />
      {isStored && head ? <TrailCard head={head} chosen={chosen} /> : null}
      {dialog ? (
        <PlanDialog
          kind={dialog.kind}
          body={body}
          plan={plan}
          saved={shownPlan}
          inForce={page.plans.find((own) => own.status === 'published')}
          onClose={() => setDialog(undefined)}
          onDone={(id) => {
            setDialog(undefined);
            draft.drop();
            setSearch({ plan: id });
          }}
        />
      ) : null}
    </div>
  );
}
