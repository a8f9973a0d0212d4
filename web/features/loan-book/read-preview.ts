import Papa from 'papaparse';
import { ENCODINGS } from './encodings.ts';
import type { Delimiter, Encoding } from './queries.ts';

/** The first records of a file, read on this computer; nothing is sent. */
export interface Preview {
  /** False for a file that is no text at all: only its refusal is worth showing. */
  isText: boolean;
  encoding: Encoding;
  detected: Encoding;
  delimiter: Delimiter;
  records: string[][];
  /** The first records under each encoding, of a text that is not the same under all. */
  readings: { encoding: Encoding; records: string[][] }[];
}

const HEAD_BYTES = 1_048_576;
const STRICT_BYTES = 33_554_432;
const SHOWN = 230;
const READ_EACH_BYTES = 65_536;
const DELIMITERS: readonly Delimiter[] = [',', '\t', ';', '|'];

function zeros(head: Uint8Array): { even: number; odd: number } {
  const found = { even: 0, odd: 0 };
  head.forEach((byte, index) => {
    if (byte === 0) found[index % 2 === 0 ? 'even' : 'odd']++;
  });
  return found;
}

async function isStrictUtf8(file: Blob): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let at = 0; at < Math.min(file.size, STRICT_BYTES); at += HEAD_BYTES) {
      decoder.decode(await file.slice(at, at + HEAD_BYTES).arrayBuffer(), { stream: true });
    }
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether bytes above ASCII mostly stand alone: as the server counts them, see `PairCount` of
 * `detect-encoding.ts`.
 */
function isWestern(head: Uint8Array): boolean {
  let [pairs, alone, broken] = [0, 0, 0];
  for (let at = 0; at + 1 < head.length; at++) {
    if ((head[at] ?? 0) < 0x80) continue;
    const next = head[++at] ?? 0;
    if (next >= 0x80) pairs++;
    else {
      alone++;
      if (!((next >= 0x40 && next < 0x7f) || (next >= 0x30 && next <= 0x39))) broken++;
    }
  }
  return broken > pairs || (alone >= 8 && alone > 3 * pairs);
}

/** As the server finds it: mark, zero bytes of UTF-16, strict UTF-8, Windows-1252 or GB18030. */
async function detect(file: Blob, head: Uint8Array): Promise<Encoding> {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const first = head.subarray(0, 65_536);
  const { even, odd } = zeros(first);
  if (odd > first.length / 10 && even < odd / 20) return 'utf-16le';
  if (even > first.length / 10 && odd < even / 20) return 'utf-16be';
  if (await isStrictUtf8(file)) return 'utf-8';
  return isWestern(head) ? 'windows-1252' : 'gb18030';
}

/** First bytes of zip (and xlsx), gzip, xls, PDF, PNG, 7z, RAR. */
const BINARY = [
  [0x50, 0x4b, 0x03, 0x04],
  [0x1f, 0x8b],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x25, 0x50, 0x44, 0x46],
  [0x89, 0x50, 0x4e, 0x47],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x52, 0x61, 0x72, 0x21],
];

function isText(head: Uint8Array, encoding: Encoding): boolean {
  if (BINARY.some((magic) => magic.every((byte, index) => head[index] === byte))) return false;
  const start = String.fromCharCode(...head.slice(0, 512)).toLowerCase();
  if (/^\s*<(!doctype|html|head|table|\?xml)/.test(start)) return false;
  const { even, odd } = zeros(head);
  return encoding.startsWith('utf-16') || even + odd < Math.max(8, head.length / 100);
}

function usualWidth(records: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [most] = [...counts].sort((x, y) => y[1] - x[1] || y[0] - x[0]);
  return most?.[0] ?? 1;
}

function parse(text: string, delimiter: Delimiter, preview: number): string[][] {
  return Papa.parse<string[]>(text, { delimiter, preview, skipEmptyLines: false }).data;
}

/** What the first records look like under each encoding; nothing when they are plain ASCII. */
function readEach(head: Uint8Array, delimiter: Delimiter): Preview['readings'] {
  if (head.every((byte) => byte < 0x80 && byte !== 0)) return [];
  return ENCODINGS.map((encoding) => ({
    encoding,
    records: parse(new TextDecoder(encoding).decode(head, { stream: true }), delimiter, 40),
  }));
}

/** Reads a file's beginning: encoding (unless chosen), delimiter, records. */
export async function readPreview(file: Blob, chosen: Encoding | undefined): Promise<Preview> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const detected = await detect(file, head);
  const encoding = chosen ?? detected;
  if (file.size === 0 || !isText(head.subarray(0, 65_536), detected)) {
    return { isText: false, encoding, detected, delimiter: ',', records: [], readings: [] };
  }
  const whole = new TextDecoder(encoding).decode(head, { stream: file.size > head.length });
  const text = file.size > head.length ? whole.slice(0, whole.lastIndexOf('\n') + 1) : whole;
  const delimiter = DELIMITERS.map((one) => ({
    one,
    width: usualWidth(parse(text, one, 60)),
  })).reduce((best, next) => (next.width > best.width ? next : best)).one;
  const records = parse(text, delimiter, SHOWN);
  const readings = readEach(head.subarray(0, READ_EACH_BYTES), delimiter);
  return { isText: true, encoding, detected, delimiter, records, readings };
}
