import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BankOptions, type BankTruth, generateBank } from './generate-bank.ts';

/** Writes every file of the sample bank into a folder, made if missing. Returns the truth. */
export function writeBank(folder: string, options: BankOptions = {}): BankTruth {
  const { files, truth } = generateBank(options);
  mkdirSync(folder, { recursive: true });
  for (const file of files) writeFileSync(join(folder, file.name), file.bytes());
  return truth;
}
