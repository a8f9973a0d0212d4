import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type Encoding, type EncodingFinding, EncodingProbe } from './detect-encoding.ts';
import { DELIMITERS, type Delimiter, detectLayout, type Layout } from './detect-layout.ts';
import { type HeaderMatcher, LOAN_BOOK_HEADERS } from './match-header.ts';
import { readUtf8 } from './read-utf8.ts';
import { encodingWrong, fileEmpty, headerOnly, lineTooLong } from './refuse-file.ts';

/** What a file is, from one pass over its bytes. */
export interface Examination {
  sha256: string;
  byteSize: number;
  /** The first 4 KB. */
  head: Uint8Array;
  finding: EncodingFinding;
}

/** Takes bytes as they arrive, so that an upload is examined while it is being stored. */
export class Examiner {
  private readonly hash = createHash('sha256');
  private readonly probe = new EncodingProbe();
  private head: Uint8Array = new Uint8Array(0);
  private byteSize = 0;

  push(chunk: Uint8Array): void {
    this.hash.update(chunk);
    this.probe.push(chunk);
    this.byteSize += chunk.length;
    if (this.head.length < 4096) {
      this.head = new Uint8Array(Buffer.concat([this.head, chunk.subarray(0, 4096)]));
    }
  }

  result(): Examination {
    return {
      sha256: this.hash.digest('hex'),
      byteSize: this.byteSize,
      head: this.head,
      finding: this.probe.result(),
    };
  }
}

/** Examines a whole file on disk: its hash, size, container and encoding. */
export async function examineFile(path: string, signal?: AbortSignal): Promise<Examination> {
  const examiner = new Examiner();
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(1_048_576);
    for (;;) {
      signal?.throwIfAborted();
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) break;
      examiner.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return examiner.result();
}

const isWide = (encoding: Encoding) => encoding.startsWith('utf-16');

/**
 * The encoding to read with: the user's choice unless the bytes disprove it. Refuses with
 * 'encoding-wrong'.
 */
export function chooseEncoding(
  { finding }: Examination,
  chosen: Encoding | undefined,
): { encoding: Encoding; bomBytes: number } {
  const encoding = chosen ?? finding.encoding;
  if (chosen !== undefined && chosen !== finding.encoding) {
    const disproved =
      (finding.sure && !finding.ascii) ||
      chosen === 'utf-8' ||
      isWide(chosen) ||
      isWide(finding.encoding);
    if (disproved) throw encodingWrong(chosen, finding.encoding);
  }
  return { encoding, bomBytes: finding.encoding === encoding ? finding.bomBytes : 0 };
}

const HEAD_BYTES = 1_048_576;

/** The first text of a file, whole characters, and whether more follows. */
async function readHead(path: string, encoding: Encoding, bomBytes: number, bytes: number) {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of readUtf8(path, encoding, bomBytes).chunks()) {
    parts.push(new Uint8Array(chunk));
    size += chunk.length;
    if (size > bytes) break;
  }
  const text = new TextDecoder('utf-8').decode(Buffer.concat(parts), { stream: size > bytes });
  return { text, cut: size > bytes };
}

/**
 * Finds the table in a file. Refuses with 'line-too-long' when the first line never ends, and
 * 'file-empty' when there is no table.
 */
export async function readLayout(
  path: string,
  fileName: string,
  encoding: Encoding,
  bomBytes: number,
  delimiters: readonly Delimiter[] = DELIMITERS,
  matcher: HeaderMatcher = LOAN_BOOK_HEADERS,
): Promise<Layout> {
  let head = await readHead(path, encoding, bomBytes, HEAD_BYTES);
  if (head.cut && !/[\r\n]/.test(head.text)) {
    head = await readHead(path, encoding, bomBytes, 8 * HEAD_BYTES);
    if (head.cut && !/[\r\n]/.test(head.text)) throw lineTooLong(1);
  }
  if (head.text.replace(/[\s,;|]/g, '') === '') throw fileEmpty(fileName);
  return detectLayout(head.text, head.cut, delimiters, matcher);
}

/** Refuses with 'encoding-wrong' when the header comes out garbled. */
export function refuseGarbled(layout: Layout, encoding: Encoding): void {
  if (layout.header.some((cell) => cell.includes('\ufffd')))
    throw encodingWrong(encoding, undefined);
}

/** Refuses with 'header-only' when nothing but blank rows follows the header. */
export function refuseHeaderOnly(layout: Layout, fileName: string): void {
  if (layout.sample.every((cells) => cells.every((cell) => cell.trim() === ''))) {
    throw headerOnly(fileName);
  }
}
