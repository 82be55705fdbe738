import type { RepositoryStandIn } from '../stand-ins/github/index.ts'

/** Where the race is run. */
export interface Course {
  readonly repository: RepositoryStandIn
  readonly branch: string
  readonly path: string
  /** Of the scripts that are kept beside the file. */
  readonly scriptPaths: readonly string[]
  /** What the run would make of the base: the files by their paths. */
  wanted(): Promise<Readonly<Record<string, Uint8Array>>>
}

/** What is there when a person comes. */
export interface Scene {
  readonly hasBranch: boolean
  /** The branch has commits that the base has not. */
  readonly isAhead: boolean
  readonly hasOpenPull: boolean
  readonly hasFile: boolean
  /** All that are kept. */
  readonly hasScripts: boolean
}

/** Something that a person does to the repository while a run is under way. */
export interface Deed {
  readonly name: string
  /** The branch and its pull request stay as they are. */
  readonly isOnBase?: true
  isPossible(scene: Scene): boolean
  /** @param count how often the person has come before: nothing is pushed twice */
  act(course: Course, count: number): Promise<void>
}

export const BASE = 'main'
export const OTHER_BASE = 'release'
/** What people write into pull requests. */
export const WORDS = /^(Ours|Mine)\.$/m

const always = () => true

async function edit(
  { repository, path }: Course,
  branch: string,
  change: (text: string) => string,
): Promise<void> {
  await repository.push(branch, { [path]: change((await repository.read(`${branch}:${path}`)).toString()) })
}

const inSetting = (count: number) => (text: string) =>
  text.replace(
    /<OAuthClientId>[^<]*<\/OAuthClientId>/,
    `<OAuthClientId>somebody-else-${count}</OAuthClientId>`,
  )
const elsewhere = (count: number) => (text: string) =>
  text.replace(/<DeviceLimit>[^<]*</, `<DeviceLimit>${10 + count}<`)

async function openPull(course: Course): Promise<number> {
  return course.repository.pulls().find(({ state, head }) => state === 'open' && head.ref === course.branch)!
    .number
}

export const DEEDS: readonly Deed[] = [
  {
    name: 'pushes another file to the base',
    isOnBase: true,
    isPossible: always,
    act: async ({ repository }, count) => {
      await repository.push(BASE, { 'NOTES.md': `Theirs, ${count}.` })
    },
  },
  {
    name: 'changes a managed setting on the base',
    isOnBase: true,
    isPossible: ({ hasFile }) => hasFile,
    act: async (course, count) => edit(course, BASE, inSetting(count)),
  },
  {
    name: 'changes the file on the base in another place',
    isOnBase: true,
    isPossible: ({ hasFile }) => hasFile,
    act: async (course, count) => edit(course, BASE, elsewhere(count)),
  },
  {
    name: 'makes the base as wanted',
    isOnBase: true,
    isPossible: always,
    act: async (course) => {
      await course.repository.push(BASE, await course.wanted())
    },
  },
  {
    name: 'deletes the file on the base',
    isOnBase: true,
    isPossible: ({ hasFile }) => hasFile,
    act: async ({ repository, path }) => {
      await repository.push(BASE, { [path]: null })
    },
  },
  {
    name: 'deletes the script on the base',
    isOnBase: true,
    isPossible: ({ hasScripts }) => hasScripts,
    act: async ({ repository, scriptPaths }) => {
      await repository.push(BASE, { [scriptPaths.at(-1)!]: null })
    },
  },
  {
    name: 'pushes another file to the branch',
    isPossible: ({ hasBranch }) => hasBranch,
    act: async ({ repository, branch }, count) => {
      await repository.push(branch, { 'THEIRS.md': `Theirs, ${count}.` })
    },
  },
  {
    name: 'changes a managed setting on the branch',
    isPossible: ({ hasBranch, hasFile }) => hasBranch && hasFile,
    act: async (course, count) => edit(course, course.branch, inSetting(count)),
  },
  {
    name: 'changes the file on the branch in another place',
    isPossible: ({ hasBranch, hasFile }) => hasBranch && hasFile,
    act: async (course, count) => edit(course, course.branch, elsewhere(count)),
  },
  {
    name: 'forces the branch back',
    isPossible: ({ isAhead }) => isAhead,
    act: async ({ repository, branch }) => {
      await repository.git('update-ref', `refs/heads/${branch}`, `refs/heads/${branch}~1`)
      await repository.followBranch(branch)
    },
  },
  {
    name: 'creates the branch',
    isPossible: ({ hasBranch }) => !hasBranch,
    act: async ({ repository, branch }) => {
      await repository.push(branch, { 'THEIRS.md': 'Theirs.' })
    },
  },
  {
    name: 'deletes the branch',
    isPossible: ({ hasBranch }) => hasBranch,
    act: async ({ repository, branch }) => repository.deleteBranch(branch),
  },
  {
    name: 'merges the pull request',
    isPossible: ({ hasOpenPull }) => hasOpenPull,
    act: async (course) => course.repository.mergePull(await openPull(course)),
  },
  {
    name: 'closes the pull request',
    isPossible: ({ hasOpenPull }) => hasOpenPull,
    act: async (course) => course.repository.closePull(await openPull(course)),
  },
  {
    name: 'opens a pull request for the branch',
    isPossible: ({ isAhead, hasOpenPull }) => isAhead && !hasOpenPull,
    act: async ({ repository, branch }) => {
      const sha = (await repository.git('rev-parse', branch)).trim()
      repository.openPull({ title: 'Mine', base: { ref: BASE }, head: { ref: branch, sha } })
    },
  },
  {
    name: 'changes the base of the pull request',
    isPossible: ({ hasOpenPull }) => hasOpenPull,
    act: async (course) => course.repository.retargetPull(await openPull(course), OTHER_BASE),
  },
  {
    name: 'replaces the body of the pull request',
    isPossible: ({ hasOpenPull }) => hasOpenPull,
    act: async (course) => course.repository.editPull(await openPull(course), { body: 'Mine.' }),
  },
  {
    name: 'adds to the body of the pull request',
    isPossible: ({ hasOpenPull }) => hasOpenPull,
    act: async (course) => {
      const number = await openPull(course)
      course.repository.editPull(number, { body: `Ours.\n\n${course.repository.pull(number).body}` })
    },
  },
]
