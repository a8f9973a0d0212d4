/** Node reads GB18030 but cannot write it: the table is turned round once, on first use. */
let table: Map<string, number> | null = null;

function twoByteTable(): Map<string, number> {
  if (table !== null) return table;
  table = new Map();
  const decoder = new TextDecoder('gb18030');
  const row = new Uint8Array(2 * 190);
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    let length = 0;
    const codes: number[] = [];
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue;
      row[length++] = lead;
      row[length++] = trail;
      codes.push((lead << 8) | trail);
    }
    const characters = [...decoder.decode(row.subarray(0, length))];
    characters.forEach((character, index) => {
      const code = codes[index];
      if (code !== undefined && character !== '\uFFFD' && !table?.has(character))
        table?.set(character, code);
    });
  }
  return table;
}

/** Bytes of a text. Throws on a character outside the two-byte part, which this bank never writes. */
export function encodeGb18030(text: string): Uint8Array {
  const codes = twoByteTable();
  const bytes = new Uint8Array(text.length * 2);
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) {
      bytes[length++] = point;
      continue;
    }
    const code = codes.get(character);
    if (code === undefined) throw new Error(`no two-byte GB18030 code for ${character}`);
    bytes[length++] = code >> 8;
    bytes[length++] = code & 0xff;
  }
  return bytes.slice(0, length);
}
