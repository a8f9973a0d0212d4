import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { json, param, query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { XLSX_TYPE } from '../xlsx.ts';
import { assignRequest } from './assign-request.ts';
import { handoverCsv, handoverXlsx } from './handover-list.ts';
import {
  approval,
  approveAssignment,
  getAssignment,
  getAssignmentEvents,
  getAssignments,
  saveAssignment,
} from './keep-assignment.ts';
import { makeAssignment } from './make-assignment.ts';

const assignmentId = z.object({ id: z.coerce.number().pipe(z.int().min(1)) });
const language = z.object({ lang: z.enum(['zh', 'en']).default('zh') });
const fileHeaders = (id: number, ending: 'csv' | 'xlsx') => ({
  'content-type': ending === 'xlsx' ? XLSX_TYPE : 'text/csv; charset=utf-8',
  'content-disposition': `attachment; filename="handover-${id}.${ending}"; filename*=UTF-8''${encodeURIComponent(`移交清单-${id}.${ending}`)}`,
});

/** 分派: which officer holds which loan, from when, and the list to hand over by. */
export function assignRoutes(deps: RoomDeps) {
  const { warehouse, clock } = deps;
  return new Hono()
    .post(
      '/preview',
      describeRoute({ summary: 'Loans assigned to officers as a request asks; stores nothing' }),
      json(assignRequest),
      async (c) => c.json(await makeAssignment(warehouse, c.req.valid('json'), clock)),
    )
    .get('/', describeRoute({ summary: 'The saved assignments, newest first' }), async (c) =>
      c.json(await getAssignments(warehouse)),
    )
    .post(
      '/',
      describeRoute({ summary: 'Save the assignment of a request as a draft' }),
      json(assignRequest.extend({ name: z.string().trim().max(80).default('') })),
      async (c) => {
        const { name, ...request } = c.req.valid('json');
        return c.json(await saveAssignment(deps, request, name), 201);
      },
    )
    .get(
      '/:id',
      describeRoute({ summary: 'A saved assignment as it was asked and answered' }),
      param(assignmentId),
      async (c) => c.json(await getAssignment(warehouse, c.req.valid('param').id)),
    )
    .get(
      '/:id/events',
      describeRoute({ summary: "An assignment's audit trail" }),
      param(assignmentId),
      async (c) => c.json(await getAssignmentEvents(warehouse, c.req.valid('param').id)),
    )
    .post(
      '/:id/approve',
      describeRoute({ summary: 'Put an assignment in force from a day, with a name and a reason' }),
      param(assignmentId),
      json(approval),
      async (c) =>
        c.json(await approveAssignment(deps, c.req.valid('param').id, c.req.valid('json'))),
    )
    .get(
      '/:id/moves.csv',
      describeRoute({ summary: 'The handover list as a spreadsheet' }),
      param(assignmentId),
      query(language),
      async (c) => {
        const found = await getAssignment(warehouse, c.req.valid('param').id);
        return c.body(
          handoverCsv(found, c.req.valid('query').lang),
          200,
          fileHeaders(found.id, 'csv'),
        );
      },
    )
    .get(
      '/:id/moves.xlsx',
      describeRoute({ summary: 'The handover list as a workbook' }),
      param(assignmentId),
      query(language),
      async (c) => {
        const found = await getAssignment(warehouse, c.req.valid('param').id);
        return c.body(
          handoverXlsx(found, c.req.valid('query').lang),
          200,
          fileHeaders(found.id, 'xlsx'),
        );
      },
    );
}
