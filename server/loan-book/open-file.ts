import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Encoding } from './detect-encoding.ts';
import type { Layout } from './detect-layout.ts';
import {
  chooseEncoding,
  type Examination,
  readLayout,
  refuseGarbled,
  refuseHeaderOnly,
} from './examine-file.ts';
import type { ImportRequest } from './import-request.ts';
import {
  completeMapping,
  type HeaderDifference,
  LOAN_BOOK_HEADERS,
  type Mapping,
} from './match-header.ts';
import { checkWords, mergeWords, type OwnWord, type OwnWordChange } from './own-words.ts';
import { type LoadPlan, planLoad } from './plan-load.ts';
import { encodingWrong } from './refuse-file.ts';
import { resolveDateOrder } from './resolve-date-order.ts';
import { getSavedDateOrder } from './saved-date-order.ts';
import { findSource, suggestMapping } from './saved-mapping.ts';
import { fingerprintWords, getSavedWords } from './saved-words.ts';
import { delimitersOf, type TextFile } from './unpack-file.ts';

/** A file that is ready to be loaded: what it is, how it is read, where its columns go. */
export interface OpenedFile {
  /** The text that is read, and its size: of what was unpacked, for a workbook or an archive. */
  path: string;
  byteSize: number;
  examination: Examination;
  encoding: Encoding;
  bomBytes: number;
  plan: LoadPlan;
  sourceName: string;
  mapping: Mapping;
  /** What this load adds to the source's code table, checked. */
  words: readonly OwnWordChange[];
  /** Against the saved mapping; null when the header is the same or the source is new. */
  difference: HeaderDifference | null;
  mappingText: string;
  /** What was asked beside the mapping, for telling the same load from another. */
  optionsText: string;
  balanceUnit: string;
}

/** A plan, or 'encoding-wrong' when the header is only unknown because of the user's encoding. */
async function planOrBlameEncoding(
  layout: Layout,
  mapping: Mapping,
  request: ImportRequest,
  text: TextFile,
  words: readonly OwnWord[],
): Promise<LoadPlan> {
  try {
    const { constants = {}, dateOrder } = request;
    return planLoad(layout, mapping, { constants, dateOrder, words });
  } catch (error) {
    const { encoding, bomBytes } = text.examination.finding;
    if (request.encoding === undefined || request.encoding === encoding) throw error;
    const other = await readLayout(text.path, request.fileName, encoding, bomBytes).catch(
      () => undefined,
    );
    if (other && LOAN_BOOK_HEADERS.count(other.names) > LOAN_BOOK_HEADERS.count(layout.names)) {
      throw encodingWrong(request.encoding, encoding);
    }
    throw error;
  }
}

/** Settles everything that a load needs to know of a file's text, before anything is written. */
export async function openFile(
  warehouse: Pick<Warehouse, 'rows' | 'one'>,
  request: ImportRequest,
  text: TextFile,
): Promise<OpenedFile> {
  const { fileName } = request;
  const { path, examination, sheet } = text;
  // The text of a workbook is ours: there is nothing to choose.
  const chosen = sheet === null ? request.encoding : undefined;
  const { encoding, bomBytes } = chooseEncoding(examination, chosen);
  const layout = await readLayout(path, fileName, encoding, bomBytes, delimitersOf(text));
  refuseGarbled(layout, encoding);
  const sourceName = request.sourceName ?? (await findSource(warehouse, layout.names));
  const suggested = await suggestMapping(warehouse, sourceName, layout.names);
  const mapping = completeMapping(layout.names, request.mapping ?? {}, suggested.mapping);
  const added = checkWords(request.words ?? []);
  const words = mergeWords((await getSavedWords(warehouse, sourceName)).words, added);
  const draft = await planOrBlameEncoding(layout, mapping, request, text, words);
  refuseHeaderOnly(layout, fileName);
  const remembered = await getSavedDateOrder(warehouse, sourceName);
  const dates = draft.columns.filter(({ field }) => field.kind === 'date');
  const dateOrder = await resolveDateOrder(
    { layout, columns: dates.map(({ column }) => column), path, encoding, bomBytes },
    { asked: draft.dateOrder, remembered },
  );
  const fingerprint = fingerprintWords(words, Object.values(mapping));
  const plan = { ...draft, dateOrder };
  const balance = plan.columns.find(({ field }) => field.id === 'balance');
  return {
    path,
    byteSize: text.byteSize,
    examination,
    encoding,
    bomBytes,
    plan,
    sourceName,
    mapping,
    // What the sample bank's tables held goes with it.
    words: request.replaceSample ? words : added,
    difference: suggested.difference,
    mappingText: JSON.stringify(mapping),
    optionsText: JSON.stringify({
      constants: Object.fromEntries(plan.constants.map(([field, value]) => [field.id, value])),
      dateOrder: dateOrder ?? null,
      ...(sheet === null ? {} : { sheet }),
      ...(fingerprint === undefined ? {} : { words: fingerprint }),
    }),
    balanceUnit: balance?.unit ?? layout.unit,
  };
}
