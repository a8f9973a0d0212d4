import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  LineTooLong,
  MAX_RECORD_BYTES,
  type OddRecord,
  RecordScanner,
} from '../../../server/loan-book/scan-records.ts';
import { joinCells, splitRecords } from '../../../server/loan-book/split-cells.ts';

/** Scans `text` in chunks of `chunk` bytes; answers the regular rows' text and the odd records. */
async function scan(text: string, width: number, chunk = 1_000_000, headerIndex = 0) {
  const rows: string[] = [];
  const odd: OddRecord[] = [];
  const scanner = new RecordScanner({
    delimiter: ',',
    width,
    headerIndex,
    segmentBytes: 64,
    async onSegment(segment, more) {
      segment.starts.forEach((start, index) => {
        const end = (segment.starts[index + 1] ?? segment.bytes.length) - 1;
        rows.push(Buffer.from(segment.bytes.subarray(start, end)).toString());
      });
      odd.push(...more);
    },
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunk) {
    await scanner.push(bytes.subarray(at, at + chunk));
  }
  await scanner.end();
  return { rows, odd: odd.filter(({ rowNo }) => rowNo > 0), read: scanner.rows };
}

describe('records of a delimited text', () => {
  it.each(['\n', '\r\n', '\r'])('end at %j, and carry row and line numbers', async (end) => {
    const { rows, odd } = await scan(['a,b', '1,2', '', '3,4'].join(end) + end, 2, 3);
    expect(rows).toEqual(['1,2,1,2', '3,4,3,4']);
    expect(odd).toMatchObject([{ reason: 'blank', rowNo: 2, lineNo: 3 }]);
  });

  it('end at mixed line ends in one file', async () => {
    const { rows, read } = await scan('a,b\r\n1,2\n3,4\r5,6', 2);
    expect(rows.map((row) => row.slice(-3))).toEqual(['1,2', '3,4', '5,6']);
    expect(read).toBe(3);
  });

  it('keep line breaks inside quotes, and count them as lines', async () => {
    const { rows } = await scan('a,b\n"x\r\ny",2\n3,"4 ""q"""\n', 2, 1);
    expect(rows).toEqual(['1,2,"x\r\ny",2', '2,4,3,"4 ""q"""']);
  });

  it('with too many or too few cells are odd, and a last one without its end is cut off', async () => {
    const { odd } = await scan('a,b,c\n1,2\n1,2,3,4\n1,2', 3);
    expect(odd.map(({ reason }) => reason)).toEqual(['cell-count', 'cell-count', 'cut-off']);
  });

  it('with NUL bytes are odd', async () => {
    const { odd, rows } = await scan('a,b\n1,\0 2\n3,4\n', 2);
    expect(odd).toMatchObject([{ reason: 'nul-byte', lineNo: 2 }]);
    expect(rows).toEqual(['2,3,3,4']);
  });

  it('after a quote that never closes are still found, one line each', async () => {
    const { odd, rows } = await scan('a,b\n"1,2\n3,4\n5,6\n', 2);
    expect(odd).toMatchObject([{ reason: 'open-quote', raw: '"1,2' }]);
    expect(rows).toEqual(['2,3,3,4', '3,4,5,6']);
  });

  it('swallowed by a stray quote up to the next quote are read line by line', async () => {
    const { odd, rows } = await scan('a,b\n"1,2\n3,4\n5,"6"\n7,8\n', 2);
    expect(odd.map(({ reason }) => reason)).toEqual(['open-quote']);
    expect(rows.map((row) => row.slice(4))).toEqual(['3,4', '5,"6"', '7,8']);
  });

  it('cut off inside a quoted cell are one cut-off record', async () => {
    const { odd } = await scan('a,b\n1,2\n3,"unfini', 2);
    expect(odd).toMatchObject([{ reason: 'cut-off', lineNo: 3 }]);
  });

  it('longer than 8 MB refuse the file by their line, without keeping the line', async () => {
    const line = 'x'.repeat(65_536);
    const scanner = new RecordScanner({
      delimiter: ',',
      width: 2,
      headerIndex: 0,
      segmentBytes: 64,
      onSegment: async () => undefined,
    });
    await scanner.push(Buffer.from('a,b\n1,2\n'));
    const push = async () => {
      for (let sent = 0; sent < 200 * 1024 * 1024; sent += line.length) {
        await scanner.push(Buffer.from(line));
        if (sent > 2 * MAX_RECORD_BYTES + 1_000_000) throw new Error('kept on reading');
      }
    };
    const error = await push().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LineTooLong);
    expect(error).toMatchObject({ lineNo: 3 });
  });

  it('are the same however the bytes are cut into chunks', async () => {
    const cell = fc.stringMatching(/^[a-z0-9",\n\r ]{0,6}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 17 }),
        async (records, chunk) => {
          const text = `h,i\n${records.map((cells) => `${joinCells(cells, ',')}\n`).join('')}`;
          expect(await scan(text, 2, chunk)).toEqual(await scan(text, 2));
        },
      ),
    );
  });

  it('of any bytes are each counted once, regular or odd', async () => {
    const mess = fc.array(fc.constantFrom('a', '1', ',', '"', '\n', '\r', '\0', '""', 'é'), {
      maxLength: 80,
    });
    await fc.assert(
      fc.asyncProperty(mess, fc.integer({ min: 1, max: 9 }), async (parts, chunk) => {
        const { rows, odd, read } = await scan(`h,i\n${parts.join('')}`, 2, chunk);
        expect(rows.length + odd.length).toBe(read);
      }),
      { numRuns: 500 },
    );
  });

  it('written by joinCells come back from splitRecords as they were', () => {
    const cell = fc.string({ maxLength: 8 }).filter((text) => !/^"/.test(text));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 })), (records) => {
        const text = records.map((cells) => `${joinCells(cells, ';')}\n`).join('');
        expect(splitRecords(text, ';')).toEqual(records);
      }),
    );
  });
});
