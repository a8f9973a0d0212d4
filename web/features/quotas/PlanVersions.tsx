import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PlanHead } from '../../../server/quotas/get-plan.ts';
import { Card } from '../../components/Card.tsx';
import { Money } from '../../components/Money.tsx';
import { useFormat } from '../../lib/use-format.ts';
import classes from './Quotas.module.css';

interface Props {
  plans: readonly PlanHead[];
  shownId: number | undefined;
  onOpen: (id: number) => void;
  onPublish: (plan: PlanHead) => void;
}

/** How a plan's state is said. */
export function stateKey(status: PlanHead['status']) {
  return status === 'draft' ? 'saved' : status;
}

/** The saved plans of the year: drafts, the one in force, and those it superseded. */
export function PlanVersions({ plans, shownId, onOpen, onPublish }: Props) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  return (
    <Card title={t('versions.title')} subtitle={t('versions.note')} flush={plans.length > 0}>
      {plans.length === 0 ? (
        <p className={classes.quiet}>{t('versions.none')}</p>
      ) : (
        <div className={classes.scroll}>
          <table className={`${classes.table} ${classes.versions}`}>
            <thead>
              <tr>
                <th scope="col">{t('versions.name')}</th>
                <th scope="col">
                  {t('versions.target')} ({format.unitName})
                </th>
                <th scope="col">{t('versions.effective')}</th>
                <th scope="col" className={classes.start}>
                  {t('versions.state')}
                </th>
              </tr>
            </thead>
            <tbody>
              {plans.map((plan) => (
                <tr
                  key={plan.id}
                  className={`${classes.officer} ${plan.id === shownId ? classes.chosen : ''}`}
                >
                  <th scope="row">
                    <button type="button" className={classes.name} onClick={() => onOpen(plan.id)}>
                      {plan.name || t('versions.unnamed', { id: String(plan.id) })}
                    </button>
                  </th>
                  <td>
                    <Money fen={plan.targetFen} />
                  </td>
                  <td>{format.date(plan.effectiveOn)}</td>
                  <td>
                    <span className={classes.state}>
                      {t(`state.${stateKey(plan.status)}`)}
                      {plan.version === null ? (
                        <Button
                          variant="subtle"
                          size="compact-xs"
                          className="no-print"
                          onClick={() => onPublish(plan)}
                        >
                          {t('versions.publish')}
                        </Button>
                      ) : (
                        <span className={classes.quiet}>
                          {t('versions.version', { version: String(plan.version) })}
                        </span>
                      )}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
