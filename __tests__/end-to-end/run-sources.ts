import { main } from '../../src/main.ts'
import { Deadline, type Fetch } from '../../src/network/index.ts'
import { recordingCore } from '../report/recording-core.ts'
import { fetchOnLoopback, NO_PAUSES } from './no-pauses.ts'

/** How a run ended, of the sources or of dist. */
export interface Ended {
  /** What the step failed with; undefined when it went through. */
  readonly failure: string | undefined
  /** What was thrown, where the sources ran in this process; undefined of a check that fails for what it has found. */
  readonly error?: unknown
  readonly outputs: Readonly<Record<string, string>>
  /** Everything that people see in the log. */
  readonly log: string
  readonly summary: string
}

type Texts = Readonly<Record<string, string>>

interface SourcesRun {
  readonly inputs: Texts
  readonly environment: Texts
  readonly fetch?: Fetch
  readonly publicRoots?: readonly string[]
}

/** Sees what ends a run, which the run itself tells in words only. */
class WatchedDeadline extends Deadline {
  error: unknown

  override async over<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await super.over(work)
    } catch (error) {
      this.error = error
      throw error
    }
  }
}

/** Runs the sources in this process, where nobody waits for a pause. */
export async function runSources({
  inputs,
  environment,
  fetch = fetchOnLoopback,
  publicRoots = [],
}: SourcesRun): Promise<Ended> {
  const core = recordingCore(inputs)
  const deadline = new WatchedDeadline(600)
  await main({
    core,
    environment: { ...environment, GITHUB_STEP_SUMMARY: 'summary' },
    currentFolder: import.meta.dirname,
    fetch: deadline.fetch(fetch),
    deadline,
    publicRoots,
    wait: async () => undefined,
    pace: NO_PAUSES,
  })
  const { failure, errors, outputs, lines, annotations, written } = core
  const said = [
    failure ?? '',
    ...errors,
    ...lines,
    ...annotations.map(([text, { title = '' }]) => `${title}: ${text}`),
    written,
  ]
  return { failure, error: deadline.error, outputs, log: said.join('\n'), summary: written }
}
