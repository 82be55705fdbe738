import type { ActionResult } from '../../__tests__/end-to-end/run-action.ts'
import type { Patience } from './patience.ts'
import type { ScratchRepository } from './scratch-repository.ts'
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
    const { base, inputs, head } = await begin(stage, 'check')
    const { outputs } = await stage.run({ ...inputs, mode: 'check' })
    same('the output drift', outputs['drift'], 'true')
    same('the file on the base', await stage.scratch.read(base, PATH), CONFIG)
    same('the pull request branch', await stage.scratch.head(head), undefined)
  },
  create: async (stage) => {
    const { base, inputs, head } = await begin(stage, 'create')
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'created')
    const pull = await openPull(stage, head)
    same('the number', outputs['pull-request-number'], String(pull.number))
    same('the commit', await stage.scratch.head(head), outputs['commit-sha'])
    same('the file proposed', await stage.scratch.read(head, PATH), await stage.rendered(CONFIG))
    same('the file on the base', await stage.scratch.read(base, PATH), CONFIG)
  },
  nothing: async (stage) => {
    const { inputs, head } = await begin(stage, 'nothing')
    await stage.run(inputs)
    const before = { commit: await stage.scratch.head(head), pull: await openPull(stage, head) }
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'none')
    same('the commit', await stage.scratch.head(head), before.commit)
    same('the pull requests', await stage.scratch.pullRequests(head), [before.pull])
  },
  update: async (stage) => {
    const { base, inputs, head } = await begin(stage, 'update')
    await stage.run(inputs)
    const { number } = await openPull(stage, head)
    const edited = Buffer.concat([CONFIG, Buffer.from('<!-- A line more. -->\r\n')])
    await stage.scratch.commit(base, PATH, edited)
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'updated')
    same('the pull request', (await openPull(stage, head)).number, number)
    same('the file proposed', await stage.scratch.read(head, PATH), await stage.rendered(edited))
    same('one commit on the base', await stage.scratch.distance(base, head), { ahead: 1, behind: 0 })
  },
  'people commit': async (stage) => {
    const { inputs, head } = await begin(stage, 'people')
    await stage.run(inputs)
    const theirs = await stage.scratch.commit(head, NOTES, NOTE)
    await stage.run({ ...inputs, ...MORE })
    same('the commits behind the person', (await stage.scratch.distance(theirs, head)).behind, 0)
    same("the person's file", await stage.scratch.read(head, NOTES), NOTE)
    same('the file proposed', await stage.scratch.read(head, PATH), await stage.rendered(CONFIG, MORE))
  },
  close: async (stage) => {
    const { base, inputs, head } = await begin(stage, 'close')
    await stage.run(inputs)
    const { number } = await openPull(stage, head)
    await stage.scratch.commit(base, PATH, await stage.rendered(CONFIG))
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'closed')
    await stage.eventually(
      `pull request #${number} is closed`,
      () => stage.scratch.pullRequests(head),
      ([pull]) => pull?.number === number && pull.state === 'closed',
    )
    await stage.eventually(
      'its branch is deleted',
      () => stage.scratch.head(head),
      (found) => !found,
    )
    same('a check finds drift', (await stage.run({ ...inputs, mode: 'check' })).outputs['drift'], 'false')
  },
  'person closes': async (stage) => {
    const { inputs, head } = await begin(stage, 'declined')
    await stage.run(inputs)
    const { number } = await openPull(stage, head)
    await stage.scratch.close(number)
    await stage.eventually(
      `pull request #${number} is closed`,
      () => stage.scratch.pullRequests(head),
      ([pull]) => pull?.state === 'closed',
    )
    const { outputs } = await stage.run(inputs)
    same('the operation', outputs['pull-request-operation'], 'none')
    same(
      'the pull requests',
      (await stage.scratch.pullRequests(head)).map((pull) => pull.state),
      ['closed'],
    )
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
    const wanted: Changeable = { redirectUris: [...redirectUris, MOBILE], isFallbackPublicClient: true }
    const { outputs } = await stage.run({ ...inputs, 'azure-reconcile': 'apply' })
    same('the output azure-changed', outputs['azure-changed'], 'true')
    const after = await seen(stage, wanted)
    sameProperties({ ...after, ...only(before) }, before)
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

async function openPull({ scratch, eventually }: Stage, head: string) {
  const pulls = await eventually(
    'one open pull request',
    () => scratch.pullRequests(head),
    (found) => found.length === 1 && found[0]!.state === 'open',
  )
  return pulls[0]!
}

/** The app registration without what phones need, and with an address that has to stay. */
async function withoutMobile(stage: Stage) {
  const { redirectUris } = await stage.registration.remember()
  const kept = redirectUris.filter((uri) => uri !== MOBILE)
  const before = {
    redirectUris: [...new Set([...kept, 'https://localhost/stays'])],
    isFallbackPublicClient: false,
  }
  await stage.registration.change(before)
  return seen(stage, before)
}

async function seen({ registration, eventually }: Stage, wanted: Changeable) {
  const isWanted = (application: Application) =>
    JSON.stringify(changeable(application)) === JSON.stringify(wanted)
  return eventually('the app registration', () => registration.read(), isWanted)
}

/** What the action may change. */
function only({ publicClient, isFallbackPublicClient }: Application): Application {
  return { publicClient, isFallbackPublicClient }
}

/** @throws Error with the names of what is not the same; the values may be nobody else's business */
function sameProperties(found: Application, wanted: Application): void {
  const names = new Set([...Object.keys(found), ...Object.keys(wanted)])
  const isOther = (name: string) => JSON.stringify(found[name]) !== JSON.stringify(wanted[name])
  same('what changed of the app registration', [...names].filter(isOther), [])
}

/** @throws Error when it is not the same */
function same(what: string, found: unknown, wanted: unknown): void {
  const texts = [found, wanted].map((value) =>
    Buffer.isBuffer(value) ? value.toString() : (JSON.stringify(value) ?? 'undefined'),
  )
  if (texts[0] !== texts[1]) throw new Error(`${what}: it is ${texts[0]}, and should be ${texts[1]}`)
}
