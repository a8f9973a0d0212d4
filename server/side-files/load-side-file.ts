import { type IsoDate, isoDate } from '../calendar.ts';
import { countHeadersOf } from '../loan-book/choose-sheet.ts';
import { asOfFuture } from '../loan-book/refuse-file.ts';
import { saveDateOrder } from '../loan-book/saved-date-order.ts';
import { saveMapping } from '../loan-book/saved-mapping.ts';
import { withText } from '../loan-book/unpack-file.ts';
import type { Fen } from '../money.ts';
import type { RoomDeps } from '../warehouse/room-deps.ts';
import type { Transaction } from '../warehouse/warehouse.ts';
import { findSame, getSideFile, type SideFile } from './get-side-files.ts';
import { type OpenedSideFile, openSideFile, type SideChoices } from './open-side-file.ts';
import { readSideFile, type SideRead } from './read-side-file.ts';
import type { SideFinding, SideKind } from './side-kind.ts';
import { storeSideFile } from './store-side-file.ts';

export interface SideRequest extends SideChoices {
  /** A file inside `warehouse.incoming`. It is read, never changed. */
  path: string;
  fileName: string;
  /** The day the file speaks of; else the one its title states, else today. */
  asOf?: IsoDate | undefined;
  signal?: AbortSignal | undefined;
  onProgress?: (progress: {
    stage: string;
    bytes: number;
    bytesTotal: number;
    rows: number;
  }) => void;
  /** Does more in the same transaction, before anything is stored. */
  first?: ((tx: Transaction) => Promise<void>) | undefined;
}

/** What a total row states beside what was loaded, to the fen. */
export interface TotalCheck {
  field: string;
  statedFen: Fen;
  loadedFen: Fen;
}

export function checkTotals<Line>(
  kind: SideKind<Line>,
  { stated }: Pick<SideRead<Line>, 'stated'>,
  lines: readonly { line: Line }[],
): TotalCheck[] {
  return Object.entries(stated).map(([field, statedFen]) => ({
    field,
    statedFen,
    loadedFen: lines.reduce((sum, { line }) => sum + (kind.amounts(line)[field] ?? 0), 0),
  }));
}

interface ReadWhole<Line> {
  opened: OpenedSideFile;
  read: SideRead<Line>;
  asOf: IsoDate;
  sha256: string;
  byteSize: number;
  sheet: string | null;
}

/** Opens and reads a file whole, without storing anything of it. */
async function readWhole<Line, Result>(
  { warehouse, clock }: RoomDeps,
  kind: SideKind<Line>,
  request: SideRequest,
  work: (whole: ReadWhole<Line>) => Promise<Result>,
): Promise<Result> {
  const { path, fileName, sheet, signal, onProgress } = request;
  onProgress?.({ stage: 'examining', bytes: 0, bytesTotal: 0, rows: 0 });
  const countKnown = countHeadersOf(kind.matcher);
  return withText(warehouse, { path, fileName, sheet, countKnown, signal }, async (text) => {
    const opened = await openSideFile(warehouse, kind, request, text, fileName);
    const today = clock.today();
    const asOf = isoDate.parse(request.asOf ?? opened.layout.statedDay ?? today);
    if (asOf > today) throw asOfFuture(asOf, today);
    const bytesTotal = text.byteSize;
    const read = await readSideFile(kind, text, opened, {
      fileName,
      today,
      signal,
      onProgress: ({ bytes, rows }) => onProgress?.({ stage: 'loading', bytes, bytesTotal, rows }),
    });
    const { sha256, byteSize } = text.examination;
    return work({ opened, read, asOf, sha256, byteSize, sheet: text.sheet });
  });
}

/** What loading a file would come to. */
export interface SideCheck {
  rowsRead: number;
  rowsLoaded: number;
  rowsRejected: number;
  rowsSkipped: number;
  totals: TotalCheck[];
  findings: SideFinding[];
}

/** Reads a file whole and says what loading it would come to; stores nothing. */
export function checkSideFile<Line>(
  deps: RoomDeps,
  kind: SideKind<Line>,
  request: SideRequest,
): Promise<SideCheck> {
  return readWhole(deps, kind, request, async ({ read, asOf }) => {
    const settled = await kind.settle(deps.warehouse, read.lines, { asOf });
    return {
      rowsRead: read.rowsRead,
      rowsLoaded: settled.lines.length,
      rowsRejected: read.rejects.length + settled.rejects.length,
      rowsSkipped: read.skipped.length,
      totals: checkTotals(kind, read, settled.lines),
      findings: (await kind.findings?.(deps.warehouse, settled.lines)) ?? [],
    };
  });
}

/**
 * Loads a file that stands at `path`: text, gzip or a sheet of a workbook. Every data row is loaded,
 * or rejected with its line, text and reasons, or skipped as no data; all or nothing. The same
 * bytes read the same way are the same file. Refuses a file that is no table, is empty, lacks a
 * column, or speaks of a day that has not come.
 */
export async function loadSideFile<Line>(
  deps: RoomDeps,
  kind: SideKind<Line>,
  request: SideRequest,
): Promise<SideFile> {
  const { warehouse, clock } = deps;
  const { fileName, signal, onProgress, sourceName = kind.sourceName } = request;
  return readWhole(deps, kind, request, async ({ opened, read, asOf, ...file }) => {
    const rows = read.rowsRead;
    onProgress?.({ stage: 'saving', bytes: 0, bytesTotal: 0, rows });
    signal?.throwIfAborted();
    return warehouse.write(
      async (tx) => {
        await request.first?.(tx);
        const mapping = JSON.stringify(opened.mapping);
        const day = request.asOf ?? opened.layout.statedDay ?? null;
        const { layout, encoding, decimals, dateOrder } = opened;
        const how = { width: layout.width, decimals, dateOrder };
        const same = await findSame(tx, {
          ...{ kind: kind.id, day, mapping, layout: JSON.stringify(how), ...file },
        });
        if (same !== undefined) return { ...(await getSideFile(tx, same)), isRepeat: true };
        const settled = await kind.settle(tx, read.lines, { asOf });
        const now = clock.now();
        const id = await storeSideFile(tx, kind, warehouse.incoming, {
          ...file,
          ...{ asOf, sourceName, fileName, encoding, mapping, now, amends: null },
          ...{ delimiter: layout.delimiter, unit: layout.unit, names: layout.names },
          layout: how,
          rowsRead: read.rowsRead,
          lines: settled.lines,
          rejects: [...read.rejects, ...settled.rejects],
          skipped: read.skipped,
          totals: checkTotals(kind, read, settled.lines),
        });
        await saveMapping(tx, sourceName, layout.names, opened.mapping, now, kind);
        await saveDateOrder(tx, sourceName, dateOrder, now);
        signal?.throwIfAborted();
        return getSideFile(tx, id);
      },
      signal ? { signal } : {},
    );
  });
}
