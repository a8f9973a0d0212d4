// Pictures of pages: node tests/browser/shoot.mjs http://127.0.0.1:5180 /triage /quotas --out DIR
// [--only zh,light,1440]. This file only lets plain Node run shoot.ts.
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const { module } = await runnerImport(fileURLToPath(new URL('./shoot.ts', import.meta.url)), {
  configFile: false,
  logLevel: 'error',
});
await module.main(process.argv.slice(2));
