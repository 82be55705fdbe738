import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    // Stand-ins and the action are processes of their own; a loaded runner takes its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: '__tests__/whole-run.ts',
    setupFiles: '__tests__/each-file.ts',
    // The name of a test is a whole sentence in a list of failures, too.
    taskTitleValueFormatTruncate: 500,
    // They hardly wait, so more at a time would only make each of them slower.
    maxConcurrency: 4,
    maxWorkers: 3,
    coverage: {
      provider: 'v8',
      include: ['src/**'],
      // They only hand the real world to main(), and run in every end-to-end test, in its own process.
      exclude: ['src/index.ts', 'src/start.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 95, branches: 95 },
    },
  },
})
