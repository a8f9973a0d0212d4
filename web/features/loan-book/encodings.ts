import type { Encoding } from './queries.ts';

/** The encodings a text may be read in, the likely ones first. */
export const ENCODINGS: readonly Encoding[] = [
  'utf-8',
  'gb18030',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'big5',
  'shift_jis',
];
