import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { answerCsv } from '../loan-book/answer-csv.ts';
import { DATE_ORDERS } from '../loan-book/clean-sql.ts';
import { ENCODINGS } from '../loan-book/detect-encoding.ts';
import { sourceCsv, sourceXlsx } from '../loan-book/export-rejects.ts';
import { rejectFilter } from '../loan-book/get-rejects.ts';
import { ImportQueue } from '../loan-book/import-queue.ts';
import { inspectUpload } from '../loan-book/inspect-file.ts';
import { getSources, mappingSchema } from '../loan-book/saved-mapping.ts';
import { getUpload, removeUpload } from '../loan-book/uploads.ts';
import { json, param, query } from '../validate.ts';
import type { LoadDeps } from '../warehouse/room-deps.ts';
import { XLSX_TYPE } from '../xlsx.ts';
import { correctRejects } from './correct-rejects.ts';
import {
  getSideFile,
  getSideFiles,
  getSideRejects,
  getSideSkipped,
  type SideFile,
  sideRejectSource,
} from './get-side-files.ts';
import { guessKind } from './guess-kind.ts';
import { checkSideFile, loadSideFile } from './load-side-file.ts';
import { SIDE_KINDS, type SideKind, type SideKindId } from './side-kind.ts';

const kindId = z.enum(SIDE_KINDS);
const uploadParam = z.object({ id: z.string() });
const fileParam = z.object({ id: z.coerce.number().int() });
const page = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
const reading = z.object({
  encoding: z.enum(ENCODINGS).optional(),
  sheet: z.string().optional(),
  sourceName: z.string().trim().min(1).max(100).optional(),
});
const choices = reading.extend({
  kind: kindId,
  mapping: mappingSchema.optional(),
  asOf: isoDate.optional(),
  dateOrder: z.enum(DATE_ORDERS).optional(),
});
const loadBody = choices.extend({
  uploadId: z.string(),
  replaceSample: z.boolean().optional(),
});

// A kind's lines are its own: what the machinery does with them does not look inside.
// biome-ignore lint/suspicious/noExplicitAny: kinds of different lines stand in one list
export type SideKinds = Readonly<Record<SideKindId, SideKind<any>>>;

function loadRoutes(deps: LoadDeps, kinds: SideKinds) {
  const { warehouse, clock } = deps;
  const queue = new ImportQueue<SideFile>(clock);
  return new Hono()
    .get('/kinds', describeRoute({ summary: 'The kinds of side files and their fields' }), (c) =>
      c.json(
        SIDE_KINDS.map((id) => {
          const { label, sourceName, fields } = kinds[id];
          return { id, label, sourceName, fields };
        }),
      ),
    )
    .get(
      '/sources',
      describeRoute({ summary: 'Sources with a saved mapping, of one kind' }),
      query(z.object({ kind: kindId })),
      async (c) => c.json(await getSources(warehouse, kinds[c.req.valid('query').kind])),
    )
    .post(
      '/uploads/:id/inspect',
      describeRoute({ summary: 'What kind of file an upload is, its layout and its columns' }),
      param(uploadParam),
      json(reading.extend({ kind: kindId.optional() })),
      async (c) => {
        const { kind: said, sourceName, ...looked } = c.req.valid('json');
        const upload = await getUpload(warehouse, c.req.valid('param').id);
        const kind = kinds[said ?? (await guessKind(warehouse, kinds, upload, looked))];
        const source = sourceName ?? kind.sourceName;
        return c.json({
          kind: kind.id,
          ...(await inspectUpload(warehouse, upload, looked, source, kind)),
        });
      },
    )
    .post(
      '/uploads/:id/check',
      describeRoute({ summary: 'What loading an upload would come to; stores nothing' }),
      param(uploadParam),
      json(choices),
      async (c) => {
        const { kind, ...request } = c.req.valid('json');
        const { path, fileName } = await getUpload(warehouse, c.req.valid('param').id);
        return c.json(await checkSideFile(deps, kinds[kind], { path, fileName, ...request }));
      },
    )
    .post(
      '/loads',
      describeRoute({ summary: 'Loads an upload in the background' }),
      json(loadBody),
      async (c) => {
        const { uploadId, kind, replaceSample, ...request } = c.req.valid('json');
        const { path, fileName } = await getUpload(warehouse, uploadId);
        const first = replaceSample ? { first: deps.clearSample } : {};
        const loadId = queue.start(
          { fileName, asOf: request.asOf ?? clock.today() },
          (hooks) =>
            loadSideFile(deps, kinds[kind], { path, fileName, ...request, ...first, ...hooks }),
          () => removeUpload(warehouse, uploadId),
        );
        return c.json({ loadId });
      },
    )
    .get('/loads', describeRoute({ summary: 'Running and recent loads' }), (c) =>
      c.json(queue.list()),
    )
    .get(
      '/loads/:id',
      describeRoute({ summary: 'Where a load is, and its result' }),
      param(uploadParam),
      (c) => c.json(queue.get(c.req.valid('param').id)),
    )
    .delete('/loads/:id', describeRoute({ summary: 'Cancels a load' }), param(uploadParam), (c) =>
      c.json(queue.cancel(c.req.valid('param').id)),
    )
    .post(
      '/files/:id/corrections',
      describeRoute({ summary: 'Brings corrected rows of a file back, in the background' }),
      param(fileParam),
      json(z.object({ uploadId: z.string() })),
      async (c) => {
        const { id } = c.req.valid('param');
        const { uploadId } = c.req.valid('json');
        const { kind, asOf } = await getSideFile(warehouse, id);
        const { path, fileName } = await getUpload(warehouse, uploadId);
        const loadId = queue.start(
          { fileName, asOf },
          (hooks) => correctRejects(deps, kinds[kind], id, { path, fileName, ...hooks }),
          () => removeUpload(warehouse, uploadId),
        );
        return c.json({ loadId });
      },
    );
}

function fileRoutes({ warehouse }: LoadDeps, kinds: SideKinds) {
  return new Hono()
    .get(
      '/files',
      describeRoute({ summary: 'The side files loaded so far, the latest first' }),
      query(z.object({ kind: kindId.optional() })),
      async (c) => c.json(await getSideFiles(warehouse, c.req.valid('query').kind)),
    )
    .get(
      '/files/:id/rejects',
      describeRoute({ summary: 'Rejected rows that wait for a correction, with every reason' }),
      param(fileParam),
      query(rejectFilter.extend(page.shape)),
      async (c) => {
        const { offset, limit, ...filter } = c.req.valid('query');
        const { id, kind } = await getSideFile(warehouse, c.req.valid('param').id);
        const { fields } = kinds[kind];
        return c.json(await getSideRejects(warehouse, id, fields, { offset, limit }, filter));
      },
    )
    .get(
      '/files/:id/rejects/:type{csv|xlsx}',
      describeRoute({ summary: 'Rejected rows as a file for Excel, to be corrected' }),
      param(fileParam.extend({ type: z.enum(['csv', 'xlsx']) })),
      query(rejectFilter.extend({ language: z.enum(['zh', 'en']).default('zh') })),
      async (c) => {
        const { language, ...filter } = c.req.valid('query');
        const { id, type } = c.req.valid('param');
        const file = await getSideFile(warehouse, id);
        const source = await sideRejectSource(warehouse, file, kinds[file.kind].fields, filter);
        const name = `rejects-${file.kind}-${id}.${type}`;
        if (type === 'csv') return answerCsv(sourceCsv(source, language), name);
        return c.body(sourceXlsx(source, language), 200, {
          'content-type': XLSX_TYPE,
          'content-disposition': `attachment; filename="${name}"`,
        });
      },
    )
    .get(
      '/files/:id/skipped',
      describeRoute({ summary: 'Rows recognised as no data' }),
      param(fileParam),
      query(page),
      async (c) =>
        c.json(await getSideSkipped(warehouse, c.req.valid('param').id, c.req.valid('query'))),
    );
}

/** Rosters, postings and targets: looked into, loaded, rejected, corrected and brought back. */
export function sideFileRoutes(deps: LoadDeps, kinds: SideKinds) {
  return new Hono().route('/', loadRoutes(deps, kinds)).route('/', fileRoutes(deps, kinds));
}
