import type { Plan } from '../../../server/quotas/plan.ts';

/** The plan with the stretch in place of the guaranteed; itself where it has no stretch. */
export function asStretch(plan: Plan): Plan {
  const { stretch } = plan;
  if (stretch === null) return plan;
  const key = (own: { branch: string; officer: string }) =>
    JSON.stringify([own.branch, own.officer]);
  const officers = new Map(stretch.officers.map((own) => [key(own), own]));
  const branches = new Map(stretch.branches.map((own) => [own.branch, own]));
  return {
    ...plan,
    targetFen: stretch.targetFen,
    monthsFen: stretch.monthsFen,
    branches: plan.branches.map((own) => ({ ...own, ...branches.get(own.branch) })),
    officers: plan.officers.map((own) => ({ ...own, ...officers.get(key(own)) })),
    jointPools: plan.jointPools.map((own) => {
      const { quotaFen, monthsFen } = officers.get(key({ branch: own.branch, officer: '' })) ?? own;
      return { ...own, quotaFen, monthsFen };
    }),
  };
}
