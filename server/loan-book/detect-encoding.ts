import { isAscii, isUtf8 } from 'node:buffer';

/** The encodings a file may be read as; names as TextDecoder knows them. */
export const ENCODINGS = [
  'utf-8',
  'gb18030',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'big5',
  'shift_jis',
] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** What the bytes say: `sure` when only one reading is possible (a mark, strict UTF-8, ASCII). */
export interface EncodingFinding {
  encoding: Encoding;
  sure: boolean;
  /** Bytes of the byte order mark at the start. */
  bomBytes: number;
  ascii: boolean;
}

/** Bytes at the end of `bytes` that begin a UTF-8 character and do not finish it: 0 to 3. */
export function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? back : 0;
  }
  return 0;
}

function byMark(head: Uint8Array): { encoding: Encoding; bomBytes: number } | undefined {
  const [a, b, c] = head;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  return undefined;
}

/** UTF-16 without a mark: digits and commas leave every second byte zero. */
function byZeros(head: Uint8Array): Encoding | undefined {
  let even = 0;
  let odd = 0;
  head.forEach((byte, index) => {
    if (byte === 0) index % 2 === 0 ? even++ : odd++;
  });
  const enough = head.length / 10;
  if (odd > enough && even < odd / 20) return 'utf-16le';
  if (even > enough && odd < even / 20) return 'utf-16be';
  return undefined;
}

const PROOF_BYTES = 1_048_576;

/**
 * Bytes above ASCII of a text that is not UTF-8: in Chinese text nearly all stand in pairs, in Western
 * text alone. `broken` ones are alone before a byte that no GB18030 character has there.
 */
class PairCount {
  private looked = 0;
  private open = false;
  private pairs = 0;
  private alone = 0;
  private broken = 0;

  push(chunk: Uint8Array): void {
    for (const byte of chunk.subarray(0, Math.max(0, PROOF_BYTES - this.looked))) {
      if (this.open) {
        this.open = false;
        if (byte >= 0x80) {
          this.pairs++;
          continue;
        }
        this.alone++;
        const mayFollow = (byte >= 0x40 && byte < 0x7f) || (byte >= 0x30 && byte <= 0x39);
        if (!mayFollow) this.broken++;
      } else this.open = byte >= 0x80;
    }
    this.looked += chunk.length;
  }

  get isWestern(): boolean {
    return this.broken > this.pairs || (this.alone >= 8 && this.alone > 3 * this.pairs);
  }
}

/**
 * Looks at a whole file, chunk by chunk, because some files turn non-ASCII only after the first
 * megabytes. Order: byte order mark, zero bytes of UTF-16, strict UTF-8, Windows-1252 where the first
 * megabyte says so, else GB18030 (which is only ever a guess: Big5 and Shift_JIS pass for it).
 */
export class EncodingProbe {
  private head: Uint8Array | undefined;
  private tail: Uint8Array = new Uint8Array(0);
  private ascii = true;
  private utf8 = true;
  private readonly pairs = new PairCount();

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.pairs.push(chunk);
    this.head ??= new Uint8Array(chunk.subarray(0, 65_536));
    if (this.ascii && isAscii(chunk)) return;
    this.ascii = false;
    if (!this.utf8) return;
    const bytes = this.tail.length === 0 ? chunk : Buffer.concat([this.tail, chunk]);
    const cut = incompleteTail(bytes);
    this.tail = new Uint8Array(bytes.subarray(bytes.length - cut));
    this.utf8 = isUtf8(bytes.subarray(0, bytes.length - cut));
  }

  /** A character that the end of the file cuts in two is no evidence against UTF-8. */
  result(): EncodingFinding {
    const head = this.head ?? new Uint8Array(0);
    const ascii = this.ascii;
    const marked = byMark(head);
    if (marked && (marked.encoding !== 'utf-8' || this.utf8)) {
      return { ...marked, sure: true, ascii: false };
    }
    const wide = byZeros(head);
    if (wide) return { encoding: wide, sure: false, bomBytes: 0, ascii: false };
    if (this.utf8) return { encoding: 'utf-8', sure: true, bomBytes: 0, ascii };
    const encoding = this.pairs.isWestern ? 'windows-1252' : 'gb18030';
    return { encoding, sure: false, bomBytes: 0, ascii: false };
  }
}
