import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { exampleFiles, writeExamples } from '../../../sample-data/write-examples.ts';

const folder = join(import.meta.dirname, '../../../sample-data/examples');

beforeAll(() => {
  // RECOUP_WRITE_EXAMPLES=1 writes them again after the generator has changed.
  if (process.env['RECOUP_WRITE_EXAMPLES'] === '1') writeExamples(folder);
});

test('the committed examples are what the generator makes', () => {
  const files = exampleFiles();
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .sort(),
  ).toEqual(files.map(({ name }) => name).sort());
  for (const file of files) {
    expect(Buffer.compare(readFileSync(join(folder, file.name)), file.bytes()), file.name).toBe(0);
  }
});

test('the examples stay small enough to read', () => {
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
});
