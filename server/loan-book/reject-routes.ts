import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { json, param, query } from '../validate.ts';
import type { LoadDeps } from '../warehouse/room-deps.ts';
import { XLSX_TYPE } from '../xlsx.ts';
import { amendSnapshot } from './amend-snapshot.ts';
import { answerCsv } from './answer-csv.ts';
import { rejectsCsv, rejectsXlsx } from './export-rejects.ts';
import { getRejectFacets, getRejects, rejectFilter } from './get-rejects.ts';
import { getSnapshotDetail } from './get-snapshots.ts';
import type { ImportQueue } from './import-queue.ts';
import { getUpload, removeUpload } from './uploads.ts';

const snapshotParam = z.object({ id: z.coerce.number().int() });
const page = rejectFilter.extend({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
const file = rejectFilter.extend({ language: z.enum(['zh', 'en']).default('zh') });
const amendBody = z.object({
  uploadId: z.string(),
  loadedBy: z.string().trim().min(1).max(60).optional(),
});

/** What was refused, row by row: to look through, to take away, and to bring back corrected. */
export function rejectRoutes(deps: LoadDeps, queue: ImportQueue) {
  const { warehouse } = deps;
  return new Hono()
    .get(
      '/snapshots/:id/rejects',
      describeRoute({ summary: 'Rejected rows with every reason, filtered and paged' }),
      param(snapshotParam),
      query(page),
      async (c) => {
        const { offset, limit, ...filter } = c.req.valid('query');
        const { id } = c.req.valid('param');
        return c.json(await getRejects(warehouse, id, { offset, limit }, filter));
      },
    )
    .get(
      '/snapshots/:id/rejects/facets',
      describeRoute({ summary: 'The reasons and fields of the rejected rows, with their rows' }),
      param(snapshotParam),
      async (c) => c.json(await getRejectFacets(warehouse, c.req.valid('param').id)),
    )
    .get(
      '/snapshots/:id/rejects.csv',
      describeRoute({ summary: 'Rejected rows as a CSV for Excel, to be corrected' }),
      param(snapshotParam),
      query(file),
      async (c) => {
        const { id } = c.req.valid('param');
        const { language, ...filter } = c.req.valid('query');
        return answerCsv(rejectsCsv(warehouse, id, language, filter), `rejects-${id}.csv`);
      },
    )
    .get(
      '/snapshots/:id/rejects.xlsx',
      describeRoute({ summary: 'Rejected rows as an Excel workbook, to be corrected' }),
      param(snapshotParam),
      query(file),
      async (c) => {
        const { id } = c.req.valid('param');
        const { language, ...filter } = c.req.valid('query');
        return c.body(await rejectsXlsx(warehouse, id, language, filter), 200, {
          'content-type': XLSX_TYPE,
          'content-disposition': `attachment; filename="rejects-${id}.xlsx"`,
        });
      },
    )
    .post(
      '/snapshots/:id/amendments',
      describeRoute({
        summary: 'Corrects rejected rows by an uploaded file, in the background: a new snapshot',
      }),
      param(snapshotParam),
      json(amendBody),
      async (c) => {
        const { id } = c.req.valid('param');
        const { uploadId, loadedBy } = c.req.valid('json');
        const { asOf } = await getSnapshotDetail(warehouse, id);
        const { path, fileName } = await getUpload(warehouse, uploadId);
        const importId = queue.start(
          { fileName, asOf },
          (hooks) => {
            const by = loadedBy === undefined ? {} : { loadedBy };
            return amendSnapshot(deps, { snapshotId: id, path, fileName, ...by, ...hooks });
          },
          () => removeUpload(warehouse, uploadId),
        );
        return c.json({ importId });
      },
    );
}
