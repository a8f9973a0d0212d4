import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { json, param, query } from '../validate.ts';
import type { LoadDeps } from '../warehouse/room-deps.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';
import { DATE_ORDERS } from './clean-sql.ts';
import { ENCODINGS } from './detect-encoding.ts';
import { getSkipped } from './get-rejects.ts';
import { getSnapshotDetail, getSnapshots } from './get-snapshots.ts';
import { importLoanBook } from './import-loan-book.ts';
import { ImportQueue } from './import-queue.ts';
import { cutRecords, inspectRecords, inspectUpload } from './inspect-file.ts';
import { qualityRoutes } from './quality-routes.ts';
import { rejectRoutes } from './reject-routes.ts';
import { restoreSnapshot } from './restore-snapshot.ts';
import { getSources, mappingSchema } from './saved-mapping.ts';
import { getUpload, receiveUpload, removeUpload } from './uploads.ts';
import { wordChanges, wordRoutes } from './word-routes.ts';

const uploadParam = z.object({ id: z.string() });
const snapshotParam = z.object({ id: z.coerce.number().int() });
const page = z.object({
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
/** What the person at the desk calls themselves; nothing checks it. */
const loadedBy = z.string().trim().min(1).max(60);
const inspectBody = z.object({
  encoding: z.enum(ENCODINGS).optional(),
  sheet: z.string().optional(),
  sourceName: z.string().optional(),
});
const importBody = z.object({
  uploadId: z.string(),
  asOf: isoDate,
  sourceName: z.string().trim().min(1).max(100).optional(),
  mapping: mappingSchema.optional(),
  encoding: z.enum(ENCODINGS).optional(),
  sheet: z.string().optional(),
  constants: z.record(z.string(), z.string()).optional(),
  dateOrder: z.enum(DATE_ORDERS).optional(),
  words: wordChanges.optional(),
  replaceSample: z.boolean().optional(),
  loadedBy: loadedBy.optional(),
});

/** A file arrives, is looked into, and becomes a snapshot in the background. */
function importRoutes(deps: LoadDeps, queue: ImportQueue) {
  const { warehouse } = deps;
  return new Hono()
    .put(
      '/uploads',
      describeRoute({ summary: 'Stores a file (the raw body) for an import' }),
      query(z.object({ fileName: z.string().min(1).max(255) })),
      async (c) => {
        const { fileName } = c.req.valid('query');
        const { raw } = c.req;
        const upload = await receiveUpload(warehouse, fileName, raw.body, raw.signal);
        const { uploadId, sha256, byteSize } = upload;
        return c.json({ uploadId, sha256, byteSize });
      },
    )
    .delete(
      '/uploads/:id',
      describeRoute({ summary: 'Throws an uploaded file away' }),
      param(uploadParam),
      async (c) => {
        await removeUpload(warehouse, c.req.valid('param').id);
        return c.json({ removed: true });
      },
    )
    .post(
      '/uploads/:id/inspect',
      describeRoute({ summary: 'Encoding, layout and suggested mapping of an uploaded file' }),
      param(uploadParam),
      json(inspectBody),
      async (c) => {
        const upload = await getUpload(warehouse, c.req.valid('param').id);
        const { sourceName, ...choices } = c.req.valid('json');
        return c.json(await inspectUpload(warehouse, upload, choices, sourceName));
      },
    )
    .post(
      '/layouts',
      describeRoute({ summary: 'Layout and suggested mapping of records cut by the browser' }),
      json(cutRecords),
      async (c) => c.json(await inspectRecords(warehouse, c.req.valid('json'))),
    )
    .post(
      '/imports',
      describeRoute({ summary: 'Imports an uploaded file in the background' }),
      json(importBody),
      async (c) => {
        const { uploadId, ...choices } = c.req.valid('json');
        const { path, fileName } = await getUpload(warehouse, uploadId);
        const importId = queue.start(
          { fileName, asOf: choices.asOf },
          (hooks) => importLoanBook(deps, { path, fileName, ...choices, ...hooks }),
          () => removeUpload(warehouse, uploadId),
        );
        return c.json({ importId });
      },
    )
    .get('/imports', describeRoute({ summary: 'Running and recent imports' }), (c) =>
      c.json(queue.list()),
    )
    .get(
      '/imports/:id',
      describeRoute({ summary: 'Where an import is, and its result' }),
      param(uploadParam),
      (c) => c.json(queue.get(c.req.valid('param').id)),
    )
    .delete(
      '/imports/:id',
      describeRoute({ summary: 'Cancels an import' }),
      param(uploadParam),
      (c) => c.json(queue.cancel(c.req.valid('param').id)),
    );
}

/** What was loaded, what was refused, and why. */
function snapshotRoutes(deps: LoadDeps) {
  const { warehouse } = deps;
  return new Hono()
    .get('/fields', describeRoute({ summary: 'The canonical fields' }), (c) =>
      c.json(CANONICAL_FIELDS),
    )
    .get('/sources', describeRoute({ summary: 'Sources with a saved mapping' }), async (c) =>
      c.json(await getSources(warehouse)),
    )
    .get('/snapshots', describeRoute({ summary: 'The timeline of snapshots' }), async (c) =>
      c.json(await getSnapshots(warehouse)),
    )
    .get(
      '/snapshots/:id',
      describeRoute({ summary: 'A snapshot: totals, warnings, mapping' }),
      param(snapshotParam),
      async (c) => c.json(await getSnapshotDetail(warehouse, c.req.valid('param').id)),
    )
    .post(
      '/snapshots/:id/restore',
      describeRoute({ summary: 'Makes a superseded snapshot current again; nothing is deleted' }),
      param(snapshotParam),
      json(z.object({ restoredBy: loadedBy.optional() })),
      async (c) =>
        c.json(
          await restoreSnapshot(deps, c.req.valid('param').id, c.req.valid('json').restoredBy),
        ),
    )
    .get(
      '/snapshots/:id/skipped',
      describeRoute({ summary: 'Rows recognised as no data' }),
      param(snapshotParam),
      query(page),
      async (c) =>
        c.json(await getSkipped(warehouse, c.req.valid('param').id, c.req.valid('query'))),
    );
}

export function loanBookRoutes(deps: LoadDeps) {
  const queue = new ImportQueue(deps.clock);
  return new Hono()
    .route('/', importRoutes(deps, queue))
    .route('/', snapshotRoutes(deps))
    .route('/', rejectRoutes(deps, queue))
    .route('/', qualityRoutes(deps))
    .route('/', wordRoutes(deps, queue));
}
