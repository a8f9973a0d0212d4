import type { IsoDate } from './calendar.ts';

/** What each page asks first, without a filter; those marked are asked of each branch as well. */
const QUESTIONS: readonly { ask: string; ofBranches?: true }[] = [
  { ask: 'triage/filter-options' },
  { ask: 'recovery/overview', ofBranches: true },
  { ask: 'triage/matrix', ofBranches: true },
  { ask: 'triage/evidence', ofBranches: true },
  { ask: 'recovery/concentration', ofBranches: true },
  { ask: 'recovery/alerts' },
  { ask: 'recovery/alerts/silent-exit/loans' },
  { ask: 'recovery/progress?by=branch', ofBranches: true },
  { ask: 'recovery/forecasts?by=branch', ofBranches: true },
  { ask: 'recovery/comparison?by=branch', ofBranches: true },
  { ask: 'recovery/categories' },
  { ask: 'recovery/progress?by=officer' },
  { ask: 'recovery/forecasts?by=officer' },
  { ask: 'recovery/comparison?by=officer' },
  { ask: 'recovery/cumulative' },
  { ask: 'recovery/bridge' },
  { ask: 'recovery/reconciliation' },
  { ask: 'recovery/three-sources' },
  { ask: 'recovery/credit' },
  { ask: 'recovery/transitions?kind=class' },
  { ask: 'recovery/transitions?kind=days' },
  { ask: 'recovery/roll-rates' },
  { ask: 'recovery/cures' },
  { ask: 'recovery/outcomes?by=default_type&end=settled' },
  { ask: 'recovery/outcomes/loans?by=default_type&offset=0&limit=1' },
  { ask: 'recovery/outcomes/loans?by=default_type&offset=0&limit=100' },
  { ask: 'recovery/dormancy?weeks=13' },
  { ask: 'recovery/dormancy/loans?offset=0&limit=100&weeks=13' },
  { ask: 'recovery/villages' },
  { ask: 'recovery/postings' },
  { ask: 'triage/clock-exposure' },
  { ask: 'triage/class-lag' },
  { ask: 'triage/rules' },
  { ask: 'loans?sort=balanceFen&order=desc&offset=0&limit=100', ofBranches: true },
  { ask: 'loans?sort=loanId&order=asc&offset=0&limit=1' },
  { ask: 'quotas/plans?year=YEAR&category=tg-cash-on' },
  { ask: 'quotas/inputs?year=YEAR&category=tg-cash-on' },
  { ask: 'quotas/targets/locks?year=YEAR&category=tg-cash-on' },
  { ask: 'quotas/by-category?year=YEAR' },
  { ask: 'quotas/assignments' },
];

/** The paths that the pages ask when they are opened on `today`, the bank's before the branches'. */
export function pageQuestions(today: IsoDate, branches: readonly string[]): string[] {
  const path = (ask: string, branch?: string) => {
    const own = branch === undefined ? '' : `branch=${encodeURIComponent(branch)}`;
    const joined = own && `${ask.includes('?') ? '&' : '?'}${own}`;
    return `/api/${ask.replace('YEAR', today.slice(0, 4))}${joined}`;
  };
  const ofBranches = QUESTIONS.filter((one) => one.ofBranches);
  return [
    ...QUESTIONS.map(({ ask }) => path(ask)),
    ...branches.flatMap((branch) => ofBranches.map(({ ask }) => path(ask, branch))),
  ];
}
