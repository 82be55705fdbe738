import { desiredState, parseProviderProperties } from '../../src/desired-state/index.ts'
import { derivedBranch } from '../../src/input-rules.ts'
import { main } from '../../src/main.ts'
import { Deadline, fetchWhole } from '../../src/network/index.ts'
import { type NewOrRendered, render } from '../../src/rendering.ts'
import { WSADMIN_SCRIPT } from '../../src/wsadmin-script/index.ts'
import { recordingCore } from '../report/recording-core.ts'
import type { GitHubStandIn, RepositoryStandIn } from '../stand-ins/github/index.ts'
import { RUN_LIMIT } from './races-clock.ts'
import { BASE, type Course, OTHER_BASE, type Scene, WORDS } from './races-people.ts'
import { runAction } from './run-action.ts'
import { CLIENT, CONFIG, TENANT, VALUES } from './world.ts'

export const PATH = 'mobile-config.xml'
export const BRANCH = derivedBranch(PATH, undefined)
const SCRIPT = 'apply-mobile-config.py'
/** As another release has left it. */
const EARLIER_SCRIPT = `${WSADMIN_SCRIPT.split('\n')[0]}\nprint "of another release"\n`

/** What the run is to do, and what it finds. */
interface Plot {
  readonly inputs?: Readonly<Record<string, string>>
  readonly keepsScript?: boolean
  prepare(world: { readonly repository: RepositoryStandIn; created(): Promise<void> }): Promise<void>
}

const OTHER_VALUES = { scope: 'openid', title: 'Phones', labels: 'sso' }
const theirs = (repository: RepositoryStandIn) => repository.push(BRANCH, { 'REVIEW.md': 'Looks good.' })
const moved = (repository: RepositoryStandIn) => repository.push(BASE, { 'README.md': 'The base moves.' })

async function proposed(repository: RepositoryStandIn): Promise<void> {
  const names = (await repository.git('diff', '--name-only', `${BASE}...${BRANCH}`)).trim().split('\n')
  const files = await Promise.all(
    names.map(async (name) => [name, await repository.read(`${BRANCH}:${name}`)] as const),
  )
  await repository.push(BASE, Object.fromEntries(files))
}

const PLOTS = {
  creating: { prepare: async () => {} },
  'creating with the script': { keepsScript: true, prepare: async () => {} },
  'creating for the file, beside the script': {
    keepsScript: true,
    prepare: async ({ repository }) => {
      await repository.push(BASE, { [SCRIPT]: WSADMIN_SCRIPT })
    },
  },
  'creating for the script alone': {
    keepsScript: true,
    prepare: async ({ repository, created }) => {
      await created()
      const file = await repository.read(`${BRANCH}:${PATH}`)
      await repository.mergePull(1)
      await repository.deleteBranch(BRANCH)
      await repository.push(BASE, { [PATH]: file, [SCRIPT]: EARLIER_SCRIPT })
    },
  },
  'creating where there is no file': {
    prepare: async ({ repository }) => {
      await repository.push(BASE, { [PATH]: null })
    },
  },
  updating: { inputs: OTHER_VALUES, prepare: async ({ created }) => created() },
  'updating with the script': {
    inputs: OTHER_VALUES,
    keepsScript: true,
    prepare: async ({ created }) => created(),
  },
  'following the base': {
    prepare: async ({ repository, created }) => {
      await created()
      await moved(repository)
    },
  },
  closing: {
    prepare: async ({ repository, created }) => {
      await created()
      await proposed(repository)
    },
  },
  'closing with the script': {
    keepsScript: true,
    prepare: async ({ repository, created }) => {
      await created()
      await proposed(repository)
    },
  },
  "adding on top of others' work": {
    inputs: OTHER_VALUES,
    prepare: async ({ repository, created }) => {
      await created()
      await theirs(repository)
    },
  },
  "adding the script on top of others' work": {
    inputs: OTHER_VALUES,
    keepsScript: true,
    prepare: async ({ repository, created }) => {
      await created()
      await theirs(repository)
      await repository.push(BRANCH, { [SCRIPT]: EARLIER_SCRIPT })
    },
  },
  'taking over a branch that is left over': {
    inputs: OTHER_VALUES,
    prepare: async ({ repository, created }) => {
      const before = await repository.keep()
      await created()
      const head = (await repository.git('rev-parse', BRANCH)).trim()
      await before()
      await repository.git('update-ref', `refs/heads/${BRANCH}`, head)
      await moved(repository)
    },
  },
  'taking over the branch of a merged pull request': {
    inputs: OTHER_VALUES,
    prepare: async ({ repository, created }) => {
      await created()
      await repository.mergePull(1)
    },
  },
} as const satisfies Record<string, Plot>

export type Story = keyof typeof PLOTS
export const STORIES = Object.keys(PLOTS) as Story[]
const plotOf = (story: Story): Plot => PLOTS[story]

/** How a run ended. */
export interface Ended {
  readonly failure: string | undefined
  readonly outputs: Readonly<Record<string, string>>
  /** Everything that people see. */
  readonly log: string
}

/** One request of a run, by what it is: "POST /repos/{owner}/{repo}/pulls 1" is the first such request. */
export type Before = (request: string) => Promise<void>

export type RaceWorld = Awaited<ReturnType<typeof startRaceWorld>>

/** A repository for one run at a time. */
export async function startRaceWorld(github: GitHubStandIn, name: string) {
  const repository = await github.createRepository(name, { files: { [PATH]: CONFIG }, private: true })
  await repository.push(OTHER_BASE, { 'RELEASE.md': 'A branch for a release.' })
  const token = github.createJobToken(name)
  const environment = github.variablesOf(name)

  let before: Before | undefined
  const seen = new Map<string, number>()
  const stopListening = github.before(async ({ method, route, repository: about }) => {
    if (about !== name) return undefined
    const request = `${method} ${route}`
    const count = (seen.get(request) ?? 0) + 1
    seen.set(request, count)
    await before?.(`${request} ${count}`)
    return undefined
  })

  const inputsOf = ({ inputs = {}, keepsScript = false }: Omit<Plot, 'prepare'>) => ({
    token,
    ...VALUES,
    ...(keepsScript ? { 'wsadmin-script': `file:${SCRIPT}` } : {}),
    ...inputs,
  })

  async function runWith(inputs: Readonly<Record<string, string>>, isBundle = false): Promise<Ended> {
    if (isBundle) {
      const { exitCode, log, outputs } = await runAction({ inputs, environment })
      return { failure: exitCode === 0 ? undefined : log, outputs, log }
    }
    const core = recordingCore(inputs)
    const deadline = new Deadline(RUN_LIMIT)
    await main({
      core,
      environment: { ...environment, GITHUB_STEP_SUMMARY: 'summary' },
      currentFolder: import.meta.dirname,
      fetch: fetchWhole,
      deadline,
      publicRoots: [],
      wait: async () => undefined,
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

  /** Runs the action for a story: its sources in this process, or dist as a process of its own. */
  async function run(story: Story, disturb?: Before, isBundle = false): Promise<Ended> {
    seen.clear()
    before = disturb
    try {
      return await runWith(inputsOf(plotOf(story)), isBundle)
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
        const { failure } = await runWith(inputsOf({ keepsScript }))
        if (failure) throw new Error(`The start of ${story} could not be made: ${failure}`)
      },
    })
    starts.set(story, await repository.keep())
  }

  const read = (ref: string, path: string) => repository.read(`${ref}:${path}`).catch(() => undefined)

  /** The file as the story wants it, made from what a commit has. */
  async function wantedFrom(story: Story, ref: string): Promise<NewOrRendered> {
    const { settings } = desiredState({
      providerProperties: parseProviderProperties(''),
      providerPropertiesFrom: 'provider-properties',
      providerId: 'provider_1',
      tenantId: TENANT,
      clientId: CLIENT,
      authorizeEndpointUrl: '',
      tokenEndpointUrl: '',
      scope: plotOf(story).inputs?.['scope'] ?? '',
      authorizationParameters: '',
      settings: '',
    })
    return render({ template: undefined }, { settings }, await read(ref, PATH), PATH)
  }

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
