/**
 * What a file is. 'text' is read as it is; 'gzip' and 'xlsx' are unpacked to text first; the rest is
 * refused by name. The first bytes tell all but 'encrypted', 'document', 'ods' and 'xlsb', which
 * `unpack-file.ts` finds inside.
 */
export type Container =
  | 'text'
  | 'empty'
  | 'xlsx'
  | 'zip'
  | 'gzip'
  | 'xls'
  | 'encrypted'
  | 'xlsb'
  | 'ods'
  | 'document'
  | 'html'
  | 'xml'
  | 'pdf'
  | 'image'
  | 'archive'
  | 'json';

const MAGIC: readonly [Container, readonly number[]][] = [
  ['gzip', [0x1f, 0x8b]],
  ['xls', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image', [0x89, 0x50, 0x4e, 0x47]],
  ['image', [0xff, 0xd8, 0xff]],
  ['image', [0x47, 0x49, 0x46, 0x38]],
  ['archive', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['archive', [0x52, 0x61, 0x72, 0x21]],
  ['archive', [0x28, 0xb5, 0x2f, 0xfd]],
];

const startsWith = (head: Uint8Array, bytes: readonly number[]) =>
  bytes.every((byte, index) => head[index] === byte);

/** The first text of the file for looking at words, in whatever single- or double-byte encoding. */
function asciiText(head: Uint8Array): string {
  return Buffer.from(head.filter((byte) => byte !== 0))
    .toString('latin1')
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .trimStart()
    .slice(0, 2000)
    .toLowerCase();
}

/**
 * Says what a file is from its first bytes (4 KB are plenty). A zip that carries a workbook is
 * 'xlsx'. A web page saved under the name of a table is 'html'.
 */
export function sniffContainer(head: Uint8Array): Container {
  if (head.length === 0) return 'empty';
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) {
    const names = Buffer.from(head).toString('latin1');
    return /xl\/|\[Content_Types\]\.xml|_rels\/|docProps\//.test(names) ? 'xlsx' : 'zip';
  }
  for (const [container, bytes] of MAGIC) if (startsWith(head, bytes)) return container;
  if (Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar') return 'archive';
  const text = asciiText(head);
  if (text === '') return /[^\s\0]/.test(Buffer.from(head).toString('latin1')) ? 'text' : 'empty';
  if (/^(<!doctype html|<html|<head|<body|<table|<meta|<script|<div)/.test(text)) return 'html';
  if (/^<\?xml/.test(text)) return text.includes('<html') ? 'html' : 'xml';
  if (/^mime-version:/.test(text) && text.includes('html')) return 'html';
  if (/^<!--/.test(text) && text.includes('<html')) return 'html';
  if (/^[{[]\s*["{[]/.test(text)) return 'json';
  return 'text';
}
