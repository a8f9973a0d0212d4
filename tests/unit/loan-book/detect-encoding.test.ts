import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGb18030 } from '../../../sample-data/encode-gb18030.ts';
import { EncodingProbe } from '../../../server/loan-book/detect-encoding.ts';

function found(bytes: Uint8Array, chunk = bytes.length || 1) {
  const probe = new EncodingProbe();
  for (let at = 0; at < bytes.length; at += chunk) probe.push(bytes.subarray(at, at + chunk));
  return probe.result();
}

const hanzi = fc
  .array(fc.integer({ min: 0x4e00, max: 0x9fa5 }), { minLength: 2, maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes));
const latin = Buffer.from(`Crédit,Société,Solde\n${'C1,Générale de José,1\n'.repeat(9)}`, 'latin1');

describe('the encoding of a text without a mark', () => {
  it('is GB18030 for Chinese text, wherever it is cut into chunks', () =>
    fc.assert(
      fc.property(
        fc.array(hanzi, { minLength: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (words, chunk) => {
          const text = `借据号,户名,余额\n${words.map((word, i) => `A${i},${word},${i}.00`).join('\n')}\n`;
          const bytes = encodeGb18030(text);
          expect(found(bytes, chunk)).toEqual({
            ...{ encoding: 'gb18030', sure: false, bomBytes: 0, ascii: false },
          });
        },
      ),
    ));

  it('is Windows-1252 where bytes above ASCII stand alone', () => {
    expect(found(latin).encoding).toBe('windows-1252');
    expect(found(latin, 1).encoding).toBe('windows-1252');
    expect(found(Buffer.from('Bank Name\xa0,City\xa0,Cert\nA,B,1\n', 'latin1')).encoding).toBe(
      'windows-1252',
    );
  });

  it('stays GB18030 when a few of its bytes are damaged or its end is cut off', () => {
    const bytes = encodeGb18030('借据号,户名\nA1,张三丰\nA2,李四光\n');
    expect(found(bytes.subarray(0, bytes.length - 2)).encoding).toBe('gb18030');
    const damaged = Buffer.from(bytes);
    damaged[1] = 0x2c;
    expect(found(damaged).encoding).toBe('gb18030');
  });
});
