import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { acknowledgement } from '../loan-book/acknowledge-line.ts';
import { loanFilter } from '../triage/loan-filter.ts';
import { json, param, query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { XLSX_TYPE } from '../xlsx.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { BRIDGE_TERMS } from './bridge.ts';
import { creditRoutes } from './credit-routes.ts';
import { ALERT_LISTS, getAlertLoans } from './get-alert-loans.ts';
import { ALERT_KINDS, getAlerts } from './get-alerts.ts';
import { getBridge } from './get-bridge.ts';
import { getBridgeLoans } from './get-bridge-loans.ts';
import { getCumulative } from './get-cumulative.ts';
import { getOverview } from './get-overview.ts';
import { getPostingBatches } from './get-posting-batches.ts';
import { getProgress } from './get-progress.ts';
import { getReconciliation } from './get-reconciliation.ts';
import { getRolled } from './get-rolled.ts';
import { getSetting } from './get-setting.ts';
import { getThreeSources } from './get-three-sources.ts';
import { movementRoutes, span } from './movement-routes.ts';
import { saveSetting } from './save-setting.ts';
import { SETTINGS } from './settings.ts';
import { sourcesXlsx } from './sources-xlsx.ts';
import { byUnit, standingRoutes } from './standing-routes.ts';
import { ensureMovements } from './write-movements.ts';

export function recoveryRoutes(deps: RoomDeps) {
  const { warehouse } = deps;
  return new Hono()
    .route('/', movementRoutes(deps))
    .route('/', standingRoutes(deps))
    .route('/', creditRoutes(deps))
    .get(
      '/overview',
      describeRoute({ summary: 'What the Overview shows of recovery on a day' }),
      query(loanFilter),
      async (c) => {
        await ensureMovements(warehouse);
        return c.json(await getOverview(warehouse, c.req.valid('query')));
      },
    )
    .get(
      '/progress',
      describeRoute({ summary: 'Recovered against the plan, by branch or by officer' }),
      query(byUnit),
      async (c) => {
        await ensureMovements(warehouse);
        const { by, ...filter } = c.req.valid('query');
        return c.json(await getProgress(warehouse, filter, by));
      },
    )
    .get(
      '/rolled',
      describeRoute({ summary: 'The plan beside the plan with each shortfall rolled on' }),
      query(loanFilter.extend({ by: z.enum(['branch', 'officer']).default('branch') })),
      async (c) => {
        await ensureMovements(warehouse);
        const { by, ...filter } = c.req.valid('query');
        return c.json(await getRolled(warehouse, filter, by));
      },
    )
    .get(
      '/cumulative',
      describeRoute({ summary: 'The year as it grew, the plan line and the forecasts' }),
      query(loanFilter),
      async (c) => {
        await ensureMovements(warehouse);
        return c.json(await getCumulative(warehouse, c.req.valid('query')));
      },
    )
    .get(
      '/bridge',
      describeRoute({ summary: 'What moved the non-performing balance between two days' }),
      query(span),
      async (c) => {
        await ensureMovements(warehouse);
        const { from, to, ...filter } = c.req.valid('query');
        return c.json(await getBridge(warehouse, { from, to }, filter));
      },
    )
    .get(
      '/bridge/loans',
      describeRoute({ summary: 'The movements behind one bar of the bridge' }),
      query(
        span.extend({
          term: z.enum(BRIDGE_TERMS),
          limit: z.coerce.number().int().min(1).max(1000).default(200),
          offset: z.coerce.number().int().min(0).default(0),
        }),
      ),
      async (c) => {
        await ensureMovements(warehouse);
        const { from, to, term, limit, offset, ...filter } = c.req.valid('query');
        const page = { limit, offset };
        return c.json(await getBridgeLoans(warehouse, { from, to }, filter, term, page));
      },
    )
    .get(
      '/alerts',
      describeRoute({ summary: 'What a manager would act on, largest amount first' }),
      query(loanFilter),
      async (c) => {
        await ensureMovements(warehouse);
        return c.json(await getAlerts(warehouse, c.req.valid('query')));
      },
    )
    .get(
      '/alerts/:kind/loans',
      describeRoute({ summary: 'The loans behind an alert' }),
      param(z.object({ kind: z.enum(ALERT_LISTS) })),
      query(loanFilter),
      async (c) => {
        await ensureMovements(warehouse);
        const { kind } = c.req.valid('param');
        return c.json(await getAlertLoans(warehouse, kind, c.req.valid('query')));
      },
    )
    .post(
      '/alerts/:kind/notes',
      describeRoute({ summary: 'Note that somebody has looked at an alert' }),
      param(z.object({ kind: z.enum(ALERT_KINDS) })),
      query(loanFilter),
      json(acknowledgement),
      async (c) => {
        await ensureMovements(warehouse);
        const { kind } = c.req.valid('param');
        const note = c.req.valid('json');
        return c.json(await acknowledgeAlert(deps, c.req.valid('query'), kind, note));
      },
    )
    .get('/slipped-from', describeRoute({ summary: 'What planned receipt is large' }), async (c) =>
      c.json(await getSetting(warehouse, 'slipped-plan')),
    )
    .post(
      '/slipped-from',
      describeRoute({ summary: 'Set from what amount on a planned receipt is large' }),
      json(SETTINGS['slipped-plan']),
      async (c) => {
        const wanted = c.req.valid('json');
        await warehouse.write((tx) => saveSetting(tx, 'slipped-plan', wanted, deps.clock.now()));
        return c.json(await getSetting(warehouse, 'slipped-plan'));
      },
    )
    .get(
      '/reconciliation',
      describeRoute({ summary: 'Where postings and loan books disagree, loan by loan' }),
      query(span),
      async (c) => {
        await ensureMovements(warehouse);
        const { from, to, ...filter } = c.req.valid('query');
        return c.json(await getReconciliation(warehouse, { from, to }, filter));
      },
    )
    .get(
      '/three-sources',
      describeRoute({
        summary: 'Postings, the book and the fall in balance, loan by loan, by officer and month',
      }),
      query(span),
      async (c) => {
        await ensureMovements(warehouse);
        const { from, to, ...filter } = c.req.valid('query');
        return c.json(await getThreeSources(warehouse, { from, to }, filter));
      },
    )
    .get(
      '/three-sources/xlsx',
      describeRoute({ summary: 'The lines that the three sources disagree about, as a workbook' }),
      query(span.extend({ language: z.enum(['zh', 'en']).default('zh') })),
      async (c) => {
        await ensureMovements(warehouse);
        const { from, to, language, ...filter } = c.req.valid('query');
        const found = await getThreeSources(warehouse, { from, to }, filter);
        return c.body(sourcesXlsx(found.rows, language), 200, {
          'content-type': XLSX_TYPE,
          'content-disposition': `attachment; filename="differences-${found.to.asOf}.xlsx"`,
        });
      },
    )
    .get('/postings', describeRoute({ summary: 'The posting files loaded so far' }), async (c) =>
      c.json(await getPostingBatches(warehouse)),
    );
}
