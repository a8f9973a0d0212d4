import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { json, param, query } from '../validate.ts';
import type { LoadDeps } from '../warehouse/room-deps.ts';
import { DATE_ORDERS } from './clean-sql.ts';
import { CODES_BY_FIELD } from './codes.ts';
import { getSnapshotDetail } from './get-snapshots.ts';
import { getKeptColumns, getSnapshotWords } from './get-words.ts';
import type { ImportQueue } from './import-queue.ts';
import { DEFAULT_SOURCE } from './import-request.ts';
import { tryKeptColumn } from './open-rereading.ts';
import { checkWords } from './own-words.ts';
import { readFileWords, wordColumns } from './read-column-words.ts';
import { rereadSnapshot } from './reread-snapshot.ts';
import { getSavedWords, getWordVersions, saveWords } from './saved-words.ts';

const snapshotParam = z.object({ id: z.coerce.number().int() });
const sourceName = z.string().trim().min(1).max(100).default(DEFAULT_SOURCE);
const dateOrder = z.enum(DATE_ORDERS).optional();
const person = z.string().trim().min(1).max(60).optional();

/** Lines of a code table as they are handed in; what they mean is checked by `checkWords`. */
export const wordChanges = z
  .array(
    z.object({
      field: z.string().max(60),
      word: z.string().max(2000),
      meaning: z.string().max(2000).nullable(),
      forget: z.boolean().optional(),
    }),
  )
  .max(50_000);

const rereadBody = z.object({
  words: wordChanges.optional(),
  columns: z.record(z.string(), z.string()).optional(),
  dateOrder,
  everySnapshot: z.boolean().optional(),
  loadedBy: person,
});

/** What a bank's own words mean, and what loaded snapshots say when they are read by them again. */
export function wordRoutes(deps: LoadDeps, queue: ImportQueue) {
  const { warehouse, clock } = deps;
  return new Hono()
    .get('/codes', describeRoute({ summary: 'The closed lists of codes, by field' }), (c) =>
      c.json(CODES_BY_FIELD),
    )
    .get(
      '/words',
      describeRoute({ summary: "A source's own code table, and its versions" }),
      query(z.object({ sourceName })),
      async (c) => {
        const { sourceName } = c.req.valid('query');
        const saved = await getSavedWords(warehouse, sourceName);
        return c.json({
          sourceName,
          ...saved,
          versions: await getWordVersions(warehouse, sourceName),
        });
      },
    )
    .post(
      '/words',
      describeRoute({ summary: "Adds to a source's code table: a new version, for the next load" }),
      json(z.object({ sourceName, words: wordChanges, savedBy: person })),
      async (c) => {
        const { sourceName, words, savedBy } = c.req.valid('json');
        const changes = checkWords(words);
        const saved = { at: clock.now(), by: savedBy };
        const version = await warehouse.write((tx) => saveWords(tx, sourceName, changes, saved));
        return c.json({ version });
      },
    )
    .post(
      '/words/readings',
      describeRoute({ summary: "How words of a file's columns would be read; nothing is stored" }),
      json(wordColumns),
      async (c) => c.json(await readFileWords(warehouse, c.req.valid('json'))),
    )
    .get(
      '/snapshots/:id/words',
      describeRoute({ summary: 'The words of a snapshot that have or want a meaning, counted' }),
      param(snapshotParam),
      async (c) => c.json(await getSnapshotWords(warehouse, c.req.valid('param').id)),
    )
    .get(
      '/snapshots/:id/kept',
      describeRoute({ summary: 'The columns that a snapshot kept unmapped, with samples' }),
      param(snapshotParam),
      async (c) => c.json(await getKeptColumns(warehouse, c.req.valid('param').id)),
    )
    .get(
      '/snapshots/:id/kept/trial',
      describeRoute({ summary: 'How a kept column would be read as a field; nothing is stored' }),
      param(snapshotParam),
      query(z.object({ column: z.string(), field: z.string(), dateOrder })),
      async (c) =>
        c.json(await tryKeptColumn(warehouse, c.req.valid('param').id, c.req.valid('query'))),
    )
    .post(
      '/snapshots/:id/readings',
      describeRoute({
        summary:
          'Reads a snapshot again by new words and newly mapped columns, in the background: a new snapshot',
      }),
      param(snapshotParam),
      json(rereadBody),
      async (c) => {
        const { id } = c.req.valid('param');
        const { words, columns, dateOrder, everySnapshot, loadedBy } = c.req.valid('json');
        const { asOf, fileName } = await getSnapshotDetail(warehouse, id);
        const importId = queue.start(
          { fileName, asOf },
          (hooks) =>
            rereadSnapshot(deps, {
              snapshotId: id,
              ...(words && { words }),
              ...(columns && { columns }),
              ...(dateOrder && { dateOrder }),
              ...(everySnapshot && { everySnapshot }),
              ...(loadedBy && { loadedBy }),
              ...hooks,
            }),
          () => Promise.resolve(),
        );
        return c.json({ importId });
      },
    );
}
