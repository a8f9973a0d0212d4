import { z } from 'zod';
import { ask } from '../client/send.ts';
import { need, type Verb } from './verb.ts';

const sentence = z.object({ zh: z.string(), en: z.string() });
const page = z.object({
  total: z.int(),
  rows: z.array(
    z.looseObject({
      rowNo: z.int(),
      lineNo: z.int(),
      raw: z.string(),
      reasons: z.array(z.looseObject({ code: z.string(), says: sentence })),
    }),
  ),
});

const PAGE = 1000;

/** `recoup rejects SNAPSHOT`: the rows that were not loaded, each with every reason. */
export const rejectsVerb: Verb = {
  name: 'rejects',
  args: 'SNAPSHOT',
  says: { zh: '某次快照的拒绝行和原因', en: "A snapshot's rejected rows, with every reason" },
  options: {},
  async run({ send, args }) {
    const id = need(args[0], 'SNAPSHOT');
    const json: z.infer<typeof page>['rows'] = [];
    for (let offset = 0; ; offset += PAGE) {
      const path = `/api/loan-book/snapshots/${encodeURIComponent(id)}/rejects?offset=${offset}&limit=${PAGE}`;
      const { rows } = await ask(send, page, path);
      json.push(...rows);
      if (rows.length < PAGE) break;
    }
    return {
      json,
      lines: json.flatMap((row) => [
        `行 line ${row.lineNo}: ${row.raw}`,
        ...row.reasons.map(({ says }) => `    ${says.zh} ${says.en}`),
      ]),
    };
  },
};
