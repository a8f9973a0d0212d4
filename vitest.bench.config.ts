import { defineConfig } from 'vitest/config';

/** `npm run bench`: files that measure, in one process, one after the other. */
export default defineConfig({
  test: {
    name: 'bench',
    include: ['tests/bench/**/*.bench.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 3_600_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
});
