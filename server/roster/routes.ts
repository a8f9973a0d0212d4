import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { getBranchesOn } from './get-branches-on.ts';
import { getOfficersOn } from './get-officers-on.ts';

const onDay = z.object({ day: isoDate.optional() });

/** Who works where on a day. */
export function rosterRoutes({ warehouse, clock }: RoomDeps) {
  return new Hono()
    .get(
      '/branches',
      describeRoute({
        summary: "The bank's branches on a day (today), and where that is known from",
      }),
      query(onDay),
      async (c) =>
        c.json(await getBranchesOn(warehouse, c.req.valid('query').day ?? clock.today())),
    )
    .get(
      '/officers',
      describeRoute({ summary: "The bank's officers on a day (today): active, capacity, leave" }),
      query(onDay),
      async (c) =>
        c.json(await getOfficersOn(warehouse, c.req.valid('query').day ?? clock.today())),
    );
}
