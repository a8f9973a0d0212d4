import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { json } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { XLSX_TYPE } from '../xlsx.ts';
import { clearSample } from './clear-sample.ts';
import { getBank } from './get-bank.ts';
import { tableSheet, tableWorkbook } from './table-workbook.ts';

/** The desk itself: whose data it holds, the way from the sample bank to one's own, backups. */
export function deskRoutes({ warehouse, clock }: RoomDeps) {
  return new Hono()
    .get('/', describeRoute({ summary: 'Whose data the desk holds, and its day' }), async (c) =>
      c.json({ bank: await getBank(warehouse), today: clock.today() }),
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
