import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { json, param } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { XLSX_TYPE } from '../xlsx.ts';
import { bankName, getBankName, setBankName } from './bank-name.ts';
import { clearSample } from './clear-sample.ts';
import { getBank } from './get-bank.ts';
import { deleteView, getViews, renameView, saveView, viewName, viewToSave } from './saved-views.ts';
import { tableSheet, tableWorkbook } from './table-workbook.ts';

const viewId = param(z.object({ id: z.coerce.number().int().min(1) }));

/** The desk itself: whose data it holds, the way from the sample bank to one's own, backups. */
export function deskRoutes(deps: RoomDeps) {
  const { warehouse, clock } = deps;
  return new Hono()
    .get('/', describeRoute({ summary: 'Whose data the desk holds, and its day' }), async (c) =>
      c.json({
        bank: await getBank(warehouse),
        name: await getBankName(warehouse),
        today: clock.today(),
      }),
    )
    .put(
      '/name',
      describeRoute({ summary: 'What the bank calls itself' }),
      json(bankName),
      async (c) => {
        await setBankName(warehouse, c.req.valid('json').name);
        return c.json({ name: await getBankName(warehouse) });
      },
    )
    .get('/views', describeRoute({ summary: 'Saved views, by name' }), async (c) =>
      c.json(await getViews(warehouse)),
    )
    .post('/views', describeRoute({ summary: 'Save a view' }), json(viewToSave), async (c) =>
      c.json(await saveView(deps, c.req.valid('json'))),
    )
    .patch(
      '/views/:id',
      describeRoute({ summary: 'Rename a view' }),
      viewId,
      json(viewName),
      async (c) =>
        c.json(await renameView(deps, c.req.valid('param').id, c.req.valid('json').name)),
    )
    .delete('/views/:id', describeRoute({ summary: 'Delete a view' }), viewId, async (c) =>
      c.json(await deleteView(deps, c.req.valid('param').id)),
    )
    .delete('/sample', describeRoute({ summary: 'Clears the sample bank' }), async (c) => {
      await clearSample(warehouse);
      return c.json({ bank: await getBank(warehouse) });
    })
    .post(
      '/workbook',
      describeRoute({ summary: 'A table of a page as an Excel workbook' }),
      json(tableSheet),
      (c) =>
        new Response(tableWorkbook(c.req.valid('json')), {
          headers: { 'content-type': XLSX_TYPE },
        }),
    )
    .post(
      '/backups',
      describeRoute({ summary: 'Copies the whole database to a file' }),
      async (c) => {
        const stamp = clock.now().replaceAll(/[-:]/g, '').slice(0, 15);
        return c.json(await warehouse.backUp(`recoup-${stamp}.duckdb`));
      },
    );
}
