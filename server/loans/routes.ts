import { Hono } from 'hono';
import { describeRoute } from 'hono-openapi';
import { z } from 'zod';
import { isoDate } from '../calendar.ts';
import { answerCsv } from '../loan-book/answer-csv.ts';
import { getSnapshot } from '../loan-book/get-snapshot.ts';
import { param, query } from '../validate.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import { XLSX_TYPE } from '../xlsx.ts';
import { comparedPair, compareSnapshots } from './compare-snapshots.ts';
import { exportQuery, loansCsv, loansXlsx } from './export-loans.ts';
import { comparedLoansQuery, comparisonCsv, getComparedLoans } from './get-compared-loans.ts';
import { getLoan } from './get-loan.ts';
import { getLoanGroups, groupsQuery } from './get-loan-groups.ts';
import { getLoans, loansQuery } from './get-loans.ts';

export function loansRoutes({ warehouse, clock }: RoomDeps) {
  return new Hono()
    .get(
      '/',
      describeRoute({ summary: 'Loans under a filter, paged, with totals' }),
      query(loansQuery),
      async (c) => c.json(await getLoans(warehouse, c.req.valid('query'))),
    )
    .get(
      '/groups',
      describeRoute({ summary: 'Loans under a filter, grouped' }),
      query(groupsQuery),
      async (c) => c.json(await getLoanGroups(warehouse, c.req.valid('query'))),
    )
    .get(
      '/export.csv',
      describeRoute({ summary: 'Loans under a filter as CSV, personal data masked' }),
      query(exportQuery),
      async (c) => {
        const asked = c.req.valid('query');
        const snapshot = await getSnapshot(warehouse, asked.asOf);
        const deps = { reader: warehouse, today: clock.today() };
        return answerCsv(loansCsv(deps, snapshot, asked), `recoup-loans-${snapshot.asOf}.csv`);
      },
    )
    .get(
      '/export.xlsx',
      describeRoute({ summary: 'The same as an Excel workbook, amounts and days typed' }),
      query(exportQuery),
      async (c) => {
        const asked = c.req.valid('query');
        const snapshot = await getSnapshot(warehouse, asked.asOf);
        const deps = { reader: warehouse, today: clock.today() };
        return new Response(await loansXlsx(deps, snapshot, asked), {
          headers: {
            'content-type': XLSX_TYPE,
            'content-disposition': `attachment; filename="recoup-loans-${snapshot.asOf}.xlsx"`,
          },
        });
      },
    )
    .get(
      '/comparison',
      describeRoute({ summary: 'Two snapshots compared: loans new, gone, and changed by field' }),
      query(comparedPair),
      async (c) => c.json(await compareSnapshots(warehouse, c.req.valid('query'))),
    )
    .get(
      '/comparison/loans',
      describeRoute({ summary: 'The loans behind one kind of difference, before and after' }),
      query(comparedLoansQuery),
      async (c) => c.json(await getComparedLoans(warehouse, c.req.valid('query'))),
    )
    .get(
      '/comparison.csv',
      describeRoute({ summary: 'Every difference between two snapshots as a CSV for Excel' }),
      query(comparedPair.extend({ language: z.enum(['zh', 'en']).default('zh') })),
      async (c) => {
        const { language, ...pair } = c.req.valid('query');
        const name = `recoup-comparison-${pair.from}-${pair.to}.csv`;
        return answerCsv(comparisonCsv(warehouse, pair, language), name);
      },
    )
    .get(
      '/:loanId',
      describeRoute({ summary: 'One loan: fields, why its label, clocks, history' }),
      param(z.object({ loanId: z.string().min(1).max(200) })),
      query(z.object({ asOf: isoDate.optional() })),
      async (c) =>
        c.json(await getLoan(warehouse, c.req.valid('param').loanId, c.req.valid('query').asOf)),
    );
}
