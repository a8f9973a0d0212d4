import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { getClassLag } from './get-class-lag.ts';
import { getClockExposure } from './get-clock-exposure.ts';
import { getEvidence } from './get-evidence.ts';
import { getFilterOptions } from './get-filter-options.ts';
import { getMatrix } from './get-matrix.ts';
import { getRules } from './get-rules.ts';
import { getSegments, segmentsQuery } from './get-segments.ts';
import { loanFilter } from './loan-filter.ts';

export function triageRoutes({ warehouse }: RoomDeps) {
  return new Hono()
    .get(
      '/filter-options',
      describeRoute({ summary: 'What the filter bar offers for a day' }),
      query(z.object({ asOf: isoDate.optional() })),
      async (c) => c.json(await getFilterOptions(warehouse, c.req.valid('query').asOf)),
    )
    .get(
      '/matrix',
      describeRoute({ summary: 'Claims by default type and pain point' }),
      query(loanFilter),
      async (c) => c.json(await getMatrix(warehouse, c.req.valid('query'))),
    )
    .get(
      '/segments',
      describeRoute({ summary: 'Claims grouped by up to four keys' }),
      query(segmentsQuery),
      async (c) => {
        const { by, ...filter } = c.req.valid('query');
        return c.json(await getSegments(warehouse, filter, by));
      },
    )
    .get(
      '/evidence',
      describeRoute({ summary: 'What the labels stand on, and what the undetermined lack' }),
      query(loanFilter),
      async (c) => c.json(await getEvidence(warehouse, c.req.valid('query'))),
    )
    .get('/rules', describeRoute({ summary: 'The rule set in force, with sources' }), (c) =>
      c.json(getRules()),
    )
    .get(
      '/class-lag',
      describeRoute({ summary: 'Loans recorded in a better class than days past due ask for' }),
      query(loanFilter),
      async (c) => c.json(await getClassLag(warehouse, c.req.valid('query'))),
    )
    .get(
      '/clock-exposure',
      describeRoute({ summary: 'Claims about to lose limitation or guarantee protection' }),
      query(loanFilter),
      async (c) => c.json(await getClockExposure(warehouse, c.req.valid('query'))),
    );
}
