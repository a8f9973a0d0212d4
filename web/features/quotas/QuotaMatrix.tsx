import { Button, SegmentedControl } from '@mantine/core';
import { type ClipboardEvent, Fragment, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Card } from '../../components/Card.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { asStretch } from './as-stretch.ts';
import { findLocks, type Place, type PlanBody, placeKey, release, releaseAll } from './draft.ts';
import { EditBar } from './EditBar.tsx';
import { EditList } from './EditList.tsx';
import { ImportButton } from './ImportButton.tsx';
import { BranchRow, Figures, OfficerRow, PoolRow } from './MatrixRows.tsx';
import { PasteDialog } from './PasteDialog.tsx';
import classes from './Quotas.module.css';
import type { Who } from './queries.ts';
import { sumChecks } from './sum-checks.ts';
import { useCommentKey } from './use-comment-key.ts';
import { useComments } from './use-comments.ts';
import { useDigits } from './use-digits.ts';
import { useEdits } from './use-edits.ts';
import { useFrozen } from './use-frozen.ts';

interface Props {
  plan: Plan;
  body: PlanBody;
  branches: Plan['branches'];
  officers: Plan['officers'];
  isWhole: boolean;
  isBusy: boolean;
  chosen: Who | undefined;
  onChoose: (who: Who) => void;
  onChange: (next: PlanBody) => void;
  /** The saved plan that the page shows or started from, and whether it is shown as it was saved. */
  savedId: number | undefined;
  isStored: boolean;
}

const NAMES_SHOWN = 8;
const TIERS = ['guaranteed', 'stretch'] as const;
type Tier = (typeof TIERS)[number];

/** Officer × month by branch, with totals that agree in both directions, edited in place. */
export function QuotaMatrix(props: Props) {
  const { body, isWhole, isBusy, chosen, onChoose, onChange } = props;
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const [tier, setTier] = useState<Tier>('guaranteed');
  const { stretch } = props.plan;
  const isStretch = tier === 'stretch' && stretch !== null;
  const plan = isStretch ? asStretch(props.plan) : props.plan;
  const sameLines = <Own extends { branch: string; officer?: string | number }>(
    shown: readonly { branch: string; officer?: string | number }[],
    all: readonly Own[],
  ) =>
    shown.flatMap(
      (own) => all.find((one) => one.branch === own.branch && one.officer === own.officer) ?? [],
    );
  const branches = sameLines(props.branches, plan.branches);
  const officers = sameLines(props.officers, plan.officers);
  const digits = useDigits(plan.unit);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const isOpen = (branch: string) => branches.length === 1 || opened.includes(branch);
  const toggle = (branch: string) =>
    setOpened(isOpen(branch) ? opened.filter((name) => name !== branch) : [...opened, branch]);
  const months = plan.monthsFen.map((_, m) => m + 1);
  const locks = useMemo(() => findLocks(body), [body]);
  const shown = branches
    .filter((branch) => isOpen(branch.branch))
    .flatMap((branch) => officers.filter((own) => own.branch === branch.branch));
  const edits = useEdits(body, onChange);
  const busy = isBusy || edits.isPending;
  const onSet = (place: Place, fen: number | undefined) => {
    if (fen === undefined) onChange(release(body, place));
    else edits.set([{ ...place, amountFen: fen }]);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (isStretch) return;
    const text = event.clipboardData.getData('text/plain');
    const cell = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    if (cell === null || text === '') return;
    event.preventDefault();
    const month = Number(cell.getAttribute('data-month'));
    edits.paste({
      text,
      unit: format.unit,
      rows: shown
        .slice(Number(cell.getAttribute('data-row')))
        .map(({ branch, officer }) => ({ branch, officer })),
      month: month === 0 ? null : month,
    });
  };
  const other = useMemo(() => {
    if (stretch === null) return undefined;
    const years = new Map<string, number>();
    for (const own of [...stretch.branches, ...stretch.officers]) {
      years.set(placeKey(own), own.quotaFen);
    }
    return (branch: string, officer?: string) => years.get(placeKey({ branch, officer }));
  }, [stretch]);
  useCommentKey();
  const frozen = useFrozen(plan);
  const comments = useComments(props.savedId, props.isStored);
  const row = {
    shared: { digits, locks, frozen, comments, onSet: isStretch ? undefined : onSet },
    stretchOf: isStretch ? undefined : other,
  };
  const total = sumChecks(plan, branches, officers);
  const [most, least] = [Math.max(...total.monthsFen), Math.min(...total.monthsFen)];
  const names = plan.withoutLoans.slice(0, NAMES_SHOWN).map((who) => who.officer);
  const rest = plan.withoutLoans.length - names.length;

  return (
    <Card
      flush
      title={t(most === least ? 'matrix.titleEqual' : 'matrix.title', {
        most: format.monthName(total.monthsFen.indexOf(most) + 1),
        mostAmount: format.amountInText(most, { digits }),
        least: format.monthName(total.monthsFen.indexOf(least) + 1),
        leastAmount: format.amountInText(least, { digits }),
      })}
      subtitle={t('matrix.hint', { unit: format.unitName })}
      actions={
        <>
          {stretch ? (
            <SegmentedControl
              size="xs"
              aria-label={t('matrix.tier')}
              value={tier}
              onChange={(value) => setTier(value === 'stretch' ? 'stretch' : 'guaranteed')}
              data={TIERS.map((value) => ({ value, label: t(`matrix.tiers.${value}`) }))}
            />
          ) : null}
          <ImportButton {...{ body, plan: props.plan, onChange }} />
          {locks.count > 0 ? (
            <Button variant="subtle" size="compact-xs" onClick={() => onChange(releaseAll(body))}>
              {t('action.release')}
            </Button>
          ) : null}
          {branches.length > 1 ? (
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() =>
                setOpened(opened.length > 0 ? [] : branches.map((branch) => branch.branch))
              }
            >
              {opened.length > 0 ? t('action.collapse') : t('action.expand')}
            </Button>
          ) : null}
        </>
      }
    >
      {isStretch ? (
        <p className={classes.foot}>{t('matrix.stretchNote')}</p>
      ) : (
        <EditBar {...edits.choice} />
      )}
      {edits.error ? (
        <div className={classes.refused}>
          <ErrorState error={edits.error} />
          <Button variant="default" size="compact-xs" onClick={edits.dismiss}>
            {t('edit.dismiss')}
          </Button>
        </div>
      ) : null}
      <div
        className={busy ? `${classes.scroll} ${classes.busy}` : classes.scroll}
        onPaste={onPaste}
      >
        <table className={classes.table} aria-busy={busy}>
          <thead>
            <tr>
              <th scope="col">{t('matrix.officer')}</th>
              {months.map((month) => (
                <th key={month} scope="col">
                  {format.monthName(month)}
                </th>
              ))}
              <th scope="col">{t('matrix.year')}</th>
              {row.stretchOf ? <th scope="col">{t('matrix.stretch')}</th> : null}
              <th scope="col">{t('matrix.pool')}</th>
              <th scope="col">{t('matrix.past')}</th>
              <th scope="col">{t('matrix.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {branches.map((branch) => (
              <Fragment key={branch.branch}>
                {branches.length > 1 ? (
                  <BranchRow
                    {...row}
                    own={branch}
                    isOpen={isOpen(branch.branch)}
                    onToggle={() => toggle(branch.branch)}
                  />
                ) : null}
                {shown.flatMap((own, at) =>
                  own.branch === branch.branch
                    ? [
                        <OfficerRow
                          key={own.officer}
                          {...row}
                          {...{ own, at }}
                          isIndented={branches.length > 1}
                          isChosen={chosen?.branch === own.branch && chosen.officer === own.officer}
                          onChoose={() => onChoose({ branch: own.branch, officer: own.officer })}
                        />,
                      ]
                    : [],
                )}
                {isOpen(branch.branch)
                  ? plan.jointPools
                      .filter((own) => own.branch === branch.branch)
                      .map((own) => <PoolRow key="joint" {...row} own={own} />)
                  : null}
              </Fragment>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{isWhole ? t('matrix.bank') : t('matrix.total')}</th>
              {total.monthsFen.map((fen, m) => (
                <td key={months[m]}>
                  <Money fen={fen} digits={digits} />
                </td>
              ))}
              <td>
                <Money fen={total.quotaFen} digits={digits} />
              </td>
              {row.stretchOf ? (
                <td>
                  <Money
                    fen={branches.reduce((sum, own) => sum + (other?.(own.branch) ?? 0), 0)}
                    digits={digits}
                  />
                </td>
              ) : null}
              <Figures own={total} digits={digits} />
              <td
                data-tip={t('matrix.checkTip')}
                style={{ color: total.offByFen === 0 ? 'var(--good)' : 'var(--bad)' }}
              >
                {total.offByFen === 0 ? '✓ ' : '✗ '}
                {t('matrix.check', { text: format.amount(total.offByFen) })}
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <EditList edits={body.edits} onRemove={(edits) => onChange({ ...body, edits })} />
      {edits.pasted ? (
        <PasteDialog
          {...edits.pasted}
          before={props.plan}
          onClose={edits.dropPasted}
          onApply={edits.applyPasted}
        />
      ) : null}
      {isWhole && names.length > 0 ? (
        <p className={classes.foot}>
          {t('matrix.without', {
            names:
              names.join(format.language === 'zh' ? '、' : ', ') + (rest > 0 ? ` +${rest}` : ''),
          })}
        </p>
      ) : null}
    </Card>
  );
}
