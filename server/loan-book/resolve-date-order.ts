import { type DateOrder, YEAR_LAST } from './clean-sql.ts';
import type { Encoding } from './detect-encoding.ts';
import type { Layout } from './detect-layout.ts';
import { readUtf8 } from './read-utf8.ts';
import { plain } from './read-words.ts';
import { dateOrderAmbiguous, dateOrderContradicted } from './refuse-file.ts';
import { RecordScanner } from './scan-records.ts';
import { splitCells } from './split-cells.ts';

/** What one column's year-last dates prove: some first or second number beyond 12. */
export interface OrderEvidence {
  column: string;
  dayFirst: boolean;
  monthFirst: boolean;
  samples: string[];
  /** The first cell that proves something. */
  proof?: string;
}

/** Adds one cell to the evidence. */
export function weigh(evidence: OrderEvidence, cell: string): void {
  const found = YEAR_LAST.exec(plain(cell));
  if (!found) return;
  if (Number(found[1]) > 12) evidence.dayFirst = true;
  if (Number(found[2]) > 12) evidence.monthFirst = true;
  if (Number(found[1]) > 12 || Number(found[2]) > 12) evidence.proof ??= plain(cell);
  if (evidence.samples.length < 3) evidence.samples.push(plain(cell));
}

/** What is known of the order of day and month beside the file: asked for now, or last time's. */
export interface KnownOrder {
  asked?: DateOrder | undefined;
  remembered?: DateOrder | undefined;
}

/**
 * The order of day and month for the whole file: one export writes its dates one way. What is asked
 * for holds unless the file proves the contrary and nothing else ('date-order-contradicted'); a file
 * that proves neither is read as last time. Refuses with 'date-order-contradicted' too where it
 * proves another order than last time's, and with 'date-order-ambiguous' when nothing is known or
 * both are proven and nobody has chosen.
 */
export function settleOrder(
  evidence: readonly OrderEvidence[],
  { asked, remembered }: KnownOrder = {},
): DateOrder | undefined {
  const found = evidence.filter(({ samples }) => samples.length > 0);
  if (found.length === 0) return asked;
  const dayFirst = found.some((one) => one.dayFirst);
  const monthFirst = found.some((one) => one.monthFirst);
  const proven = dayFirst === monthFirst ? undefined : dayFirst ? 'dmy' : 'mdy';
  const known = asked ?? remembered;
  const columns = found.map(({ column }) => column);
  if (known !== undefined && proven !== undefined && proven !== known) {
    const proof = found.flatMap((one) => one.proof ?? []);
    throw dateOrderContradicted(columns, proof, {
      known,
      proven,
      isRemembered: asked === undefined,
    });
  }
  const order = proven ?? (dayFirst ? asked : known);
  if (order !== undefined) return order;
  throw dateOrderAmbiguous(
    columns,
    found.flatMap(({ samples }) => samples),
  );
}

/** Columns of dates of a file that is about to be read. */
export interface DatedFile {
  layout: Layout;
  /** The columns that have dates. */
  columns: readonly number[];
  path: string;
  encoding: Encoding;
  bomBytes: number;
}

/**
 * Settles the order of day and month before a load. Only a file whose first rows have such dates
 * is read through; it is asked for, never guessed.
 */
export async function resolveDateOrder(
  { layout, columns, path, encoding, bomBytes }: DatedFile,
  known: KnownOrder,
): Promise<DateOrder | undefined> {
  const evidence = columns.map((column): OrderEvidence & { at: number } => ({
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
  if (evidence.every(({ samples }) => samples.length === 0)) return known.asked;
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
  return settleOrder(evidence, known);
}
