import { isUtf8 } from 'node:buffer'
import { type Fault, type Problem, problemOf, problemText } from '../problems.ts'
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
const FIELDS: readonly string[] = [
  ...['config-path', 'base', 'config-repository', 'tenant-id', 'client-id'],
  ...['authorize-endpoint-url', 'token-endpoint-url', 'scope', 'authorization-parameters', 'settings'],
  ...['provider-properties-file', 'provider-id', 'connections-url', 'certificate-warning-days'],
  ...['azure-reconcile', 'azure-client-id', 'azure-tenant-id', 'redirect-uris'],
]

/** Inputs that are secrets, or may hold one, and what is done instead. */
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
    reader.refuse('environments', 'Only mode check takes an inventory.', 'Set mode to check, or omit it.')
  const oneServer = 'An inventory is set, but a run can wait for only one server.'
  if (/[1-9]/.test(core.getInput('wait-for-server-minutes')))
    reader.refuse('wait-for-server-minutes', oneServer, 'Omit one of them.')
  const read = readEntries(reader, path).map((entry, index) => readEntry(entry, index + 1, path, core))
  const environments = read.flatMap((each) => each.environment ?? [])
  const problems = [...reader.problems, ...read.flatMap((each) => each.problems)]
  return { environments, problems: [...problems, ...repetitions(environments, environment)] }
}

function readEntries(reader: InputReader, path: string): readonly unknown[] {
  const bytes = reader.file('environments', path)
  if (!bytes) return []
  const refused = (what: string, cure: string, place = '') => {
    reader.problems.push({ where: `${path}${place}`, what, cure })
    return []
  }
  if (!isUtf8(bytes)) return refused('The file is not in UTF-8.', 'Save it in UTF-8.')
  try {
    // The decoder drops a byte order mark, which editors on Windows write.
    const list = readJson(new TextDecoder().decode(bytes))
    if (!Array.isArray(list) || list.length === 0)
      return refused('It is not a list of environments.', 'Write [ {"name": "test", …}, … ].')
    const tooMany = `It has ${list.length} environments, but one run checks at most ${MAX_ENVIRONMENTS}.`
    if (list.length > MAX_ENVIRONMENTS)
      return refused(tooMany, 'Split it into several files, with a step for each.')
    return list
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error
    return refused(`It is not JSON. ${error.message}`, 'Correct it there, or just before.', `:${error.place}`)
  }
}

/** What an entry says, without an environment where it has no name. */
function readEntry(entry: unknown, number: number, path: string, core: InputCore) {
  const problems: Problem[] = []
  const refuse = (where: string, fault: Fault | undefined) => {
    if (fault) problems.push(problemOf(where, fault))
  }
  if (!(entry instanceof Map)) {
    refuse(`${path}, entry ${number}`, [
      `The entry is ${kindOf(entry)}.`,
      'Write an object: {"name": "test", …}.',
    ])
    return { problems }
  }
  const invalidName = validateName(entry.get('name'))
  const name = invalidName ? undefined : String(entry.get('name')).trim()
  const named = name === undefined ? `entry ${number}` : `entry ${number} ("${name}")`
  const place = `${path}, ${named}`
  refuse(`${place}, name`, invalidName)
  const fields = new Map<string, string>()
  for (const [field, value] of entry as Map<string, unknown>) {
    if (field === 'name') continue
    const invalid = validateField(field, value)
    refuse(`${place}, ${field}`, invalid)
    if (!invalid && field !== 'wave') fields.set(field, String(value).trim())
  }
  if (name === undefined) return { problems }
  const environment: Environment = { name, entry: named, place, fields, core: overlay(core, fields) }
  return { environment, problems }
}

function validateName(name: unknown): Fault | undefined {
  const cure = `Give each environment a name of at most ${MAX_NAME} characters, such as "test".`
  if (name === undefined) return ['It is missing.', cure]
  if (typeof name !== 'string') return [`It is ${kindOf(name)}.`, 'Write text in double quotes.']
  const unseen = unseenCharacter(name.trim())
  if (unseen) return [`It contains ${unseen}.`, 'Remove it.']
  if (name.trim() === '') return ['It is empty.', cure]
  return name.length > MAX_NAME ? [`It has ${name.length} characters.`, cure] : undefined
}

function validateField(field: string, value: unknown): Fault | undefined {
  const secret = SECRETS.get(field)
  if (secret) return ['An inventory must not contain secrets.', secret]
  if (field !== 'wave' && !FIELDS.includes(field)) return ['The field is unknown.', cureOfUnknown(field)]
  const mayBeNumber = field === 'wave' || field === 'certificate-warning-days'
  if (typeof value === 'string' || (typeof value === 'number' && mayBeNumber)) return undefined
  return [`It is ${kindOf(value)}.`, 'Write text in double quotes, or omit it.']
}

function cureOfUnknown(field: string): string {
  const letters = (text: string) => text.toLowerCase().replaceAll(/[^a-z]/g, '')
  const meant = ['name', 'wave', ...FIELDS].find((each) => letters(each) === letters(field))
  return meant ? `Write "${meant}".` : `Remove it. The fields besides name and wave are ${FIELDS.join(', ')}.`
}

function kindOf(value: unknown): string {
  if (value === null || typeof value === 'boolean') return `${value}`
  if (Array.isArray(value)) return 'a list'
  if (value instanceof Map) return 'an object'
  return typeof value === 'string' ? 'text' : 'a number'
}

/** A properties file of the entry's own stands instead of the properties that the step has. */
function overlay(core: InputCore, fields: ReadonlyMap<string, string>): InputCore {
  const own = fields.get('provider-properties-file')
    ? new Map([...fields, ['provider-properties', '']])
    : fields
  return {
    getInput: (name) => own.get(name) ?? core.getInput(name),
    setSecret: (secret) => core.setSecret(secret),
  }
}

/** Names are compared as GitHub compares labels and concurrency groups: without case. */
function repetitions(
  environments: readonly Environment[],
  { GITHUB_REPOSITORY = '' }: InputEnvironment,
): Problem[] {
  const fileOf = ({ core }: Environment) => {
    const repository = (core.getInput('config-repository') || GITHUB_REPOSITORY).toLowerCase()
    return JSON.stringify([repository, core.getInput('base'), core.getInput('config-path') || CONFIG_PATH])
  }
  const repeated = (key: (each: Environment) => string, field: string, cure: string) =>
    [...Map.groupBy(environments, key).values()].flatMap(([first, ...others]) =>
      others.map(({ place }) => ({
        where: `${place}, ${field}`,
        what: `${first!.entry} has the same value.`,
        cure,
      })),
    )
  return [
    ...repeated(({ name }) => name.toLowerCase(), 'name', 'Give each environment a different name.'),
    ...repeated(fileOf, 'config-path', 'Give each environment a different file, base or repository.'),
  ]
}

/**
 * What is wrong with the inputs of several environments: with the field where the entry has it, and once where all of them have it
 * from the step.
 */
export function problemsOfAll(
  found: readonly { readonly environment: Environment; readonly problems: readonly Problem[] }[],
): Problem[] {
  const all = found.flatMap(({ environment: { place, fields }, problems }) =>
    problems.map((problem) => {
      const field = problem.where.replace('input ', '')
      const isOwn = fields.has(field)
      return { problem, isOwn, where: `${place}, ${isOwn ? field : problem.where}` }
    }),
  )
  const alike = Map.groupBy(all, ({ problem }) => problemText(problem))
  const ofStep = [...alike.values()].filter(
    (each) => each.length === found.length && !each.some(({ isOwn }) => isOwn),
  )
  const told = new Set(ofStep.flat())
  const others = all.filter((each) => !told.has(each))
  return [
    ...ofStep.map(([first]) => first!.problem),
    ...others.map(({ problem, where }) => ({ ...problem, where })),
  ]
}
