import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateBank, type SampleFile } from './generate-bank.ts';

/** A bank small enough to read: two books (one of them GB18030 in 万元) and the files beside them. */
export function exampleFiles(): SampleFile[] {
  const { files } = generateBank({ loans: 48, lastAsOf: '2026-06-26' });
  return files.filter(({ asOf }) => asOf === undefined || /12-31$|06-26$/.test(asOf));
}

/** Writes the examples again, after the generator has changed. */
export function writeExamples(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const file of exampleFiles()) writeFileSync(join(folder, file.name), file.bytes());
}
