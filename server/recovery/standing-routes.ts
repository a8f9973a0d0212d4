import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { loanFilter } from '../triage/loan-filter.ts';
import { query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { getCategories, getReceivedLoans, RECEIVED } from './get-categories.ts';
import { getComparison } from './get-comparison.ts';
import { getConcentration } from './get-concentration.ts';
import { getUnitForecasts } from './get-forecasts.ts';
import { ensureMovements } from './write-movements.ts';

export const byUnit = loanFilter.extend({
  by: z.enum(['branch', 'officer']).default('branch'),
});

/** Where everybody stands, will end, and on whom that hangs. */
export function standingRoutes({ warehouse }: RoomDeps) {
  return new Hono()
    .get(
      '/forecasts',
      describeRoute({ summary: 'Where each branch or officer will end the year, by every method' }),
      query(byUnit),
      async (c) => {
        await ensureMovements(warehouse);
        const { by, ...filter } = c.req.valid('query');
        return c.json(await getUnitForecasts(warehouse, filter, by));
      },
    )
    .get(
      '/comparison',
      describeRoute({ summary: 'What explains the pace of each branch or officer' }),
      query(byUnit),
      async (c) => {
        await ensureMovements(warehouse);
        const { by, ...filter } = c.req.valid('query');
        return c.json(await getComparison(warehouse, filter, by));
      },
    )
    .get(
      '/categories',
      describeRoute({ summary: 'The year by category, with what each counts as' }),
      query(loanFilter),
      async (c) => {
        await ensureMovements(warehouse);
        return c.json(await getCategories(warehouse, c.req.valid('query')));
      },
    )
    .get(
      '/categories/loans',
      describeRoute({ summary: 'The loans behind the money of a category' }),
      query(
        loanFilter.extend({
          category: z.enum(RECEIVED),
          limit: z.coerce.number().int().min(1).max(1000).default(200),
          offset: z.coerce.number().int().min(0).default(0),
        }),
      ),
      async (c) => {
        await ensureMovements(warehouse);
        const { category, limit, offset, ...filter } = c.req.valid('query');
        return c.json(await getReceivedLoans(warehouse, category, filter, { limit, offset }));
      },
    )
    .get(
      '/concentration',
      describeRoute({
        summary: 'The fewest claims that would close the gap, and what if they fail',
      }),
      query(loanFilter),
      async (c) => {
        await ensureMovements(warehouse);
        return c.json(await getConcentration(warehouse, c.req.valid('query')));
      },
    );
}
