import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { json, param, query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { XLSX_TYPE } from '../xlsx.ts';
import { assignRoutes } from './assign-routes.ts';
import { FIRST_CATEGORY, quotaCategory } from './categories.ts';
import { poolRates } from './collectable.ts';
import { getBuiltPlan } from './get-built-plan.ts';
import { getByCategory } from './get-by-category.ts';
import { getInputs } from './get-inputs.ts';
import { getPlan, getPlanHead, getPlans, getReceipt, noReceipt } from './get-plan.ts';
import { getProposals } from './get-proposals.ts';
import { getSheets } from './get-sheets.ts';
import { getTargetLocks } from './get-target-locks.ts';
import { holders } from './holders.ts';
import { amountsImport, importAmounts } from './import-amounts.ts';
import { matrixCsv } from './matrix-csv.ts';
import { matrixXlsx } from './matrix-xlsx.ts';
import { actOnPlan, getPlanEvents, planActBody } from './plan-events.ts';
import { planRequest } from './plan-request.ts';
import { publishPlan } from './publish-plan.ts';
import { pastedBlock, readBlock } from './read-block.ts';
import { savePlan } from './save-plan.ts';
import { getTargets, saveTarget } from './targets.ts';

const year = z.coerce.number().pipe(z.int().min(2000).max(2100));
const planId = z.object({ id: z.coerce.number().pipe(z.int().min(1)) });
const who = z.object({ branch: z.string(), officer: z.string() });
const targetBody = z.object({
  year: z.int().min(2000).max(2100),
  category: quotaCategory.default(FIRST_CATEGORY),
  amountFen: z.number(),
});
const many = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => (typeof value === 'string' ? [value] : value))
  .optional();
const saveBody = planRequest.extend({ name: z.string().trim().max(80).default('') });

/** 任务: annual targets, the plans that split them, and why each quota is what it is. */
export function quotasRoutes(deps: RoomDeps) {
  const { warehouse, clock } = deps;
  return new Hono()
    .route('/assignments', assignRoutes(deps))
    .get(
      '/targets',
      describeRoute({ summary: 'The annual targets in force, of one year or of all' }),
      query(z.object({ year: year.optional() })),
      async (c) => c.json(await getTargets(warehouse, c.req.valid('query').year)),
    )
    .put(
      '/targets',
      describeRoute({
        summary: 'Set the annual target of a category; the old one stays on record',
      }),
      json(targetBody),
      async (c) =>
        c.json(await warehouse.write((tx) => saveTarget(tx, c.req.valid('json'), clock.now()))),
    )
    .get(
      '/targets/locks',
      describeRoute({
        summary: 'What loaded files of targets give branches and officers of a year',
      }),
      query(z.object({ year, category: quotaCategory.default(FIRST_CATEGORY) })),
      async (c) => c.json(await getTargetLocks(warehouse, c.req.valid('query'))),
    )
    .get(
      '/inputs',
      describeRoute({ summary: 'What a year can be planned from: pools, last year, targets' }),
      query(
        z.object({
          year,
          category: quotaCategory.default(FIRST_CATEGORY),
          asOf: isoDate.optional(),
        }),
      ),
      async (c) => {
        const { asOf, ...question } = c.req.valid('query');
        const rates = poolRates.parse({});
        return c.json(
          await getInputs(warehouse, { ...question, rates, basisAsOf: asOf }, clock.today()),
        );
      },
    )
    .post(
      '/preview',
      describeRoute({ summary: 'The whole plan of a request, without storing anything' }),
      json(planRequest),
      async (c) => {
        const request = c.req.valid('json');
        return c.json((await getBuiltPlan(warehouse, request, clock.today())).plan);
      },
    )
    .post(
      '/preview/receipt',
      describeRoute({
        summary: "Why an officer's quota would be what it is, in a plan not stored",
      }),
      json(planRequest.extend({ who })),
      async (c) => {
        const { who: asked, ...request } = c.req.valid('json');
        const own = (await getBuiltPlan(warehouse, request, clock.today())).receipt(asked);
        if (own === undefined) throw noReceipt(asked.branch, asked.officer);
        return c.json(own);
      },
    )
    .post(
      '/paste',
      describeRoute({ summary: 'Amounts pasted into the matrix, as places of an edit' }),
      json(pastedBlock),
      (c) => c.json({ places: readBlock(c.req.valid('json')) }),
    )
    .post(
      '/amounts',
      describeRoute({
        summary: 'An uploaded file of amounts, as changes of a plan; stores nothing',
      }),
      json(amountsImport),
      async (c) => c.json(await importAmounts(deps, c.req.valid('json'))),
    )
    .get(
      '/plans',
      describeRoute({ summary: 'The saved plans of a year, newest first' }),
      query(z.object({ year, category: quotaCategory.optional() })),
      async (c) => {
        const question = c.req.valid('query');
        return c.json(await getPlans(warehouse, question.year, question.category));
      },
    )
    .post(
      '/plans',
      describeRoute({ summary: 'Save the plan of a request as a draft' }),
      json(saveBody),
      async (c) => {
        const { name, ...request } = c.req.valid('json');
        return c.json(await savePlan(deps, request, name), 201);
      },
    )
    .get(
      '/by-category',
      describeRoute({ summary: "Every category's quotas of a year, officer by category" }),
      query(z.object({ year, branch: many, officer: many })),
      async (c) => {
        const { year: asked, ...of } = c.req.valid('query');
        return c.json(await getByCategory(warehouse, asked, of));
      },
    )
    .get(
      '/plans/:id',
      describeRoute({ summary: 'A saved plan with its request' }),
      param(planId),
      async (c) => c.json(await getPlan(warehouse, c.req.valid('param').id)),
    )
    .post(
      '/plans/:id/publish',
      describeRoute({ summary: 'Put a draft in force; it cannot change afterwards' }),
      param(planId),
      json(
        z.object({ effectiveOn: isoDate.optional(), who: z.string().trim().max(40).default('') }),
      ),
      async (c) => {
        const { effectiveOn, who } = c.req.valid('json');
        return c.json(await publishPlan(deps, c.req.valid('param').id, effectiveOn, who));
      },
    )
    .get(
      '/plans/:id/proposals',
      describeRoute({ summary: 'What the latest book says has changed since the plan in force' }),
      param(planId),
      query(z.object({ effectiveOn: isoDate, asOf: isoDate.optional(), ...holders })),
      async (c) => {
        const { asOf, ...asked } = c.req.valid('query');
        const question = { planId: c.req.valid('param').id, basisAsOf: asOf, ...asked };
        return c.json(await getProposals(warehouse, question, clock.today()));
      },
    )
    .get(
      '/plans/:id/events',
      describeRoute({ summary: "A plan's audit trail: who did what, when and why" }),
      param(planId),
      async (c) => {
        const { id } = c.req.valid('param');
        await getPlanHead(warehouse, id);
        return c.json(await getPlanEvents(warehouse, id));
      },
    )
    .post(
      '/plans/:id/events',
      describeRoute({ summary: 'Submit, approve, return, comment on or sign a plan' }),
      param(planId),
      json(planActBody),
      async (c) => c.json(await actOnPlan(deps, c.req.valid('param').id, c.req.valid('json')), 201),
    )
    .get(
      '/plans/:id/receipts/:branch/:officer',
      describeRoute({ summary: "Why one officer's quota is what it is" }),
      param(planId.extend(who.shape)),
      async (c) => {
        const { id, branch, officer } = c.req.valid('param');
        return c.json(await getReceipt(warehouse, id, branch, officer));
      },
    )
    .get(
      '/plans/:id/sheets',
      describeRoute({ summary: 'The duty sheets to sign, with the version before' }),
      param(planId),
      query(z.object({ branch: many, officer: many })),
      async (c) =>
        c.json(await getSheets(warehouse, c.req.valid('param').id, c.req.valid('query'))),
    )
    .get(
      '/plans/:id/matrix.xlsx',
      describeRoute({ summary: 'Officer by month as a workbook whose totals are formulas' }),
      param(planId),
      async (c) => {
        const found = await getPlan(warehouse, c.req.valid('param').id);
        const events = await getPlanEvents(warehouse, found.id);
        const comments = events.filter((own) => own.act === 'comment');
        const file = encodeURIComponent(`任务分解表-${found.year}-${found.id}.xlsx`);
        return c.body(new Uint8Array(await matrixXlsx(found.plan, comments)), 200, {
          'content-type': XLSX_TYPE,
          'content-disposition': `attachment; filename="quotas-${found.year}-${found.id}.xlsx"; filename*=UTF-8''${file}`,
        });
      },
    )
    .get(
      '/plans/:id/matrix.csv',
      describeRoute({ summary: 'Officer by month as a spreadsheet, with exact totals' }),
      param(planId),
      async (c) => {
        const found = await getPlan(warehouse, c.req.valid('param').id);
        const file = encodeURIComponent(`任务分解表-${found.year}-${found.id}.csv`);
        return c.body(matrixCsv(found.plan), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="quotas-${found.year}-${found.id}.csv"; filename*=UTF-8''${file}`,
        });
      },
    );
}
