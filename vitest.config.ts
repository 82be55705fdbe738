import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** They change what the whole process has, look at what the sources do when they are loaded, or need connections that no file has made. */
const ALONE = [
  '__tests__/end-to-end/faults-matrix.test.ts',
  '__tests__/project/regular-expressions.test.ts',
  '__tests__/entra/discovery.test.ts',
]

/** What takes longest is started first; otherwise one worker would still be at it when the others have nothing left. */
const LONGEST =
  /(races-matrix|faults-matrix|regular-expressions|acceptance\/(command|stories)|wsadmin-script\/apply|scripts\/release|faults(-proxy)?|fuzz|fleet)\.test\.ts$/

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (LONGEST.test(moduleId) ? 0 : 1)
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

export default defineConfig({
  test: {
    // To start a process and load the sources is most of what a file of tests costs, so they share a few.
    projects: [
      {
        extends: true,
        test: { name: 'tests', isolate: false, include: ['__tests__/**/*.test.ts'], exclude: ALONE },
      },
      { extends: true, test: { name: 'alone', isolate: true, include: ALONE } },
    ],
    sequence: { sequencer: LongestFirst },
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
      include: ['src/**/*.ts'],
      // They only hand the real world to main(), and run in every end-to-end test, in its own process.
      exclude: ['src/index.ts', 'src/start.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: { lines: 95, branches: 95 },
    },
  },
})
