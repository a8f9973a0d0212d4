import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './PlanForm.module.css';

/** Whether what is asked can be done, beside the parameters that ask it. */
export function FormVerdict({ plan }: { plan: Plan }) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const count = (verdict: Plan['officers'][number]['feasibility']) =>
    format.count(plan.officers.filter((own) => own.feasibility === verdict).length);
  const money = (fen: number) => format.amountInText(fen, { digits: 2 });
  const joint = plan.jointPools.reduce((sum, own) => sum + own.quotaFen, 0);
  const lines: [string, string][] = [
    [t('form.verdict.pool'), format.percent(plan.targetFen, plan.pool.collectableFen, 1)],
    [t('form.verdict.people'), `${count('feasible')} / ${count('high')} / ${count('impossible')}`],
    ...(plan.minimumsFen === null
      ? []
      : [
          [t('form.verdict.minimums'), money(plan.minimumsFen)] satisfies [string, string],
          [
            t('form.verdict.gap'),
            money((plan.stretch?.targetFen ?? plan.targetFen) - plan.minimumsFen),
          ] satisfies [string, string],
        ]),
    ...(plan.plannedFen === null
      ? []
      : [[t('form.verdict.planned'), money(plan.plannedFen)] satisfies [string, string]]),
    ...(joint > 0 ? [[t('form.verdict.joint'), money(joint)] satisfies [string, string]] : []),
    ...(plan.stretch
      ? [
          [
            t('form.verdict.tiers'),
            `${money(plan.targetFen)} / ${money(plan.stretch.targetFen)}`,
          ] satisfies [string, string],
        ]
      : []),
  ];
  return (
    <dl className={classes.verdict} aria-label={t('form.verdict.name')}>
      {lines.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
