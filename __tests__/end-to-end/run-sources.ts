import { main } from '../../src/main.ts'
import { Deadline, type Fetch } from '../../src/network/index.ts'
import { recordingCore } from '../report/recording-core.ts'
import { fetchOnLoopback, NO_PAUSES } from './no-pauses.ts'

/** How a run ended, of the sources or of dist. */
export interface Ended {
  /** What the step failed with; undefined when it went through. */
  readonly failure: string | undefined
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

/** Runs the sources in this process, where nobody waits for a pause. */
export async function runSources({
  inputs,
  environment,
  fetch = fetchOnLoopback,
  publicRoots = [],
}: SourcesRun): Promise<Ended> {
  const core = recordingCore(inputs)
  const deadline = new Deadline(600)
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
  return { failure, outputs, log: said.join('\n'), summary: written }
}
