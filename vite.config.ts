import { join } from 'node:path';
import devServer from '@hono/vite-dev-server';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const inServer = (file: string) => join(import.meta.dirname, 'server', file);
const isTest = process.env['VITEST'] !== undefined;

/**
 * One configuration for everything Vite does here: `vite build` (the web), `vite build --ssr` (the
 * server and the command line), `vite` (both, in one process) and Vitest.
 */
export default defineConfig(({ isSsrBuild, command }) => ({
  root: isTest ? import.meta.dirname : 'web',
  plugins: [
    react(),
    ...(command === 'serve' && !isTest
      ? [
          devServer({
            entry: inServer('dev-app.ts'),
            exclude: [/^\/(?!api(\/|$)).*/],
            injectClientScript: false,
          }),
        ]
      : []),
  ],
  build: isSsrBuild
    ? {
        ssr: true,
        outDir: '../dist/server',
        emptyOutDir: true,
        target: 'node20',
        sourcemap: true,
        rollupOptions: {
          input: { main: inServer('main.ts'), cli: inServer('cli.ts') },
          external: [/^@duckdb\//],
        },
      }
    : {
        outDir: '../dist/web',
        emptyOutDir: true,
        target: 'es2022',
        sourcemap: false,
        // Read by the check on the size of the first load.
        manifest: true,
      },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'api',
          include: ['tests/api/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/browser/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
          // A busy machine is slow and right; one second is for an idle one.
          expect: { poll: { timeout: 20_000 } },
        },
      },
      {
        extends: true,
        test: {
          name: 'bench',
          include: ['tests/bench/**/*.bench.ts'],
          testTimeout: 3_600_000,
          hookTimeout: 3_600_000,
          fileParallelism: false,
          disableConsoleIntercept: true,
        },
      },
    ],
  },
}));
