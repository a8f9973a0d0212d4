/** A growing run of UTF-8 bytes: rows that are already encoded are copied and not encoded again. */
export type Bytes = {
  /** Appends text and returns where its bytes are, to be kept for another file. */
  text: (text: string) => Uint8Array;
  copy: (bytes: Uint8Array) => void;
  taken: () => Uint8Array;
};

const encoder = new TextEncoder();

export function growBytes(expected: number): Bytes {
  let buffer = new Uint8Array(expected);
  let length = 0;
  const room = (more: number): void => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer.subarray(0, length));
    buffer = larger;
  };
  return {
    text: (text) => {
      room(text.length * 3);
      const from = length;
      length += encoder.encodeInto(text, buffer.subarray(length)).written;
      return buffer.subarray(from, length);
    },
    copy: (bytes) => {
      room(bytes.length);
      buffer.set(bytes, length);
      length += bytes.length;
    },
    taken: () => buffer.slice(0, length),
  };
}
