import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { json, param, query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { acknowledgeLine, acknowledgement } from './acknowledge-line.ts';
import { answerCsv } from './answer-csv.ts';
import { getQuality } from './get-quality.ts';
import { getQualityLoans, qualityLoansCsv } from './get-quality-loans.ts';

const snapshotParam = z.object({ id: z.coerce.number().int() });
const lineParam = snapshotParam.extend({ line: z.string().min(1).max(100) });
const branch = z.string().max(200).optional();
const page = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  branch,
});

/** Can a snapshot be trusted: what was found, the loans behind it, and who looked at it. */
export function qualityRoutes(deps: RoomDeps) {
  const { warehouse } = deps;
  return new Hono()
    .get(
      '/snapshots/:id/quality',
      describeRoute({ summary: "A snapshot's quality report" }),
      param(snapshotParam),
      async (c) => c.json(await getQuality(warehouse, c.req.valid('param').id)),
    )
    .get(
      '/snapshots/:id/quality/:line/loans',
      describeRoute({ summary: 'The loans behind a line of the report, paged, with its total' }),
      param(lineParam),
      query(page),
      async (c) => {
        const { id, line } = c.req.valid('param');
        return c.json(await getQualityLoans(warehouse, id, line, c.req.valid('query')));
      },
    )
    .get(
      '/snapshots/:id/quality/:line/loans.csv',
      describeRoute({ summary: 'The loans behind a line of the report as a CSV for Excel' }),
      param(lineParam),
      query(z.object({ language: z.enum(['zh', 'en']).default('zh'), branch })),
      async (c) => {
        const { id, line } = c.req.valid('param');
        const parts = qualityLoansCsv(warehouse, id, line, c.req.valid('query'));
        const name = `quality-${id}-${line.replace(/[^a-z_-]/g, '-')}.csv`;
        return answerCsv(parts, name);
      },
    )
    .post(
      '/snapshots/:id/quality/:line/notes',
      describeRoute({ summary: 'Notes that somebody has looked at a line of the report' }),
      param(lineParam),
      json(acknowledgement),
      async (c) => {
        const { id, line } = c.req.valid('param');
        return c.json(await acknowledgeLine(deps, id, line, c.req.valid('json')));
      },
    );
}
