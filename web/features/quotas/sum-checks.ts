import type { Plan } from '../../../server/quotas/plan.ts';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/**
 * The bottom line of what is shown, and by how many fen any sum in it is off: officers and joint
 * pools against their branches, months against years, and the whole against the target. It is always zero.
 */
export function sumChecks(plan: Plan, branches: Plan['branches'], officers: Plan['officers']) {
  const past = branches.flatMap((branch) => branch.pastFen ?? []);
  const monthsFen = plan.monthsFen.map((_, m) => sum(branches.map((own) => own.monthsFen[m] ?? 0)));
  const quotaFen = sum(branches.map((branch) => branch.quotaFen));
  const isWhole = branches.length === plan.branches.length;
  const gaps = branches.flatMap((branch) => {
    const own = [...officers, ...plan.jointPools].filter((one) => one.branch === branch.branch);
    return [
      sum(own.map((officer) => officer.quotaFen)) - branch.quotaFen,
      sum(branch.monthsFen) - branch.quotaFen,
      ...branch.monthsFen.map((fen, m) => sum(own.map((o) => o.monthsFen[m] ?? 0)) - fen),
    ];
  });
  const lines = [...officers, ...plan.jointPools].map((own) => sum(own.monthsFen) - own.quotaFen);
  const whole = isWhole
    ? [quotaFen - plan.targetFen, ...plan.monthsFen.map((fen, m) => fen - (monthsFen[m] ?? 0))]
    : [];
  return {
    monthsFen,
    quotaFen,
    restFen: sum(branches.map((branch) => branch.restFen ?? branch.quotaFen)),
    collectableFen: sum(branches.map((branch) => branch.collectableFen)),
    pastFen: past.length === 0 ? null : sum(past),
    offByFen: sum([...gaps, ...lines, ...whole].map(Math.abs)),
  };
}
