import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['__tests__/**/*.test.ts'],
    // Stand-ins and the action are processes of their own; a loaded runner takes its time.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    // They wait most of the time: GitHub asks clients to pause between writes.
    maxConcurrency: 8,
    maxWorkers: 4,
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
