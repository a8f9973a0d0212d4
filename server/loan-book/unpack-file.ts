import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Warehouse } from '../warehouse/warehouse.ts';
import {
  type CountKnown,
  countLoanBookHeaders,
  pickSheet,
  type SheetSummary,
  type SurveyedSheet,
  surveySheet,
} from './choose-sheet.ts';
import { DELIMITERS, type Delimiter } from './detect-layout.ts';
import { type Examination, examineFile } from './examine-file.ts';
import { FormulaWithoutValue, Workbook, WorkbookBomb, WorkbookDamaged } from './read-workbook.ts';
import {
  archiveBomb,
  explainStorageError,
  fileDamaged,
  fileEmpty,
  formulaWithoutValue,
  notATable,
  sheetMissing,
} from './refuse-file.ts';
import { sniffContainer } from './sniff-container.ts';
import { writeSheet } from './write-sheet.ts';

/** A file as the text that a load reads: the file itself, or what was inside it. */
export interface TextFile {
  container: 'text' | 'gzip' | 'xlsx';
  path: string;
  byteSize: number;
  /** Hash and size are of the file as it was uploaded; encoding and beginning of the text. */
  examination: Examination;
  /** All sheets of a workbook, in its order, and the one that was read. */
  sheets: SheetSummary[];
  sheet: string | null;
}

/** A sheet is written with commas; of other text the delimiter is found. */
export const delimitersOf = ({ sheet }: TextFile): readonly Delimiter[] =>
  sheet === null ? DELIMITERS : [','];

export interface FileToUnpack {
  path: string;
  fileName: string;
  /** The sheet of a workbook; without it the one that looks most like what is wanted. */
  sheet?: string | undefined;
  countKnown?: CountKnown;
  /** Reads only the first rows of a workbook, for looking at it. */
  headOnly?: boolean;
  signal?: AbortSignal | undefined;
}

type Place = Pick<Warehouse, 'incoming'>;

/**
 * Gives `work` the text of a file: the file as it is, the text in a gzip archive, or one sheet of an
 * xlsx workbook as CSV (UTF-8, a line for each row of the sheet). What is unpacked is removed again
 * when `work` is done. Refuses with 'file-empty', 'not-a-table', 'file-damaged', 'archive-bomb',
 * 'formula-without-value' or 'sheet-missing'.
 */
export async function withText<Result>(
  place: Place,
  file: FileToUnpack,
  work: (text: TextFile) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(place.incoming, 'text-'));
  try {
    const text = await unpack(folder, file).catch((error: unknown) => {
      throw explainStorageError(error);
    });
    return await work(text);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function unpack(folder: string, file: FileToUnpack): Promise<TextFile> {
  const { path, fileName, signal } = file;
  const examination = await examineFile(path, signal);
  const container = sniffContainer(examination.head);
  if (container === 'xlsx' || container === 'zip') return fromArchive(folder, file, examination);
  if (container === 'xls') throw notATable(await whatOle(path), fileName);
  if (container === 'gzip') {
    const inner = join(folder, 'inner');
    await gunzip(path, inner, fileName, signal);
    const text = await examineFile(inner, signal);
    const within = { ...text, sha256: examination.sha256, byteSize: examination.byteSize };
    const kind = sniffContainer(text.head);
    if (kind === 'xlsx' || kind === 'zip') {
      return fromArchive(folder, { ...file, path: inner }, within);
    }
    if (kind === 'empty') throw fileEmpty(fileName);
    if (kind !== 'text') throw notATable(kind, fileName, true);
    refuseSheet(file);
    const { byteSize } = text;
    return { ...NO_SHEETS, container, path: inner, byteSize, examination: within };
  }
  if (container === 'empty') throw fileEmpty(fileName);
  if (container !== 'text') throw notATable(container, fileName);
  refuseSheet(file);
  const { byteSize } = examination;
  return { ...NO_SHEETS, container, path, byteSize, examination };
}

const NO_SHEETS = { sheets: [], sheet: null };

function refuseSheet({ sheet, fileName }: FileToUnpack): void {
  if (sheet !== undefined) throw sheetMissing(sheet, fileName, []);
}

/** Text packs some 5 to 50 to one, GZIP cannot pack better than about 1000 to one. */
const BOMB_RATIO = 200;
const BOMB_BYTES = 268_435_456;
const LIMIT_BYTES = 34_359_738_368;

async function gunzip(
  from: string,
  to: string,
  fileName: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const packed = (await stat(from)).size;
  let unpacked = 0;
  const guard = new Transform({
    transform(chunk: Buffer, _, done) {
      unpacked += chunk.length;
      const isBomb = unpacked > BOMB_BYTES && unpacked / packed > BOMB_RATIO;
      if (isBomb || unpacked > LIMIT_BYTES) done(archiveBomb(fileName));
      else done(null, chunk);
    },
  });
  const size = { highWaterMark: 262_144 };
  try {
    await pipeline(
      createReadStream(from, size),
      createGunzip({ chunkSize: 262_144 }),
      guard,
      createWriteStream(to, size),
      signal ? { signal } : {},
    );
  } catch (error) {
    signal?.throwIfAborted();
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE'
      ? fileDamaged(fileName, 'gzip')
      : error;
  }
}

const OLE_SEARCHED = 4_194_304;

/** An OLE file is an old workbook unless its directory names an encrypted package or a document. */
async function whatOle(path: string): Promise<'xls' | 'encrypted' | 'document'> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const parts: Buffer[] = [];
    for (const start of [0, Math.max(0, size - OLE_SEARCHED)]) {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(Math.min(size, OLE_SEARCHED)),
        0,
        Math.min(size, OLE_SEARCHED),
        start,
      );
      parts.push(buffer.subarray(0, bytesRead));
    }
    const names = (word: string) =>
      parts.some((part) => part.includes(Buffer.from(word, 'utf16le')));
    if (names('EncryptedPackage')) return 'encrypted';
    return names('WordDocument') || names('PowerPoint Document') ? 'document' : 'xls';
  } finally {
    await file.close();
  }
}

/** What `sniffContainer` says of a zip, for one that does not open. */
const claimsWorkbook = ({ head }: Examination, fileName: string) =>
  sniffContainer(head) === 'xlsx' || /\.xls[xm]$/i.test(fileName);

async function fromArchive(
  folder: string,
  file: FileToUnpack,
  examination: Examination,
): Promise<TextFile> {
  const { fileName } = file;
  let at = '';
  let workbook: Workbook | undefined;
  try {
    const opened = await Workbook.open(file.path);
    workbook = opened.workbook;
    if (opened.kind !== 'xlsx') throw notATable(opened.kind, fileName);
    const found = await findSheet(workbook, file, (name) => {
      at = name;
    });
    at = found.chosen.name;
    const path = join(folder, 'sheet.csv');
    const { headOnly = false, signal } = file;
    const byteSize = await writeSheet(workbook, found.chosen, path, { headOnly, signal });
    return {
      container: 'xlsx',
      path,
      byteSize,
      examination: {
        ...examination,
        head: new Uint8Array(0),
        finding: { encoding: 'utf-8', sure: true, bomBytes: 0, ascii: false },
      },
      sheets: found.sheets,
      sheet: found.chosen.name,
    };
  } catch (error) {
    if (error instanceof WorkbookBomb) throw archiveBomb(fileName);
    if (error instanceof FormulaWithoutValue) throw formulaWithoutValue(at, error.cell);
    if (!(error instanceof WorkbookDamaged)) throw error;
    throw claimsWorkbook(examination, fileName)
      ? fileDamaged(fileName, 'xlsx')
      : notATable('zip', fileName);
  } finally {
    workbook?.close();
  }
}

/** Surveys all sheets; one whose formulas have no values is passed over unless it is chosen. */
async function findSheet(
  workbook: Workbook,
  file: FileToUnpack,
  onSheet: (name: string) => void,
): Promise<{ sheets: SheetSummary[]; chosen: SurveyedSheet }> {
  const { fileName, countKnown = countLoanBookHeaders } = file;
  const surveyed: SurveyedSheet[] = [];
  let uncalculated: FormulaWithoutValue | undefined;
  for (const entry of workbook.sheets) {
    file.signal?.throwIfAborted();
    try {
      surveyed.push(await surveySheet(workbook, entry, countKnown));
    } catch (error) {
      if (!(error instanceof FormulaWithoutValue) || entry.name === file.sheet) {
        onSheet(entry.name);
        throw error;
      }
      if (uncalculated === undefined) onSheet(entry.name);
      uncalculated ??= error;
    }
  }
  const wanted = file.sheet?.trim();
  const named = surveyed.find(({ name }) => name.trim() === wanted);
  if (wanted !== undefined && named === undefined) {
    const names = workbook.sheets.map(({ name }) => name);
    throw sheetMissing(wanted, fileName, names);
  }
  const chosen = named ?? pickSheet(surveyed);
  // A sheet without known headers is no reason to pass over one that could not be looked at.
  if (uncalculated !== undefined && (chosen?.knownHeaders ?? 0) < 2) throw uncalculated;
  if (chosen === undefined || chosen.records.length === 0) throw fileEmpty(fileName);
  const sheets = surveyed.map(({ name, rows, hidden, knownHeaders }) => ({
    ...{ name, rows, hidden, knownHeaders },
  }));
  return { sheets, chosen };
}
