import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import { Headline, Say } from '../../components/Headline.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { BLEND_IDS, type Blend, findLocks, type PlanBody } from './draft.ts';
import { useDigits } from './use-digits.ts';

interface Props {
  plan: Plan;
  body: PlanBody;
  branches: Plan['branches'];
  officers: Plan['officers'];
  isWhole: boolean;
  actions: ReactNode;
}

/** What has been split, whether it is exact, and who is asked for too much. */
export function PlanHeadline({ plan, body, branches, officers, isWhole, actions }: Props) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const digits = useDigits(plan.unit);
  const count = (verdict: Plan['officers'][number]['feasibility']) =>
    officers.filter((officer) => officer.feasibility === verdict).length;
  const quota = branches.reduce((sum, branch) => sum + branch.quotaFen, 0);
  const target = format.amountInText(quota, { digits: Math.min(digits, 2) });
  const [only] = branches;
  const people = String(officers.length);
  const split = isWhole
    ? t('head.bank', {
        year: String(plan.year),
        category: t(`category.${plan.category}`),
        target,
        branches: String(branches.length),
        officers: people,
      })
    : branches.length === 1 && only && officers.length === only.officers
      ? t('head.branch', { branch: only.branch, target, officers: people })
      : t('head.some', {
          scope: branches
            .map((branch) => branch.branch)
            .join(format.language === 'zh' ? '、' : ', '),
          target,
          officers: people,
        });
  const impossible = count('impossible');
  const high = count('high');
  const say = (blend: Blend) =>
    BLEND_IDS.filter((id) => blend[id] > 0)
      .map((id) => t('sub.blend', { name: t(`blend.${id}`), percent: String(blend[id]) }))
      .join(format.language === 'zh' ? '、' : ', ');
  const none = { collectable: 0, npl: 0, past: 0, headcount: 0, equal: 0 };
  const officerBlend = body.weights ?? none;
  const method = ({ kind }: PlanBody['methods']['branch'], blend: Blend) => {
    if (kind === 'weights') return t('sub.weights', { blend: say(blend) });
    if (kind === 'headcount' || kind === 'equal') return t(`method.${kind}`);
    return t('sub.rest', { method: t(`method.${kind}`), blend: say(blend) });
  };
  return (
    <Headline
      actions={actions}
      sub={
        <>
          {t('sub.method', {
            officer: method(body.methods.officer, officerBlend),
            branch: method(body.methods.branch, body.branchWeights ?? officerBlend),
            season: t(`season.${plan.profile.kind}`),
            unit: t(`unit.${plan.unit}`),
            locks: String(findLocks(body).count),
          })}
          <br />
          {t('sub.basis', {
            day: format.date(plan.basis.asOf),
            loans: format.count(plan.pool.loans),
            balance: format.amountInText(plan.pool.balanceFen),
            pool: format.amountInText(plan.pool.collectableFen),
          })}
          {plan.pool.assigned > 0
            ? t('sub.assigned', {
                count: plan.pool.assigned,
                day: format.date(plan.basis.assignedOn),
              })
            : ''}
        </>
      }
    >
      {split}
      {impossible > 0 ? (
        <Say tone="bad">{t('head.impossible', { count: impossible })}</Say>
      ) : high > 0 ? (
        <Say tone="bad">{t('head.high', { count: high })}</Say>
      ) : (
        t('head.allFeasible')
      )}
    </Headline>
  );
}
