import { type Problem, problemText } from '../problems.ts'
import { unseenCharacter } from '../text/invisible.ts'
import { type InputCore, InputReader } from './input-reader.ts'
import { CONFIG_PATH, type InputEnvironment } from './inputs.ts'
import { JsonFault, readJson } from './json.ts'
import type { Workspace } from './workspace.ts'

/** One entry of the inventory: what differs there from the step's own inputs. */
export interface Environment {
  readonly name: string
  /** For errors: `entry 3 ("test-3")`. */
  readonly entry: string
  /** For errors: the inventory's path and the entry. */
  readonly place: string
  /** The inputs that the entry has itself. */
  readonly fields: ReadonlyMap<string, string>
  /** Answers from the entry first, then from the step's inputs. */
  readonly core: InputCore
}

/** The environments whose entries can be read, and what is wrong with the others. */
export interface Inventory {
  readonly environments: readonly Environment[]
  readonly problems: readonly Problem[]
}

/** Inputs that an entry may have. */
const FIELDS = [
  ...['config-path', 'base', 'config-repository', 'tenant-id', 'client-id'],
  ...['authorize-endpoint-url', 'token-endpoint-url', 'scope', 'authorization-parameters', 'settings'],
  ...['provider-properties-file', 'provider-id', 'connections-url', 'certificate-warning-days'],
  ...['azure-reconcile', 'azure-client-id', 'azure-tenant-id', 'redirect-uris'],
] as const

/** Inputs that are secrets, or may hold one. */
const SECRETS: ReadonlyMap<string, string> = new Map([
  ...['token', 'azure-client-secret', 'azure-client-certificate'].map(
    (name) => [name, `Remove it and pass the secret to the input ${name} of the step.`] as const,
  ),
  ['provider-properties', 'Use provider-properties-file, with a file without secrets.'],
])

/** Environments of one run; its `report` has room for each of them. */
export const MAX_ENVIRONMENTS = 100

/** Characters of a name, which may become a label. */
const MAX_NAME = 50

/**
 * Reads the inventory that the input `environments` names. What an entry leaves out comes from the step's own inputs.
 * @returns undefined without that input
 */
export function readInventory(
  core: InputCore,
  environment: InputEnvironment,
  workspace: Workspace,
): Inventory | undefined {
  const reader = new InputReader(core, workspace)
  const path = reader.text('environments')
  if (!path) return undefined
  if (core.getInput('mode') !== 'check')
    reader.refuse(
      'environments',
      'Only mode check takes an inventory.',
      'Set mode to check, or leave it out.',
    )
  if (/[1-9]/.test(core.getInput('wait-for-server-minutes')))
    reader.refuse(
      'wait-for-server-minutes',
      'An inventory is set, and a run waits for one server only.',
      'Leave one of them out.',
    )
  const bytes = reader.file('environments', path)
  const { entries, problems } = bytes ? readEntries(bytes, path) : { entries: [], problems: [] }
  const read = entries.map((entry, index) => readEntry(entry, index, path, core))
  const environments = read.flatMap(({ environment: each }) => each ?? [])
  return {
    environments,
    problems: [
      ...reader.problems,
      ...problems,
      ...read.flatMap((each) => each.problems),
      ...repetitions(environments, environment),
    ],
  }
}

function readEntries(bytes: Buffer, path: string): { entries: readonly unknown[]; problems: Problem[] } {
  const refused = (what: string, cure: string, place = '') => ({
    entries: [],
    problems: [{ where: `${path}${place}`, what, cure }],
  })
  const text = decoded(bytes)
  if (text === undefined) return refused('The file is not in UTF-8.', 'Save it in UTF-8.')
  try {
    const list = readJson(text)
    if (!Array.isArray(list) || list.length === 0)
      return refused('It is not a list of environments.', 'Write [ {"name": "test", …}, … ].')
    if (list.length > MAX_ENVIRONMENTS)
      return refused(
        `It has ${list.length} environments, and one run checks at most ${MAX_ENVIRONMENTS}.`,
        'Split it into several files, with a step for each.',
      )
    return { entries: list, problems: [] }
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    return refused(`It is not JSON. ${error.message}`, 'Correct it there, or just before.', `:${error.place}`)
  }
}

/** Without a byte order mark, which editors on Windows write. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function readEntry(
  entry: unknown,
  index: number,
  path: string,
  core: InputCore,
): { environment: Environment | undefined; problems: Problem[] } {
  const number = `entry ${index + 1}`
  if (!(entry instanceof Map)) {
    const where = `${path}, ${number}`
    const what = `The entry is ${kindOf(entry)}.`
    return {
      environment: undefined,
      problems: [{ where, what, cure: 'Write an object: {"name": "test", …}.' }],
    }
  }
  const { name } = Object.fromEntries(entry)
  const nameFault = faultOfName(name)
  const named = nameFault ? number : `${number} ("${name.trim()}")`
  const place = `${path}, ${named}`
  const fields = new Map<string, string>()
  const problems: Problem[] = nameFault ? [{ where: `${place}, name`, ...nameFault }] : []
  for (const [field, value] of entry as Map<string, unknown>) {
    if (field === 'name') continue
    const fault = faultOfField(field, value)
    if (fault) problems.push({ where: `${place}, ${field}`, ...fault })
    else if (field !== 'wave') fields.set(field, String(value).trim())
  }
  const own = { entry: named, place, fields, core: overlay(core, fields) }
  return { environment: nameFault ? undefined : { name: name.trim(), ...own }, problems }
}

type Fault = Pick<Problem, 'what' | 'cure'> | undefined

function faultOfName(name: unknown): Fault {
  const cure = `Give each environment a name of at most ${MAX_NAME} characters, such as "test".`
  if (name === undefined) return { what: 'It is missing.', cure }
  if (typeof name !== 'string')
    return { what: `It is ${kindOf(name)}.`, cure: 'Write text in double quotes.' }
  const unseen = unseenCharacter(name.trim())
  if (unseen) return { what: `It holds ${unseen}.`, cure: 'Remove it.' }
  if (name.trim() === '') return { what: 'It is empty.', cure }
  return name.length > MAX_NAME ? { what: `It has ${name.length} characters.`, cure } : undefined
}

function faultOfField(field: string, value: unknown): Fault {
  const secret = SECRETS.get(field)
  if (secret) return { what: 'An inventory holds no secrets.', cure: secret }
  const isKnown = field === 'wave' || FIELDS.some((each) => each === field)
  if (!isKnown) return { what: 'There is no such field.', cure: cureOfUnknown(field) }
  if (typeof value === 'string') return undefined
  const mayBeNumber = field === 'wave' || field === 'certificate-warning-days'
  if (typeof value === 'number' && mayBeNumber) return undefined
  return { what: `It is ${kindOf(value)}.`, cure: 'Write text in double quotes, or leave it out.' }
}

function cureOfUnknown(field: string): string {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')
  const meant = ['name', 'wave', ...FIELDS].find((each) => letters(each) === letters(field))
  return meant ? `Write "${meant}".` : `Remove it. Besides name and wave there are ${FIELDS.join(', ')}.`
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Map) return 'an object'
  return typeof value === 'string' ? 'text' : typeof value === 'boolean' ? `${value}` : 'a number'
}

/** A properties file of the entry's own stands instead of the properties that the step has. */
function overlay(core: InputCore, fields: ReadonlyMap<string, string>): InputCore {
  const hasOwnProperties = fields.get('provider-properties-file')
  return {
    getInput: (name) =>
      name === 'provider-properties' && hasOwnProperties ? '' : (fields.get(name) ?? core.getInput(name)),
    setSecret: (secret) => core.setSecret(secret),
  }
}

/** Names are compared as GitHub compares labels and concurrency groups: without case. */
function repetitions(
  environments: readonly Environment[],
  { GITHUB_REPOSITORY: own = '' }: InputEnvironment,
): Problem[] {
  const fileOf = ({ core }: Environment) => {
    const repository = (core.getInput('config-repository') || own).toLowerCase()
    return JSON.stringify([repository, core.getInput('base'), core.getInput('config-path') || CONFIG_PATH])
  }
  const repeated = (key: (each: Environment) => string, field: string, cure: string) =>
    environments.flatMap((each, index) => {
      const other = environments.slice(0, index).find((before) => key(before) === key(each))
      return other
        ? [{ where: `${each.place}, ${field}`, what: `It is that of ${other.entry}, too.`, cure }]
        : []
    })
  return [
    ...repeated(({ name }) => name.toLowerCase(), 'name', 'Give each environment a name of its own.'),
    ...repeated(fileOf, 'config-path', 'Give each environment a file, a base or a repository of its own.'),
  ]
}

/**
 * What is wrong with the inputs of several environments: with the field where the entry has it, and once where all of them have it
 * from the step.
 */
export function problemsOfAll(
  found: readonly { readonly environment: Environment; readonly problems: readonly Problem[] }[],
): Problem[] {
  const isOwn = ({ fields }: Environment, { where }: Problem) => fields.has(where.replace('input ', ''))
  const all = found.flatMap(({ environment, problems }) =>
    problems.map((problem) => ({ environment, problem, text: problemText(problem) })),
  )
  const ofStep = (text: string) => {
    const same = all.filter((each) => each.text === text)
    return same.length === found.length && !same.some((each) => isOwn(each.environment, each.problem))
  }
  const common = new Map(all.filter(({ text }) => ofStep(text)).map(({ text, problem }) => [text, problem]))
  return [
    ...common.values(),
    ...all
      .filter(({ text }) => !common.has(text))
      .map(({ environment, problem }) => ({
        ...problem,
        where: `${environment.place}, ${isOwn(environment, problem) ? problem.where.replace('input ', '') : problem.where}`,
      })),
  ]
}
