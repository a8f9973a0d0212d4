import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { getFilterOptions } from './get-filter-options.ts';

export function triageRoutes({ warehouse }: RoomDeps) {
  return new Hono().get(
    '/filter-options',
    describeRoute({ summary: 'What the filter bar offers for a day' }),
    query(z.object({ asOf: isoDate.optional() })),
    async (c) => c.json(await getFilterOptions(warehouse, c.req.valid('query').asOf)),
  );
}
