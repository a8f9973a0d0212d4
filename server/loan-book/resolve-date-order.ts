import { type DateOrder, YEAR_LAST } from './clean-sql.ts';
import type { Encoding } from './detect-encoding.ts';
import type { LoadPlan } from './plan-load.ts';
import { readUtf8 } from './read-utf8.ts';
import { plain } from './read-words.ts';
import { dateOrderAmbiguous } from './refuse-file.ts';
import { RecordScanner } from './scan-records.ts';
import { splitCells } from './split-cells.ts';

/** What one column's year-last dates prove: some first or second number beyond 12. */
export interface OrderEvidence {
  column: string;
  dayFirst: boolean;
  monthFirst: boolean;
  samples: string[];
}

/** Adds one cell to the evidence. */
export function weigh(evidence: OrderEvidence, cell: string): void {
  const found = YEAR_LAST.exec(plain(cell));
  if (!found) return;
  if (Number(found[1]) > 12) evidence.dayFirst = true;
  if (Number(found[2]) > 12) evidence.monthFirst = true;
  if (evidence.samples.length < 3) evidence.samples.push(plain(cell));
}

/**
 * The order of day and month that the evidence proves, for the whole file: one export writes its
 * dates one way. Refuses with 'date-order-ambiguous' when nothing or the contrary is proven too.
 */
export function settleOrder(evidence: readonly OrderEvidence[]): DateOrder | undefined {
  const found = evidence.filter(({ samples }) => samples.length > 0);
  if (found.length === 0) return undefined;
  const dayFirst = found.some((one) => one.dayFirst);
  const monthFirst = found.some((one) => one.monthFirst);
  if (dayFirst !== monthFirst) return dayFirst ? 'dmy' : 'mdy';
  throw dateOrderAmbiguous(
    found.map(({ column }) => column),
    found.flatMap(({ samples }) => samples),
  );
}

/**
 * Settles the order of day and month before a load. Only a file whose first rows have such dates
 * is read through; it is asked for, never guessed.
 */
export async function resolveDateOrder(
  plan: LoadPlan,
  path: string,
  encoding: Encoding,
  bomBytes: number,
): Promise<DateOrder | undefined> {
  if (plan.dateOrder !== undefined) return plan.dateOrder;
  const { layout } = plan;
  const dates = plan.columns.filter(({ field }) => field.kind === 'date');
  const evidence = dates.map(({ column }): OrderEvidence & { at: number } => ({
    column: layout.names[column] ?? '',
    at: column,
    dayFirst: false,
    monthFirst: false,
    samples: [],
  }));
  const take = (cells: readonly string[]) => {
    for (const one of evidence) weigh(one, cells[one.at] ?? '');
  };
  layout.sample.forEach(take);
  if (evidence.every(({ samples }) => samples.length === 0)) return undefined;
  const scanner = new RecordScanner({
    delimiter: layout.delimiter,
    width: layout.width,
    headerIndex: layout.headerIndex,
    segmentBytes: 4_194_304,
    async onSegment({ bytes, starts }) {
      starts.forEach((start, index) => {
        const end = starts[index + 1] ?? bytes.length;
        const text = Buffer.from(bytes.subarray(start, end - 1)).toString('utf8');
        take(splitCells(text, layout.delimiter).slice(2));
      });
    },
  });
  for await (const chunk of readUtf8(path, encoding, bomBytes).chunks()) await scanner.push(chunk);
  await scanner.end();
  return settleOrder(evidence);
}
