import { join } from 'node:path';
import devServer from '@hono/vite-dev-server';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const inServer = (file: string) => join(import.meta.dirname, 'server', file);

/**
 * One configuration for the three things Vite does here: `vite build` (the web),
 * `vite build --ssr` (the server and the command line) and `vite` (both, in one process).
 */
export default defineConfig(({ isSsrBuild, command }) => ({
  root: 'web',
  plugins: [
    react(),
    ...(command === 'serve' && !process.env['VITEST']
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
}));
