import type { Warehouse } from '../warehouse/warehouse.ts';
import type { Encoding } from './detect-encoding.ts';
import type { Layout } from './detect-layout.ts';
import {
  chooseEncoding,
  type Examination,
  examineFile,
  readLayout,
  refuseHeaderOnly,
} from './examine-file.ts';
import { DEFAULT_SOURCE, type ImportRequest } from './import-request.ts';
import {
  completeMapping,
  countHeaderCells,
  type HeaderDifference,
  type Mapping,
} from './match-header.ts';
import { type LoadPlan, planLoad } from './plan-load.ts';
import { encodingWrong } from './refuse-file.ts';
import { resolveDateOrder } from './resolve-date-order.ts';
import { suggestMapping } from './saved-mapping.ts';

/** A file that is ready to be loaded: what it is, how it is read, where its columns go. */
export interface OpenedFile {
  examination: Examination;
  encoding: Encoding;
  bomBytes: number;
  plan: LoadPlan;
  sourceName: string;
  mapping: Mapping;
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
  examination: Examination,
): Promise<LoadPlan> {
  try {
    const { constants = {}, dateOrder } = request;
    return planLoad(layout, mapping, { constants, dateOrder });
  } catch (error) {
    const { encoding, bomBytes } = examination.finding;
    if (request.encoding === undefined || request.encoding === encoding) throw error;
    const other = await readLayout(request.path, request.fileName, encoding, bomBytes).catch(
      () => undefined,
    );
    if (other && countHeaderCells(other.names) > countHeaderCells(layout.names)) {
      throw encodingWrong(request.encoding, encoding);
    }
    throw error;
  }
}

/** Examines a file and settles everything that a load needs to know, before anything is written. */
export async function openFile(
  warehouse: Pick<Warehouse, 'rows' | 'one'>,
  request: ImportRequest,
): Promise<OpenedFile> {
  const { path, fileName, sourceName = DEFAULT_SOURCE } = request;
  const examination = await examineFile(path, request.signal);
  const { encoding, bomBytes } = chooseEncoding(examination, fileName, request.encoding);
  const layout = await readLayout(path, fileName, encoding, bomBytes);
  const suggested = await suggestMapping(warehouse, sourceName, layout.names);
  const mapping = completeMapping(layout.names, request.mapping ?? {}, suggested.mapping);
  const draft = await planOrBlameEncoding(layout, mapping, request, examination);
  refuseHeaderOnly(layout, fileName);
  const dateOrder = await resolveDateOrder(draft, path, encoding, bomBytes);
  const plan = { ...draft, dateOrder };
  const balance = plan.columns.find(({ field }) => field.id === 'balance');
  return {
    examination,
    encoding,
    bomBytes,
    plan,
    sourceName,
    mapping,
    difference: suggested.difference,
    mappingText: JSON.stringify(mapping),
    optionsText: JSON.stringify({
      constants: Object.fromEntries(plan.constants.map(([field, value]) => [field.id, value])),
      dateOrder: dateOrder ?? null,
    }),
    balanceUnit: balance?.unit ?? layout.unit,
  };
}
