import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { loanFilter } from '../triage/loan-filter.ts';
import { json, query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { creditChange } from './credit-rules.ts';
import { CREDIT_KINDS, getCredit, getCreditLines } from './get-credit.ts';
import { setCreditRules } from './set-credit-rules.ts';
import { ensureMovements } from './write-movements.ts';

/** Who is credited with what the ledger says nobody collected, and by which rule. */
export function creditRoutes(deps: RoomDeps) {
  const { warehouse } = deps;
  return new Hono()
    .get(
      '/credit',
      describeRoute({ summary: 'The rules of credit, where they applied, and what they moved' }),
      query(loanFilter),
      async (c) => {
        await ensureMovements(warehouse);
        return c.json(await getCredit(warehouse, c.req.valid('query')));
      },
    )
    .get(
      '/credit/lines',
      describeRoute({ summary: 'The parts of ledger lines that a rule credited' }),
      query(loanFilter.extend({ rule: z.enum(CREDIT_KINDS) })),
      async (c) => {
        await ensureMovements(warehouse);
        const { rule, ...filter } = c.req.valid('query');
        return c.json(await getCreditLines(warehouse, rule, filter));
      },
    )
    .post(
      '/credit/rules',
      describeRoute({ summary: 'Set the rules of credit from a day on, by whom and why' }),
      json(creditChange),
      async (c) => {
        await setCreditRules(deps, c.req.valid('json'));
        return c.json(await getCredit(warehouse, {}));
      },
    );
}
