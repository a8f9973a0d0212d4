import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { PageError } from '../components/ErrorState.tsx';
import { PageSkeleton } from '../components/PageSkeleton.tsx';
import { FILTER_KEYS, type Filters, filterSearch } from '../lib/filters.ts';
import { parseSearch, stringifySearch } from '../lib/search.ts';
import { MissingPage } from './MissingPage.tsx';
import { loadText } from './resources.ts';
import { Shell } from './Shell.tsx';

const rootRoute = createRootRoute({
  component: Shell,
  validateSearch: (search) => filterSearch.parse(search),
  search: { middlewares: [retainSearchParams<Filters>([...FILTER_KEYS])] },
  notFoundComponent: MissingPage,
});

/** A page and its words are loaded when it is first shown (or its link is pointed at). */
const getParentRoute = () => rootRoute;

const overview = createRoute({
  getParentRoute,
  path: '/',
  loader: () => loadText('overview'),
  component: lazyRouteComponent(
    () => import('../features/overview/OverviewPage.tsx'),
    'OverviewPage',
  ),
});
const loans = createRoute({
  getParentRoute,
  path: '/loans',
  loader: () => loadText('loans'),
  component: lazyRouteComponent(() => import('../features/loans/LoansPage.tsx'), 'LoansPage'),
});
const loan = createRoute({
  getParentRoute,
  path: '/loans/$loanId',
  loader: () => loadText('loans'),
  staticData: { filters: false },
  component: lazyRouteComponent(() => import('../features/loans/LoanPage.tsx'), 'LoanPage'),
});
const triage = createRoute({
  getParentRoute,
  path: '/triage',
  loader: () => loadText('triage'),
  component: lazyRouteComponent(() => import('../features/triage/TriagePage.tsx'), 'TriagePage'),
});
const quotas = createRoute({
  getParentRoute,
  path: '/quotas',
  loader: () => Promise.all([loadText('quotas'), loadText('replan')]),
  component: lazyRouteComponent(() => import('../features/quotas/QuotasPage.tsx'), 'QuotasPage'),
});
const assignment = createRoute({
  getParentRoute,
  path: '/quotas/assignment',
  loader: () => Promise.all([loadText('quotas'), loadText('assignment')]),
  component: lazyRouteComponent(
    () => import('../features/quotas/AssignmentPage.tsx'),
    'AssignmentPage',
  ),
});
const categories = createRoute({
  getParentRoute,
  path: '/quotas/categories',
  loader: () => Promise.all([loadText('quotas'), loadText('categories')]),
  component: lazyRouteComponent(
    () => import('../features/quotas/CategoriesPage.tsx'),
    'CategoriesPage',
  ),
});
const progress = createRoute({
  getParentRoute,
  path: '/progress',
  loader: () => Promise.all([loadText('progress'), loadText('movement'), loadText('credit')]),
  component: lazyRouteComponent(
    () => import('../features/progress/ProgressPage.tsx'),
    'ProgressPage',
  ),
});
const data = createRoute({
  getParentRoute,
  path: '/data',
  loader: () => loadText('loanBook'),
  staticData: { filters: false, worksEmpty: true },
  component: lazyRouteComponent(() => import('../features/loan-book/DataPage.tsx'), 'DataPage'),
});
const compare = createRoute({
  getParentRoute,
  path: '/data/compare',
  loader: () => loadText('loanBook'),
  staticData: { filters: false },
  component: lazyRouteComponent(
    () => import('../features/loan-book/ComparePage.tsx'),
    'ComparePage',
  ),
});

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    overview,
    loans,
    loan,
    triage,
    quotas,
    assignment,
    categories,
    progress,
    data,
    compare,
  ]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultErrorComponent: PageError,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** False on a page that the filters do not change: it shows no filter bar. */
    filters?: false;
    /** True on a page that has something to say before any loan book is loaded. */
    worksEmpty?: true;
  }
  interface Register {
    router: typeof router;
  }
}
