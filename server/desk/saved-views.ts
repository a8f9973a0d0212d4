import { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import type { Reader, Transaction } from '../warehouse/warehouse.ts';

/** The pages that a view can be of: those that the filters change. */
const PAGES = ['/', '/loans', '/triage', '/quotas', '/progress'] as const;

export const viewName = z.object({ name: z.string().trim().min(1).max(60) });

/** A page as it stands: its filters, grouping, order and whatever else its address says. */
export const viewToSave = viewName.extend({
  page: z.enum(PAGES),
  /** The address after the page: nothing, or `?` and its parameters. */
  search: z
    .string()
    .max(6000)
    .regex(/^(\?.*)?$/),
});

const view = viewToSave.extend({ id: z.int(), savedAt: z.string() });
export type SavedView = z.infer<typeof view>;

/** Every saved view, by name. */
export async function getViews(reader: Reader): Promise<SavedView[]> {
  return reader.rows(
    view,
    'SELECT id, name, page, search, saved_at AS "savedAt" FROM saved_view ORDER BY name, id',
  );
}

const nameTaken = (name: string) =>
  new Refusal('view-name-taken', 409, {
    happened: {
      zh: `已有名为「${name}」的视图。`,
      en: `There is a view named "${name}" already.`,
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请换一个名称,或先删除原来的视图。',
      en: 'Choose another name, or delete that one first.',
    },
  });

const viewMissing = () =>
  new Refusal('view-missing', 404, {
    happened: {
      zh: '没有这个视图,可能已被删除。',
      en: 'There is no such view; it may be deleted.',
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请刷新页面后再看。', en: 'Reload the page and look again.' },
  });

async function refuseTaken(tx: Transaction, name: string, id: number): Promise<void> {
  const { taken } = await tx.one(
    z.object({ taken: z.int() }),
    'SELECT count(*) AS taken FROM saved_view WHERE lower(name) = lower($1) AND id <> $2',
    [name, id],
  );
  if (taken > 0) throw nameTaken(name);
}

/** Keeps a view under a name of its own. Refuses with 'view-name-taken'; answers every view. */
export async function saveView(
  { warehouse, clock }: RoomDeps,
  { name, page, search }: z.infer<typeof viewToSave>,
): Promise<SavedView[]> {
  await warehouse.write(async (tx) => {
    await refuseTaken(tx, name, 0);
    await tx.run(
      `INSERT INTO saved_view VALUES (nextval('saved_view_seq'), $1, $2, $3, CAST($4 AS TIMESTAMP))`,
      [name, page, search, clock.now()],
    );
  });
  return getViews(warehouse);
}

/** Gives a view another name. Refuses with 'view-missing' and 'view-name-taken'. */
export async function renameView(
  { warehouse }: RoomDeps,
  id: number,
  name: string,
): Promise<SavedView[]> {
  await warehouse.write(async (tx) => {
    await refuseTaken(tx, name, id);
    const changed = await tx.run('UPDATE saved_view SET name = $2 WHERE id = $1', [id, name]);
    if (changed === 0) throw viewMissing();
  });
  return getViews(warehouse);
}

/** Forgets a view. Refuses with 'view-missing'. */
export async function deleteView({ warehouse }: RoomDeps, id: number): Promise<SavedView[]> {
  await warehouse.write(async (tx) => {
    const changed = await tx.run('DELETE FROM saved_view WHERE id = $1', [id]);
    if (changed === 0) throw viewMissing();
  });
  return getViews(warehouse);
}
