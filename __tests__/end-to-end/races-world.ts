import { desiredState } from '../../src/desired-state/index.ts'
import { main } from '../../src/main.ts'
import { Deadline, fetchWhole } from '../../src/network/index.ts'
import { type NewOrRendered, render } from '../../src/rendering.ts'
import { WSADMIN_SCRIPT } from '../../src/wsadmin-script/index.ts'
import { NO_VALUES } from '../desired-state/no-values.ts'
import { recordingCore } from '../report/recording-core.ts'
import type { GitHubStandIn, RepositoryStandIn } from '../stand-ins/github/index.ts'
import { failureOf } from './azure-world.ts'
import { NO_PAUSES } from './no-pauses.ts'
import { BASE, type Course, OTHER_BASE, type Scene, WORDS } from './races-people.ts'
import { BRANCH, PATH, type Plot, plotOf, SCRIPT, type Story } from './races-stories.ts'
import { runAction } from './run-action.ts'
import { CLIENT, CONFIG, TENANT, VALUES } from './world.ts'

type Inputs = Readonly<Record<string, string>>

/** How a run ended. */
export interface Ended {
  readonly failure: string | undefined
  readonly outputs: Readonly<Record<string, string>>
  /** Everything that people see. */
  readonly log: string
}

/** One request of a run, by what it is: "POST /repos/{owner}/{repo}/pulls 1" is the first such request. */
export type Before = (request: string, replacesTexts: boolean) => Promise<void>

export type RaceWorld = Awaited<ReturnType<typeof startRaceWorld>>

/** Runs dist as a process of its own. */
async function runBundle(inputs: Inputs, environment: Inputs): Promise<Ended> {
  const result = await runAction({ inputs, environment })
  const { exitCode, log, outputs } = result
  return { failure: exitCode === 0 ? undefined : failureOf(result), outputs, log }
}

/** Runs the sources in this process. */
async function runSources(inputs: Inputs, environment: Inputs): Promise<Ended> {
  const core = recordingCore(inputs)
  await main({
    core,
    environment: { ...environment, GITHUB_STEP_SUMMARY: 'summary' },
    currentFolder: import.meta.dirname,
    fetch: fetchWhole,
    deadline: new Deadline(600),
    publicRoots: [],
    wait: async () => undefined,
    pace: NO_PAUSES,
  })
  const { failure, errors, outputs, lines, annotations, written } = core
  const said = [
    failure ?? '',
    ...errors,
    ...lines,
    ...annotations.map(([text, { title = '' }]) => `${title}: ${text}`),
  ]
  return { failure, outputs, log: [...said, written].join('\n') }
}

/** The file as a story wants it, made from what is there. */
async function wantedFile(story: Story, bytes: Uint8Array | undefined): Promise<NewOrRendered> {
  const scope = plotOf(story).inputs?.['scope'] ?? ''
  const { settings } = desiredState({ ...NO_VALUES, tenantId: TENANT, clientId: CLIENT, scope })
  return render({ template: undefined }, { settings }, bytes, PATH)
}

/** A repository for one run at a time. */
export async function startRaceWorld(github: GitHubStandIn, name: string) {
  const repository = await github.createRepository(name, { files: { [PATH]: CONFIG }, private: true })
  await repository.push(OTHER_BASE, { 'RELEASE.md': 'A branch for a release.' })
  const token = github.createJobToken(name)
  const environment = github.variablesOf(name)

  let before: Before | undefined
  const seen = new Map<string, number>()
  const stopListening = github.before(async ({ method, route, repository: about, body }) => {
    if (about !== name) return undefined
    const request = `${method} ${route}`
    const count = (seen.get(request) ?? 0) + 1
    seen.set(request, count)
    const { title, body: text } = (body ?? {}) as Record<string, unknown>
    const replacesTexts = method === 'PATCH' && (title !== undefined || text !== undefined)
    await before?.(`${request} ${count}`, replacesTexts)
    return undefined
  })

  const inputsOf = ({ inputs = {}, keepsScript = false }: Omit<Plot, 'prepare'>) => ({
    token,
    ...VALUES,
    ...(keepsScript ? { 'wsadmin-script': `file:${SCRIPT}` } : {}),
    ...inputs,
  })

  /** Runs the action for a story: its sources, or dist. */
  async function run(story: Story, disturb?: Before, isBundle = false): Promise<Ended> {
    seen.clear()
    before = disturb
    try {
      return await (isBundle ? runBundle : runSources)(inputsOf(plotOf(story)), environment)
    } finally {
      before = undefined
    }
  }

  const empty = await repository.keep()
  const starts = new Map<Story, () => Promise<void>>()
  /** Brings the repository to where a story starts. */
  async function begin(story: Story): Promise<void> {
    const start = starts.get(story)
    if (start) return start()
    await empty()
    await plotOf(story).prepare({
      repository,
      async created() {
        const keepsScript = story.startsWith('closing') && (plotOf(story).keepsScript ?? false)
        const { failure } = await runSources(inputsOf({ keepsScript }), environment)
        if (failure) throw new Error(`The start of ${story} could not be made: ${failure}`)
      },
    })
    starts.set(story, await repository.keep())
  }

  const read = (ref: string, path: string) => repository.read(`${ref}:${path}`).catch(() => undefined)

  /** The file as the story wants it, made from what a commit has. */
  const wantedFrom = async (story: Story, ref: string) => wantedFile(story, await read(ref, PATH))

  const scriptOf = (story: Story) => (plotOf(story).keepsScript ? SCRIPT : undefined)

  const commitsOf = async (author: string) =>
    (await repository.git('log', '--branches', `--author=${author}`, '--format=%H'))
      .split('\n')
      .filter(Boolean)

  return {
    repository,
    /** What people have committed and a branch still has. */
    commitsOfOthers: () => commitsOf('Pat Person'),
    /** The same of runs. */
    commitsOfRuns: () => commitsOf('github-actions'),
    /** The pull requests in which people have written. */
    pullsWithWordsOfOthers: () =>
      repository
        .pulls()
        .filter(({ body }) => WORDS.test(body ?? ''))
        .map(({ number }) => number),
    begin,
    run,
    wantedFrom,
    read,
    scriptOf,
    stop: stopListening,
    course: (story: Story): Course => ({
      repository,
      branch: BRANCH,
      path: PATH,
      scriptPath: scriptOf(story),
      async wanted() {
        const script = scriptOf(story)
        const { bytes } = await wantedFrom(story, BASE)
        return { [PATH]: bytes, ...(script ? { [script]: Buffer.from(WSADMIN_SCRIPT) } : {}) }
      },
    }),
    async scene(story: Story): Promise<Scene> {
      const script = scriptOf(story)
      const head = await repository.objects.commit(BRANCH)
      return {
        hasBranch: head !== undefined,
        isAhead: head !== undefined && !(await repository.objects.isAncestor(head, BASE)),
        hasOpenPull: openPulls(repository).length > 0,
        hasFile: (await read(BASE, PATH)) !== undefined,
        hasScript: script !== undefined && (await read(BASE, script)) !== undefined,
      }
    },
  }
}

export const openPulls = (repository: RepositoryStandIn) =>
  repository
    .pulls()
    .filter(({ state, head }) => state === 'open' && head.ref === BRANCH && head.fork === undefined)
