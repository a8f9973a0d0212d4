import { open } from 'node:fs/promises';
import type { Encoding } from './detect-encoding.ts';

const CHUNK = 262_144;

export interface Utf8Source {
  /** The text as UTF-8, in order, without its byte order mark. A chunk is valid until the next. */
  chunks(): AsyncGenerator<Uint8Array, void, undefined>;
  /** Bytes of the file read so far. */
  readonly bytesRead: number;
  /** Characters that the encoding could not explain so far (U+FFFD after decoding). */
  readonly unreadable: number;
  /** Characters outside ASCII so far, of a file that had to be decoded; bytes for UTF-8. */
  readonly wide: number;
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count++;
  return count;
}

/**
 * Reads a file as UTF-8 whatever its encoding, in chunks small enough to let the process answer
 * other people in between. GB18030 is never read as `gbk`, whose decoder breaks four-byte
 * characters. Throws what `signal` was aborted with.
 */
export function readUtf8(
  path: string,
  encoding: Encoding,
  bomBytes: number,
  signal?: AbortSignal,
): Utf8Source {
  const state = { bytesRead: 0, unreadable: 0, wide: 0 };
  async function* chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    const file = await open(path, 'r');
    try {
      const decoder = encoding === 'utf-8' ? undefined : new TextDecoder(encoding);
      const buffer = Buffer.allocUnsafe(CHUNK);
      state.bytesRead = bomBytes;
      for (;;) {
        signal?.throwIfAborted();
        const { bytesRead } = await file.read(buffer, 0, CHUNK, state.bytesRead);
        if (bytesRead === 0) break;
        state.bytesRead += bytesRead;
        const bytes = buffer.subarray(0, bytesRead);
        if (!decoder) yield bytes;
        else yield encoded(decoder.decode(bytes, { stream: true }));
      }
      const rest = decoder?.decode();
      if (rest) yield encoded(rest);
    } finally {
      await file.close();
    }
  }
  function encoded(text: string): Uint8Array {
    const bytes = Buffer.from(text, 'utf8');
    state.unreadable += countOf(text, '\ufffd');
    state.wide += (bytes.length - text.length) >> 1;
    return bytes;
  }
  return {
    chunks,
    get bytesRead() {
      return state.bytesRead;
    },
    get unreadable() {
      return state.unreadable;
    },
    get wide() {
      return state.wide;
    },
  };
}
