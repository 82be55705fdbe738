import { defineConfig } from 'vitest/config'

/** The tests that judge mutants: of one area at a time, without servers, and the same on every run. See docs/mutation.md. */
export default defineConfig({
  test: {
    // Below the area's folder, which scripts/mutation.ts sets.
    include: ['**/*.test.ts'],
    // They start servers, or processes of Jython.
    exclude: ['**/{credential,federated-credential,reconcile,apply}.test.ts'],
    setupFiles: ['__tests__/fixed-seed.ts'],
    testTimeout: 60_000,
  },
})
