import { Button } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Card } from '../../components/Card.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { countLocks, lockOf, type PlanBody, withLock } from './draft.ts';
import { MatrixCell } from './MatrixCell.tsx';
import classes from './Quotas.module.css';
import type { Who } from './queries.ts';
import { sumChecks } from './sum-checks.ts';
import { useDigits } from './use-digits.ts';
import { Verdict } from './Verdict.tsx';

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
}

const NAMES_SHOWN = 8;

/** Officer × month by branch, with totals that agree in both directions, edited in place. */
export function QuotaMatrix(props: Props) {
  const { plan, body, branches, officers, isWhole, isBusy, chosen, onChoose, onChange } = props;
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const digits = useDigits(plan.unit);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const isOpen = (branch: string) => branches.length === 1 || opened.includes(branch);
  const toggle = (branch: string) =>
    setOpened(isOpen(branch) ? opened.filter((name) => name !== branch) : [...opened, branch]);
  const months = plan.monthsFen.map((_, m) => m + 1);
  const locks = countLocks(body);
  const total = sumChecks(plan, branches, officers);
  const [most, least] = [Math.max(...total.monthsFen), Math.min(...total.monthsFen)];
  const names = plan.withoutLoans.slice(0, NAMES_SHOWN).map((who) => who.officer);
  const rest = plan.withoutLoans.length - names.length;

  const figures = (own: { collectableFen: number; pastFen: number | null; quotaFen: number }) => (
    <>
      <td data-tip={format.exactAmount(own.collectableFen)}>
        {format.percent(own.quotaFen, own.collectableFen, 0)}
      </td>
      <td className={classes.quiet}>
        <Money fen={own.pastFen} digits={Math.min(digits, 2)} />
      </td>
    </>
  );

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
          {locks > 0 ? (
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => {
                const limits = body.limits.flatMap(({ lockFen: _lock, ...kept }) =>
                  kept.floorFen !== undefined || kept.capFen !== undefined ? [kept] : [],
                );
                onChange({ ...body, cellLocks: [], limits });
              }}
            >
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
      <div className={isBusy ? `${classes.scroll} ${classes.busy}` : classes.scroll}>
        <table className={classes.table} aria-busy={isBusy}>
          <thead>
            <tr>
              <th scope="col">{t('matrix.officer')}</th>
              {months.map((month) => (
                <th key={month} scope="col">
                  {format.monthName(month)}
                </th>
              ))}
              <th scope="col">{t('matrix.year')}</th>
              <th scope="col">{t('matrix.pool')}</th>
              <th scope="col">{t('matrix.past')}</th>
              <th scope="col">{t('matrix.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {branches.map((branch) => (
              <Fragment key={branch.branch}>
                {branches.length > 1 ? (
                  <tr
                    className={`${classes.branch} ${isOpen(branch.branch) ? classes.opened : ''}`}
                  >
                    <th scope="row">
                      <button
                        type="button"
                        className={classes.name}
                        aria-expanded={isOpen(branch.branch)}
                        onClick={() => toggle(branch.branch)}
                      >
                        <span aria-hidden="true">{isOpen(branch.branch) ? '▾ ' : '▸ '}</span>
                        {branch.branch}{' '}
                        <span className={classes.quiet} style={{ fontWeight: 400 }}>
                          {branch.officers}
                        </span>
                      </button>
                    </th>
                    {branch.monthsFen.map((fen, m) => (
                      <td key={months[m]}>
                        <Money fen={fen} digits={digits} />
                      </td>
                    ))}
                    <td className={classes.strong}>
                      <Money fen={branch.quotaFen} digits={digits} />
                    </td>
                    {figures(branch)}
                    <td>
                      <Verdict of={branch.feasibility} />
                    </td>
                  </tr>
                ) : null}
                {isOpen(branch.branch)
                  ? officers
                      .filter((officer) => officer.branch === branch.branch)
                      .map((own) => {
                        const who = { branch: own.branch, officer: own.officer };
                        const isChosen =
                          chosen?.branch === own.branch && chosen.officer === own.officer;
                        const edit = (month: number | undefined, fen: number) =>
                          t('matrix.edit', {
                            who: own.officer,
                            when: month ? format.monthName(month) : t('matrix.year'),
                            amount: format.exactAmount(fen),
                          });
                        return (
                          <tr
                            key={own.officer}
                            className={`${classes.officer} ${isChosen ? classes.chosen : ''}`}
                          >
                            <th scope="row">
                              <button
                                type="button"
                                className={`${classes.name} ${branches.length > 1 ? classes.indent : ''}`}
                                aria-pressed={isChosen}
                                onClick={() => onChoose(who)}
                              >
                                {own.officer}
                              </button>
                            </th>
                            {own.monthsFen.map((fen, m) => (
                              <td key={months[m]}>
                                <MatrixCell
                                  fen={lockOf(body, own.branch, own.officer, m + 1) ?? fen}
                                  digits={digits}
                                  isLocked={
                                    lockOf(body, own.branch, own.officer, m + 1) !== undefined
                                  }
                                  label={edit(m + 1, fen)}
                                  onLock={(next) => onChange(withLock(body, who, m + 1, next))}
                                />
                              </td>
                            ))}
                            <td className={classes.strong}>
                              <MatrixCell
                                fen={lockOf(body, own.branch, own.officer) ?? own.quotaFen}
                                digits={digits}
                                isLocked={lockOf(body, own.branch, own.officer) !== undefined}
                                label={edit(undefined, own.quotaFen)}
                                onLock={(next) => onChange(withLock(body, who, undefined, next))}
                              />
                            </td>
                            {figures(own)}
                            <td>
                              <Verdict of={own.feasibility} />
                            </td>
                          </tr>
                        );
                      })
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
              {figures(total)}
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
