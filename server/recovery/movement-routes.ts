import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { loanFilter } from '../triage/loan-filter.ts';
import { query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { STATE_KINDS } from './claim-states.ts';
import { getCures } from './get-cures.ts';
import { getDormancy, getDormantLoans } from './get-dormancy.ts';
import { getCaseLoans, getOutcomes } from './get-outcomes.ts';
import { getRollRates } from './get-roll-rates.ts';
import { getTransitionLoans, getTransitions } from './get-transitions.ts';
import { getVillageLoans, getVillages } from './get-villages.ts';
import { CASE_KEYS, ENDS } from './trace-cases.ts';
import { ensureMovements } from './write-movements.ts';

/** The filter and the days of a question about two snapshots. */
export const span = loanFilter.omit({ asOf: true }).extend({
  from: isoDate.optional(),
  to: isoDate.optional(),
});

const page = {
  limit: z.coerce.number().int().min(1).max(1000).default(200),
  offset: z.coerce.number().int().min(0).default(0),
};

const weeks = z.coerce.number().int().min(1).max(520).default(13);

const by = z.enum(CASE_KEYS).default('default_type');
const kind = z.enum(STATE_KINDS).default('class');

/** How claims move between states and through time. */
export function movementRoutes({ warehouse }: RoomDeps) {
  return new Hono()
    .get(
      '/transitions',
      describeRoute({
        summary: 'The migration matrix between two days, by class or days past due',
      }),
      query(span.extend({ kind })),
      async (c) => {
        const { from, to, kind, ...filter } = c.req.valid('query');
        return c.json(await getTransitions(warehouse, { from, to }, kind, filter));
      },
    )
    .get(
      '/transitions/loans',
      describeRoute({ summary: 'The claims behind a cell of the migration matrix' }),
      query(
        span.extend({
          ...{ kind, ...page },
          row: z.string().max(40).optional(),
          col: z.string().max(40).optional(),
          way: z.enum(['worse', 'better', 'same', 'rolled']).optional(),
        }),
      ),
      async (c) => {
        const { from, to, kind, row, col, way, limit, offset, ...filter } = c.req.valid('query');
        const cell = { row, col, way };
        const days = { from, to };
        const one = { limit, offset };
        return c.json(await getTransitionLoans(warehouse, days, kind, filter, cell, one));
      },
    )
    .get(
      '/roll-rates',
      describeRoute({ summary: 'Roll rates by month and band, each over the width of its band' }),
      query(loanFilter),
      async (c) => c.json(await getRollRates(warehouse, c.req.valid('query'))),
    )
    .get(
      '/cures',
      describeRoute({ summary: 'Upgrades: was the observation kept, and were they bad again?' }),
      query(span),
      async (c) => {
        await ensureMovements(warehouse);
        const { from, to, ...filter } = c.req.valid('query');
        return c.json(await getCures(warehouse, { from, to }, filter));
      },
    )
    .get(
      '/dormancy',
      describeRoute({ summary: 'Claims whose balance has not moved, by collateral cover' }),
      query(loanFilter.extend({ weeks })),
      async (c) => {
        await ensureMovements(warehouse);
        const { weeks, ...filter } = c.req.valid('query');
        return c.json(await getDormancy(warehouse, filter, weeks));
      },
    )
    .get(
      '/dormancy/loans',
      describeRoute({ summary: 'The claims whose balance has not moved' }),
      query(loanFilter.extend({ weeks, ...page, cover: z.string().max(40).optional() })),
      async (c) => {
        await ensureMovements(warehouse);
        const { weeks, cover, limit, offset, ...filter } = c.req.valid('query');
        const asked = { weeks, cover };
        return c.json(await getDormantLoans(warehouse, filter, asked, { limit, offset }));
      },
    )
    .get(
      '/villages',
      describeRoute({
        summary: 'Villages as clusters of default; none of fewer than five borrowers',
      }),
      query(loanFilter.extend({ since: isoDate.optional() })),
      async (c) => {
        const { since, ...filter } = c.req.valid('query');
        return c.json(await getVillages(warehouse, filter, since));
      },
    )
    .get(
      '/villages/loans',
      describeRoute({ summary: 'The bad claims of one village' }),
      query(loanFilter.extend({ village: z.string().min(1).max(200) })),
      async (c) => {
        const { village, ...filter } = c.req.valid('query');
        return c.json(await getVillageLoans(warehouse, filter, village));
      },
    )
    .get(
      '/outcomes',
      describeRoute({ summary: 'Recovery rate and time to recovery, by group and by vintage' }),
      query(loanFilter.extend({ by, end: z.enum(ENDS).default('settled') })),
      async (c) => {
        await ensureMovements(warehouse);
        const { by, end, ...filter } = c.req.valid('query');
        return c.json(await getOutcomes(warehouse, filter, by, end));
      },
    )
    .get(
      '/outcomes/loans',
      describeRoute({ summary: 'The cases of one group or one vintage' }),
      query(
        loanFilter.extend({
          ...{ by, ...page },
          group: z.string().max(200).optional(),
          quarter: z.string().max(20).optional(),
        }),
      ),
      async (c) => {
        await ensureMovements(warehouse);
        const { by, group, quarter, limit, offset, ...filter } = c.req.valid('query');
        const asked = { by, group, quarter };
        return c.json(await getCaseLoans(warehouse, filter, asked, { limit, offset }));
      },
    );
}
