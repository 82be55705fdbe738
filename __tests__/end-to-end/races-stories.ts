import { derivedBranch } from '../../src/inputs/rules.ts'
import { EXPORT_SCRIPT, WSADMIN_SCRIPT } from '../../src/wsadmin-script/index.ts'
import type { RepositoryStandIn } from '../stand-ins/github/index.ts'
import { BASE } from './races-people.ts'

export const PATH = 'mobile-config.xml'
export const BRANCH = derivedBranch(PATH, undefined)
const SCRIPT = 'apply-mobile-config.py'
/** In which both scripts are. */
const FOLDER = 'scripts/'
/** As another release has left it. */
const earlier = (script: string) => `${script.split('\n')[0]}\nprint "of another release"\n`
const EARLIER_SCRIPT = earlier(WSADMIN_SCRIPT)

/** What is kept beside the file. */
export interface Kept {
  /** The input wsadmin-script. */
  readonly input: string
  /** What the scripts have to be, by their paths. */
  readonly scripts: Readonly<Record<string, string>>
}

const ONE_SCRIPT: Kept = { input: `file:${SCRIPT}`, scripts: { [SCRIPT]: WSADMIN_SCRIPT } }
const BOTH_SCRIPTS: Kept = {
  input: `file:${FOLDER}`,
  scripts: {
    [`${FOLDER}${SCRIPT}`]: WSADMIN_SCRIPT,
    [`${FOLDER}export-mobile-config.py`]: EXPORT_SCRIPT,
  },
}

/** What the run is to do, and what it finds. */
export interface Plot {
  readonly inputs?: Readonly<Record<string, string>>
  readonly keeps?: Kept
  prepare(world: { readonly repository: RepositoryStandIn; created(): Promise<void> }): Promise<void>
}

const OTHER_TEXTS = { title: 'Phones', labels: 'sso' }
const OTHER_VALUES = { scope: 'openid', ...OTHER_TEXTS }
const theirs = (repository: RepositoryStandIn) => repository.push(BRANCH, { 'REVIEW.md': 'Looks good.' })
const moved = (repository: RepositoryStandIn) => repository.push(BASE, { 'README.md': 'The base moves.' })

/** A run has pushed its commit and was stopped before it opened the pull request. */
export async function stopped(repository: RepositoryStandIn, created: () => Promise<void>): Promise<void> {
  const before = await repository.keep()
  await created()
  const head = (await repository.git('rev-parse', BRANCH)).trim()
  await before()
  await repository.git('update-ref', `refs/heads/${BRANCH}`, head)
}

async function proposed(repository: RepositoryStandIn): Promise<void> {
  const names = (await repository.git('diff', '--name-only', `${BASE}...${BRANCH}`)).trim().split('\n')
  const files = await Promise.all(
    names.map(async (name) => [name, await repository.read(`${BRANCH}:${name}`)] as const),
  )
  await repository.push(BASE, Object.fromEntries(files))
}

const PLOTS = {
  creating: { prepare: async () => {} },
  'creating with the script': { keeps: ONE_SCRIPT, prepare: async () => {} },
  'creating for the file, beside the script': {
    keeps: ONE_SCRIPT,
    prepare: async ({ repository }) => {
      await repository.push(BASE, { [SCRIPT]: WSADMIN_SCRIPT })
    },
  },
  'creating for the script alone': {
    keeps: ONE_SCRIPT,
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
    keeps: ONE_SCRIPT,
    prepare: async ({ created }) => created(),
  },
  'updating with both scripts': {
    inputs: OTHER_VALUES,
    keeps: BOTH_SCRIPTS,
    prepare: async ({ repository, created }) => {
      await created()
      await repository.push(BASE, { [`${FOLDER}export-mobile-config.py`]: earlier(EXPORT_SCRIPT) })
    },
  },
  'updating the texts alone': { inputs: OTHER_TEXTS, prepare: async ({ created }) => created() },
  "updating the texts alone over others' work": {
    inputs: OTHER_TEXTS,
    prepare: async ({ repository, created }) => {
      await theirs(repository)
      await created()
    },
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
    keeps: ONE_SCRIPT,
    prepare: async ({ repository, created }) => {
      await created()
      await proposed(repository)
    },
  },
  'closing with both scripts': {
    keeps: BOTH_SCRIPTS,
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
    keeps: ONE_SCRIPT,
    prepare: async ({ repository, created }) => {
      await created()
      await theirs(repository)
      await repository.push(BRANCH, { [SCRIPT]: EARLIER_SCRIPT })
    },
  },
  'taking over a branch that is left over': {
    inputs: OTHER_VALUES,
    prepare: async ({ repository, created }) => {
      await stopped(repository, created)
      await moved(repository)
    },
  },
  "taking over a branch with others' work that is as wanted": {
    prepare: async ({ repository, created }) => {
      await theirs(repository)
      await stopped(repository, created)
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
export const plotOf = (story: Story): Plot => PLOTS[story]
