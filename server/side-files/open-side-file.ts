import type { DateOrder } from '../loan-book/clean-sql.ts';
import type { Encoding } from '../loan-book/detect-encoding.ts';
import type { Layout } from '../loan-book/detect-layout.ts';
import {
  chooseEncoding,
  readLayout,
  refuseGarbled,
  refuseHeaderOnly,
} from '../loan-book/examine-file.ts';
import { completeMapping, type Mapping } from '../loan-book/match-header.ts';
import { UNIT_DECIMALS } from '../loan-book/read-words.ts';
import { resolveDateOrder } from '../loan-book/resolve-date-order.ts';
import { getSavedDateOrder } from '../loan-book/saved-date-order.ts';
import { suggestMapping } from '../loan-book/saved-mapping.ts';
import { delimitersOf, type TextFile } from '../loan-book/unpack-file.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { columnUnknown, refuseColumns } from './refuse-side-file.ts';
import type { SideKind } from './side-kind.ts';

/** What of a file is said by its user; the rest is found. */
export interface SideChoices {
  sourceName?: string | undefined;
  mapping?: Mapping | undefined;
  encoding?: Encoding | undefined;
  sheet?: string | undefined;
  dateOrder?: DateOrder | undefined;
}

/** A side file that is ready to be read: where its table is and which column has which field. */
export interface OpenedSideFile {
  layout: Layout;
  encoding: Encoding;
  bomBytes: number;
  mapping: Mapping;
  columns: Map<string, number>;
  /** Decimals that make a fen, by column. */
  decimals: number[];
  dateOrder: DateOrder | undefined;
}

/** Which column has which field. Refuses with 'mapping-invalid' and 'side-column-missing'. */
export function columnsOf(
  kind: Pick<SideKind<never>, 'id' | 'label' | 'fields'>,
  names: readonly string[],
  mapping: Mapping,
): Map<string, number> {
  const columns = new Map<string, number>();
  for (const [name, field] of Object.entries(mapping)) {
    if (field === null) continue;
    const column = names.indexOf(name);
    const isKnown = kind.fields.some(({ id }) => id === field);
    if (column < 0 || !isKnown || columns.has(field)) throw columnUnknown(name, field);
    columns.set(field, column);
  }
  const missing = kind.fields.filter(({ id, required }) => required && !columns.has(id));
  if (missing.length > 0) throw refuseColumns(kind, missing, names);
  return columns;
}

/** Settles how a file is read, before any row is. Refuses as a loan book does. */
export async function openSideFile<Line>(
  reader: Reader,
  kind: SideKind<Line>,
  { sourceName = kind.sourceName, ...choices }: SideChoices,
  text: TextFile,
  fileName: string,
): Promise<OpenedSideFile> {
  const chosen = text.sheet === null ? choices.encoding : undefined;
  const { encoding, bomBytes } = chooseEncoding(text.examination, chosen);
  const delimiters = delimitersOf(text);
  const layout = await readLayout(
    text.path,
    fileName,
    encoding,
    bomBytes,
    delimiters,
    kind.matcher,
  );
  refuseGarbled(layout, encoding);
  const suggested = await suggestMapping(reader, sourceName, layout.names, kind);
  const mapping = completeMapping(layout.names, choices.mapping ?? {}, suggested.mapping);
  const columns = columnsOf(kind, layout.names, mapping);
  refuseHeaderOnly(layout, fileName);
  const decimals = layout.names.map(
    (_, column) => UNIT_DECIMALS[layout.columnUnits[column] ?? layout.unit],
  );
  const dateOrder = await resolveDateOrder(
    {
      ...{ layout, path: text.path, encoding, bomBytes },
      columns: kind.fields.flatMap(({ id, kind: how }) =>
        how === 'date' ? (columns.get(id) ?? []) : [],
      ),
    },
    { asked: choices.dateOrder, remembered: await getSavedDateOrder(reader, sourceName) },
  );
  return { layout, encoding, bomBytes, mapping, columns, decimals, dateOrder };
}
