import { Hono } from 'hono';
import { describeRoute, openAPIRouteHandler } from 'hono-openapi';
import { deskRoutes } from './desk/routes.ts';
import { guardLocal } from './guard-local.ts';
import { loanBookRoutes } from './loan-book/routes.ts';
import { loansRoutes } from './loans/routes.ts';
import type { Desk } from './open-desk.ts';
import { answerError, answerMissing } from './problem.ts';
import { quotasRoutes } from './quotas/routes.ts';
import { targetKind } from './quotas/target-kind.ts';
import { postingKind } from './recovery/posting-kind.ts';
import { recoveryRoutes } from './recovery/routes.ts';
import { REMEMBERED_ROOMS, rememberAnswers } from './remember-answers.ts';
import { branchKind } from './roster/branch-kind.ts';
import { officerKind } from './roster/officer-kind.ts';
import { rosterRoutes } from './roster/routes.ts';
import { sideFileRoutes } from './side-files/routes.ts';
import { triageRoutes } from './triage/routes.ts';

/** Every kind of file beside the loan book, by its name. */
const SIDE_KINDS = {
  branches: branchKind,
  officers: officerKind,
  postings: postingKind,
  targets: targetKind,
};

/** Every room's routes under /api, chained so that `hc<AppType>` knows them. */
export function createApp(desk: Desk) {
  const remember = rememberAnswers(desk);
  const api = new Hono()
    .on('GET', [...REMEMBERED_ROOMS.map((room) => `/${room}/*`)], remember)
    .get('/health', describeRoute({ summary: 'Whether Recoup is up, and its day' }), (c) =>
      c.json({ ok: true, today: desk.clock.today() }),
    )
    .route('/desk', deskRoutes(desk))
    .route('/loan-book', loanBookRoutes(desk))
    .route('/side-files', sideFileRoutes(desk, SIDE_KINDS))
    .route('/roster', rosterRoutes(desk))
    .route('/triage', triageRoutes(desk))
    .route('/loans', loansRoutes(desk))
    .route('/quotas', quotasRoutes(desk))
    .route('/recovery', recoveryRoutes(desk));
  const app = new Hono().use('*', guardLocal).route('/api', api);
  app.get(
    '/api/openapi.json',
    openAPIRouteHandler(app, {
      documentation: {
        info: {
          title: 'Recoup',
          version: '0.1.0',
          description:
            'Amounts are whole fen, days are YYYY-MM-DD, unknown is null. Refusals are problem details with what happened, what was kept and what to do, in Chinese and English.',
        },
        openapi: '3.1.0',
      },
    }),
  );
  app.notFound(answerMissing);
  app.onError(answerError);
  return app;
}

type CreatedApp = ReturnType<typeof createApp>;
export type AppType = CreatedApp;
