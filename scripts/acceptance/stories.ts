import { isDeepStrictEqual } from 'node:util'
import type { ActionResult } from '../../__tests__/end-to-end/run-action.ts'
import type { Patience } from './patience.ts'
import { canonical, same } from './same.ts'
import type { PullRequest, ScratchRepository } from './scratch-repository.ts'
import { CONFIG } from './stand-ins.ts'
import { type Changeable, changeable, type TestRegistration } from './test-registration.ts'

type Application = Readonly<Record<string, unknown>>
type Inputs = Readonly<Record<string, string>>

/** What a story has to act with. Everything is read back through the services' own APIs. */
export interface Stage extends Patience {
  readonly scratch: ScratchRepository
  readonly registration: TestRegistration
  /** Runs the action, which must not fail. */
  run(inputs: Inputs): Promise<ActionResult>
  /** The file as mode `render` makes it from the content, which needs no service. */
  rendered(content: Buffer, inputs?: Inputs): Promise<Buffer>
}

export const PATH = 'mobile-config.xml'
const NOTES = 'NOTES.md'
const NOTE = Buffer.from('What a person wrote.\n')
const MOBILE = 'com.ibm.ibmscp://com.ibm.mobile.connections/token'
/** Values that are wanted later. */
const MORE = { settings: 'RejectUntrustedCertificates = true' }

/** The main stories of the action by their names, in the order of a first use. */
export const STORIES: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  check: async (stage) => {
    const { scratch } = stage
    const { base, inputs, head } = await begin(stage, 'check')
    const { outputs } = await stage.run({ ...inputs, mode: 'check' })
    same('the output drift', outputs['drift'], 'true')
    same('the file on the base', await scratch.read(base, PATH), CONFIG)
    same('the pull request branch', await scratch.head(head), undefined)
  },
  create: async (stage) => {
    const { scratch } = stage
    const { base, inputs, head } = await begin(stage, 'create')
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'created')
    const { number } = await openPull(stage, head)
    same('the number', outputs['pull-request-number'], String(number))
    await becomes(stage, 'the commit', () => scratch.head(head), outputs['commit-sha'])
    await becomes(stage, 'the file proposed', () => scratch.read(head, PATH), await stage.rendered(CONFIG))
    same('the file on the base', await scratch.read(base, PATH), CONFIG)
  },
  nothing: async (stage) => {
    const { scratch } = stage
    const { inputs, head } = await begin(stage, 'nothing')
    const first = await stage.run(inputs)
    const pull = await openPull(stage, head)
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'none')
    await becomes(stage, 'the commit', () => scratch.head(head), first.outputs['commit-sha'])
    same('the pull requests', await scratch.pullRequests(head), [pull])
  },
  update: async (stage) => {
    const { scratch } = stage
    const { base, inputs, head } = await begin(stage, 'update')
    await stage.run(inputs)
    const { number } = await openPull(stage, head)
    const edited = Buffer.concat([CONFIG, Buffer.from('<!-- A line more. -->\r\n')])
    await scratch.commit(base, PATH, edited)
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'updated')
    same('the pull request', (await openPull(stage, head)).number, number)
    await becomes(stage, 'the file proposed', () => scratch.read(head, PATH), await stage.rendered(edited))
    await becomes(stage, 'the commits', () => scratch.distance(base, head), { ahead: 1, behind: 0 })
  },
  'people commit': async (stage) => {
    const { scratch } = stage
    const { inputs, head } = await begin(stage, 'people')
    await stage.run(inputs)
    const theirs = await scratch.commit(head, NOTES, NOTE)
    await stage.run({ ...inputs, ...MORE })
    const wanted = await stage.rendered(CONFIG, MORE)
    await becomes(stage, 'the file proposed', () => scratch.read(head, PATH), wanted)
    same("the person's file", await scratch.read(head, NOTES), NOTE)
    same("what the branch has not of the person's commit", (await scratch.distance(theirs, head)).behind, 0)
  },
  close: async (stage) => {
    const { scratch } = stage
    const { base, inputs, head } = await begin(stage, 'close')
    await stage.run(inputs)
    await openPull(stage, head)
    await scratch.commit(base, PATH, await stage.rendered(CONFIG))
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'closed')
    await becomes(stage, 'the pull requests', () => statesOf(stage, head), ['closed'])
    await becomes(stage, 'the pull request branch', () => scratch.head(head), undefined)
    const check = await stage.run({ ...inputs, mode: 'check' })
    same('the output drift of a check', check.outputs['drift'], 'false')
  },
  'person closes': async (stage) => {
    const { inputs, head } = await begin(stage, 'declined')
    await stage.run(inputs)
    await stage.scratch.close((await openPull(stage, head)).number)
    await becomes(stage, 'the pull requests', () => statesOf(stage, head), ['closed'])
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'none')
    same('the pull requests', await statesOf(stage, head), ['closed'])
  },
  'registration check': async (stage) => {
    const { inputs } = await begin(stage, 'registration-check')
    const before = await withoutMobile(stage)
    const { outputs } = await stage.run({ ...inputs, mode: 'check', 'azure-reconcile': 'check' })
    same('the output drift', outputs['drift'], 'true')
    same('the output azure-changed', outputs['azure-changed'], 'false')
    sameProperties(await stage.registration.read(), before)
  },
  'registration apply': async (stage) => {
    const { inputs } = await begin(stage, 'registration-apply')
    const before = await withoutMobile(stage)
    const { redirectUris } = changeable(before)
    const { outputs } = await stage.run({ ...inputs, 'azure-reconcile': 'apply' })
    same('the output azure-changed', outputs['azure-changed'], 'true')
    const after = await seen(stage, { redirectUris: [...redirectUris, MOBILE], isFallbackPublicClient: true })
    const { publicClient, isFallbackPublicClient } = before
    sameProperties({ ...after, publicClient, isFallbackPublicClient }, before)
    const again = await stage.run({ ...inputs, 'azure-reconcile': 'apply' })
    same('the second output azure-changed', again.outputs['azure-changed'], 'false')
  },
}

/** A base branch with the file, for one story. */
async function begin({ scratch }: Stage, story: string) {
  const base = await scratch.createBranch(`${story}-base`, PATH, CONFIG)
  const head = scratch.branchName(`${story}-proposal`)
  return { base, head, inputs: { base, branch: head, 'config-path': PATH, 'fail-on-drift': 'false' } }
}

/** @throws Error when there is another number of pull requests, or it is not open */
async function openPull(stage: Stage, head: string): Promise<PullRequest> {
  await becomes(stage, 'the pull requests', () => statesOf(stage, head), ['open'])
  return (await stage.scratch.pullRequests(head))[0]!
}

const statesOf = async ({ scratch }: Stage, head: string) =>
  (await scratch.pullRequests(head)).map(({ state }) => state)

/** @throws Error when it does not become so */
async function becomes<T>(
  stage: Stage,
  what: string,
  read: () => Promise<T>,
  wanted: unknown,
): Promise<void> {
  const found = await stage.eventually(read, (value) => isDeepStrictEqual(value, wanted))
  same(what, found, wanted)
}

/** The app registration without what phones need, and with an address that has to stay. */
async function withoutMobile(stage: Stage): Promise<Application> {
  const { redirectUris } = await stage.registration.remember()
  const kept = redirectUris.filter((uri) => uri !== MOBILE)
  const before = {
    redirectUris: [...new Set([...kept, 'https://localhost/stays'])],
    isFallbackPublicClient: false,
  }
  await stage.registration.change(before)
  return seen(stage, before)
}

/** @throws Error when it does not become so */
async function seen({ registration, eventually }: Stage, wanted: Changeable): Promise<Application> {
  const isWanted = (application: Application) => canonical(changeable(application)) === canonical(wanted)
  const found = await eventually(() => registration.read(), isWanted)
  if (!isWanted(found)) same('the app registration', changeable(found), wanted)
  return found
}

/** @throws Error with the names of what is not the same; the values may be nobody else's business */
function sameProperties(found: Application, wanted: Application): void {
  const names = new Set([...Object.keys(found), ...Object.keys(wanted)])
  const isOther = (name: string) => canonical(found[name]) !== canonical(wanted[name])
  same('what changed of the app registration', [...names].filter(isOther), [])
}
