import type { IsoDate } from '../calendar.ts';
import type { DateOrder } from './clean-sql.ts';
import type { Encoding } from './detect-encoding.ts';
import type { Mapping } from './match-header.ts';
import type { OwnWordChange } from './own-words.ts';

export interface ImportRequest {
  /** A file inside `warehouse.incoming`. It is read, never changed. */
  path: string;
  fileName: string;
  asOf: IsoDate;
  /** Whose export it is; what it is read by is remembered under this name. Else found by its header. */
  sourceName?: string;
  mapping?: Mapping;
  encoding?: Encoding;
  /** The sheet of a workbook; without it the one that looks most like a loan book. */
  sheet?: string;
  /** Text fields that hold for every row, such as `branch` or `officer`. */
  constants?: Readonly<Record<string, string>>;
  dateOrder?: DateOrder;
  /** Lines for the source's code table, kept with it and applied to this file. */
  words?: readonly OwnWordChange[];
  /** Removes the sample bank in the same transaction: the bank starts with its own file. */
  replaceSample?: boolean;
  /** Who loads it, as they call themselves. */
  loadedBy?: string;
  /** Bytes that are handed to the engine at a time; for tests. */
  segmentBytes?: number;
  signal?: AbortSignal;
  onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  /** 'examining' (and unpacking), 'loading', 'checking', 'saving', or the name of a room's load step. */
  stage: string;
  bytes: number;
  bytesTotal: number;
  rows: number;
}

export const DEFAULT_SOURCE = '贷款台账';
