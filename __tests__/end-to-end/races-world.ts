import { desiredState } from '../../src/desired-state/index.ts'
import { type NewOrRendered, wantedFile as render } from '../../src/modes/wanted-file.ts'
import { NO_VALUES } from '../desired-state/no-values.ts'
import type { GitHubStandIn, RepositoryStandIn } from '../stand-ins/github/index.ts'
import { failureOf } from './azure-world.ts'
import { BASE, type Course, OTHER_BASE, type Scene, WORDS } from './races-people.ts'
import { BRANCH, PATH, type Plot, plotOf, type Story } from './races-stories.ts'
import { RequestNames } from './request-names.ts'
import { runAction } from './run-action.ts'
import { type Ended, runSources } from './run-sources.ts'
import { CLIENT, CONFIG, TENANT, VALUES } from './world.ts'

type Inputs = Readonly<Record<string, string>>

/** One request of a run, by what it is: "POST /repos/{owner}/{repo}/pulls 1" is the first such request. */
export type Before = (request: string, replacesTexts: boolean) => Promise<void>

export type RaceWorld = Awaited<ReturnType<typeof startRaceWorld>>

/** Runs dist as a process of its own. */
async function runBundle(run: { readonly inputs: Inputs; readonly environment: Inputs }): Promise<Ended> {
  const result = await runAction(run)
  return { ...result, failure: result.exitCode === 0 ? undefined : failureOf(result) }
}

/** The file as a story wants it, made from what is there. */
async function wantedFile(story: Story, bytes: Uint8Array | undefined): Promise<NewOrRendered> {
  const scope = plotOf(story).inputs?.['scope'] ?? ''
  const desired = desiredState({ ...NO_VALUES, tenantId: TENANT, clientId: CLIENT, scope })
  return render({ template: undefined }, desired, bytes, PATH)
}

/** A repository for one run at a time. */
export async function startRaceWorld(github: GitHubStandIn, name: string) {
  const repository = await github.createRepository(name, { files: { [PATH]: CONFIG }, private: true })
  await repository.push(OTHER_BASE, { 'RELEASE.md': 'A branch for a release.' })
  const token = github.createJobToken(name)
  const environment = github.variablesOf(name)

  let before: Before | undefined
  let names = new RequestNames()
  const stopListening = github.before(async (request) => {
    if (request.repository !== name) return undefined
    const replacesTexts = request.fields.includes('updatePullRequest')
    await names.during(request, async (named) => before?.(named, replacesTexts))
    return undefined
  })

  const inputsOf = ({ inputs = {}, keeps }: Omit<Plot, 'prepare'>) => ({
    token,
    ...VALUES,
    ...(keeps ? { 'wsadmin-script': keeps.input } : {}),
    ...inputs,
  })

  /** Runs the action for a story: its sources, or dist. */
  async function run(story: Story, disturb?: Before, isBundle = false): Promise<Ended> {
    names = new RequestNames()
    before = disturb
    try {
      return await (isBundle ? runBundle : runSources)({ inputs: inputsOf(plotOf(story)), environment })
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
        const { keeps } = plotOf(story)
        const kept = keeps && story.startsWith('closing') ? { keeps } : {}
        const { failure } = await runSources({ inputs: inputsOf(kept), environment })
        if (failure) throw new Error(`The start of ${story} could not be made: ${failure}`)
      },
    })
    starts.set(story, await repository.keep())
  }

  const read = (ref: string, path: string) => repository.read(`${ref}:${path}`).catch(() => undefined)

  /** The file as the story wants it, made from what a commit has. */
  const wantedFrom = async (story: Story, ref: string) => wantedFile(story, await read(ref, PATH))

  /** What the scripts have to be that the story keeps beside the file, by their paths. */
  const scriptsOf = (story: Story) => plotOf(story).keeps?.scripts ?? {}

  const commitsOf = async (author: string) =>
    (await repository.objects.commitsOfBranches())
      .filter((commit) => commit.author.name.startsWith(author))
      .map(({ sha }) => sha)

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
    scriptsOf,
    stop: stopListening,
    course: (story: Story): Course => ({
      repository,
      branch: BRANCH,
      path: PATH,
      scriptPaths: Object.keys(scriptsOf(story)),
      async wanted() {
        const { bytes } = await wantedFrom(story, BASE)
        const scripts = Object.entries(scriptsOf(story)).map(([path, text]) => [path, Buffer.from(text)])
        return { [PATH]: bytes, ...Object.fromEntries(scripts) }
      },
    }),
    async scene(story: Story): Promise<Scene> {
      const scripts = await Promise.all(Object.keys(scriptsOf(story)).map((path) => read(BASE, path)))
      const head = await repository.objects.commit(BRANCH)
      return {
        hasBranch: head !== undefined,
        isAhead: head !== undefined && !(await repository.objects.isAncestor(head, BASE)),
        hasOpenPull: openPulls(repository).length > 0,
        hasFile: (await read(BASE, PATH)) !== undefined,
        hasScripts: scripts.length > 0 && !scripts.includes(undefined),
      }
    },
  }
}

export const openPulls = (repository: RepositoryStandIn) =>
  repository
    .pulls()
    .filter(({ state, head }) => state === 'open' && head.ref === BRANCH && head.fork === undefined)
