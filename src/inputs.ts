import { type ProviderProperties, parseProviderProperties, type ValueInputs } from './desired-state/index.ts'
import {
  type Complaint,
  complainAboutBranch,
  complainAboutLabel,
  complainAboutLogin,
  complainAboutPath,
  complainAboutRepository,
  complainAboutTeam,
  complainAboutTitle,
  derivedBranch,
  list,
} from './input-rules.ts'
import { type Problem, ProblemsError } from './problems.ts'
import type { Workspace } from './workspace.ts'

/** Every input of action.yml, checked. */
export interface Inputs {
  readonly mode: Mode
  readonly values: ValueInputs
  readonly configPath: string
  /** The file to start from when there is none. */
  readonly template: { readonly path: string; readonly bytes: Uint8Array } | undefined
  readonly configRepository: { readonly owner: string; readonly repo: string }
  readonly token: string
  readonly base: string | undefined
  readonly branch: string
  readonly title: string
  readonly body: string
  readonly commitMessage: string
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly reviewers: readonly string[]
  readonly teamReviewers: readonly string[]
  readonly draft: boolean
}

export type Mode = 'pull-request' | 'render'
const MODES: readonly string[] = ['pull-request', 'render'] satisfies Mode[]

/** The parts of @actions/core that reading inputs needs. */
export interface InputCore {
  getInput(name: string): string
  setSecret(value: string): void
}

/** Where the workflow runs, from the runner's environment. */
export interface InputEnvironment {
  /** "owner/name" of the workflow's repository. */
  readonly GITHUB_REPOSITORY?: string | undefined
}

/**
 * Reads the action's inputs. Secrets are masked in the log the moment they are read.
 * @returns the inputs and everything that is wrong with them; with problems the inputs must not be used
 */
export function readInputs(
  core: InputCore,
  environment: InputEnvironment,
  workspace: Workspace,
): { readonly inputs: Inputs; readonly problems: readonly Problem[] } {
  const reader = new InputReader(core, workspace)
  const inputs = readAll(reader, environment)
  return { inputs, problems: reader.problems }
}

function readAll(reader: InputReader, environment: InputEnvironment): Inputs {
  const mode = reader.choice('mode', MODES) as Mode
  const token = reader.secret('token')
  const configPath = reader.text('config-path', complainAboutPath) || 'mobile-config.xml'
  const base = reader.text('base', complainAboutBranch) || undefined
  const branch = reader.text('branch', complainAboutBranch) || derivedBranch(configPath, base)
  const repository =
    reader.text('config-repository', complainAboutRepository) || environment.GITHUB_REPOSITORY || ''
  const [owner = '', repo = ''] = repository.split('/')
  if (mode === 'pull-request' && !token) {
    reader.complain(
      'token',
      'There is no token.',
      'Leave the input out to use github.token, or pass a GitHub App token.',
    )
  }
  if (mode === 'pull-request' && !repository) {
    reader.complain(
      'config-repository',
      'It is not known which repository holds the file.',
      'Set it to owner/name.',
    )
  }
  if (branch === base) reader.complain('branch', `"${branch}" is the base branch.`, 'Choose another name.')
  return {
    mode,
    token,
    configPath,
    base,
    branch,
    configRepository: { owner, repo },
    values: readValues(reader),
    template: readTemplate(reader),
    title:
      reader.text('title', complainAboutTitle) ||
      `Move the mobile clients to Azure single sign-on (${configPath})`,
    body: reader.text('body'),
    commitMessage: reader.text('commit-message'),
    labels: reader.list('labels', complainAboutLabel),
    assignees: reader.list('assignees', complainAboutLogin),
    reviewers: reader.list('reviewers', complainAboutLogin),
    teamReviewers: reader.list('team-reviewers', complainAboutTeam),
    draft: reader.boolean('draft'),
  }
}

function readValues(reader: InputReader): ValueInputs {
  const { properties, from } = readProviderProperties(reader)
  return {
    providerProperties: properties,
    providerPropertiesFrom: from,
    providerId: reader.text('provider-id') || 'provider_1',
    tenantId: reader.text('tenant-id'),
    clientId: reader.text('client-id'),
    authorizeEndpointUrl: reader.text('authorize-endpoint-url'),
    tokenEndpointUrl: reader.text('token-endpoint-url'),
    scope: reader.text('scope'),
    authorizationParameters: reader.text('authorization-parameters'),
    settings: reader.text('settings'),
  }
}

function readProviderProperties(reader: InputReader): { properties: ProviderProperties; from: string } {
  const pasted = reader.text('provider-properties')
  const path = reader.text('provider-properties-file')
  if (pasted && path) {
    reader.complain('provider-properties-file', 'provider-properties is set as well.', 'Set one of them.')
  }
  const file = path ? reader.file('provider-properties-file', path) : undefined
  const properties = parseProviderProperties(pasted || file?.toString('utf8') || '')
  for (const secret of properties.secrets) reader.mask(secret)
  return { properties, from: path && !pasted ? `provider-properties-file ${path}` : 'provider-properties' }
}

function readTemplate(reader: InputReader): Inputs['template'] {
  const path = reader.text('template')
  const bytes = path ? reader.file('template', path) : undefined
  return bytes && { path, bytes }
}

class InputReader {
  readonly problems: Problem[] = []
  readonly #core: InputCore
  readonly #workspace: Workspace

  constructor(core: InputCore, workspace: Workspace) {
    this.#core = core
    this.#workspace = workspace
  }

  complain(input: string, what: string, cure: string): void {
    this.problems.push({ where: `input ${input}`, what, cure })
  }

  mask(secret: string): void {
    this.#core.setSecret(secret)
  }

  text(input: string, rule: (value: string) => Complaint = () => undefined): string {
    const value = this.#core.getInput(input)
    if (value) this.#check(input, value, rule)
    return value
  }

  secret(input: string): string {
    const value = this.#core.getInput(input)
    if (value) this.mask(value)
    return value
  }

  list(input: string, rule: (entry: string) => Complaint): string[] {
    const entries = list(this.#core.getInput(input))
    for (const entry of entries) this.#check(input, entry, rule)
    return entries
  }

  /** The first option is the default. */
  choice(input: string, options: readonly string[]): string {
    const value = this.#core.getInput(input) || options[0]!
    if (!options.includes(value))
      this.complain(input, `"${value}" is not known.`, `Use one of: ${options.join(', ')}.`)
    return value
  }

  /** YAML 1.2's core schema, as @actions/core reads it; not set means false. */
  boolean(input: string): boolean {
    const value = this.#core.getInput(input)
    if (!/^(true|false|)$/i.test(value))
      this.complain(input, `"${value}" is neither true nor false.`, 'Use true or false.')
    return value.toLowerCase() === 'true'
  }

  file(input: string, path: string): Buffer | undefined {
    try {
      const bytes = this.#workspace.read(path, input)
      if (!bytes) {
        this.complain(
          input,
          `There is no file "${path}" in the workspace.`,
          'Check the path, and that a step before this one checks the repository out.',
        )
      }
      return bytes
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error
      this.problems.push(...error.problems)
      return undefined
    }
  }

  #check(input: string, value: string, rule: (value: string) => Complaint): void {
    const complaint = rule(value)
    if (complaint) this.complain(input, ...complaint)
  }
}
