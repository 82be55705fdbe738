import {
  type ProviderProperties,
  parseProviderProperties,
  tenantFault,
  type ValueInputs,
} from '../desired-state/index.ts'
import {
  type Credential,
  pemBlocks,
  type RegistrationInputs,
  readCertificateCredential,
} from '../entra/index.ts'
import type { Problem } from '../problems.ts'
import { type ScriptPlace, scriptPlace } from '../wsadmin-script/index.ts'
import { type InputCore, InputReader } from './input-reader.ts'
import * as rules from './rules.ts'
import type { Workspace } from './workspace.ts'

/** Every input of action.yml, checked. */
export type Inputs = AllInputs & { readonly mode: Mode }

type AllInputs = Readonly<ReturnType<typeof readAll>>

export type Mode = 'pull-request' | 'check' | 'render'

/** The inputs in which further problems are looked for, so that one run tells them all. Nothing may be done with them. */
export type FaultyInputs = Pick<
  AllInputs,
  'mode' | 'values' | 'configPath' | 'template' | 'redirectUris' | 'azure' | 'connectionsUrl'
>

type ReadInputs =
  | { readonly ok: true; readonly inputs: Inputs }
  | { readonly ok: false; readonly inputs: FaultyInputs; readonly problems: readonly Problem[] }

/** Where the file is when no input says so. */
export const CONFIG_PATH = 'mobile-config.xml'

/** Where the workflow runs, from the runner's environment. */
export interface InputEnvironment {
  /** "owner/name" of the workflow's repository. */
  readonly GITHUB_REPOSITORY?: string | undefined
  /** The root of GitHub's REST API. */
  readonly GITHUB_API_URL?: string | undefined
}

/** Reads the action's inputs, or everything that is wrong with them. Secrets are masked in the log the moment they are read. */
export function readInputs(core: InputCore, environment: InputEnvironment, workspace: Workspace): ReadInputs {
  const reader = new InputReader(core, workspace)
  const inputs = readAll(reader, environment)
  const { mode } = inputs
  const { problems } = reader
  if (!mode || problems.length > 0) return { ok: false, inputs, problems }
  return { ok: true, inputs: { ...inputs, mode } }
}

function readAll(reader: InputReader, environment: InputEnvironment) {
  const mode = reader.choice<Mode>('mode', ['pull-request', 'check', 'render'])
  const target = readTarget(reader, mode, environment)
  return {
    mode,
    ...target,
    values: readValues(reader),
    /** The file to start from when there is none. */
    template: readTemplate(reader),
    ...readPullRequest(reader),
    ...readAzure(reader, mode),
    ...readServer(reader, mode),
    /** In mode check, drift fails the step. */
    failOnDrift: reader.boolean('fail-on-drift', true),
    wsadminScript: readWsadminScript(reader, target.configPath),
  }
}

/** Which file, where, and who may write it. */
function readTarget(reader: InputReader, mode: Mode | undefined, environment: InputEnvironment) {
  const token = reader.secret('token')
  const configPath = reader.text('config-path', rules.validatePath) || CONFIG_PATH
  const base = reader.text('base', rules.validateBranch) || undefined
  const branch = reader.text('branch', rules.validateBranch) || rules.derivedBranch(configPath, base)
  const repository =
    reader.text('config-repository', rules.validateRepository) || environment.GITHUB_REPOSITORY
  const [owner = '', repo = ''] = repository?.split('/') ?? []
  const invalid = mode === 'render' ? undefined : rules.validateToken(token)
  if (invalid) reader.refuse('token', ...invalid)
  const cure = 'Set config-repository to owner/name.'
  if (mode !== 'render' && !repository)
    reader.refuse('config-repository', 'The configuration repository is unknown.', cure)
  const api = environment.GITHUB_API_URL
  if (mode !== 'render' && api && !/^https?:/.test(URL.parse(api)?.protocol ?? ''))
    reader.problems.push({
      where: 'environment variable GITHUB_API_URL',
      what: 'The value is not an http or https address.',
      cure: 'The runner sets it: remove what overwrites it.',
    })
  if (branch === base) reader.refuse('branch', `"${branch}" is the base branch.`, 'Choose a different name.')
  return { token, configPath, base, branch, configRepository: { owner, repo } }
}

/** The title is empty for the standard one, and so are body and commit message. */
function readPullRequest(reader: InputReader) {
  return {
    title: reader.text('title', rules.validateTitle),
    body: reader.text('body', rules.validateProse),
    commitMessage: reader.text('commit-message', rules.validateProse),
    labels: reader.list('labels', rules.validateLabel),
    assignees: reader.list('assignees', rules.validateLogin),
    reviewers: reader.list('reviewers', rules.validateLogin),
    teamReviewers: reader.list('team-reviewers', rules.validateTeam),
    draft: reader.boolean('draft', false),
  }
}

function readWsadminScript(reader: InputReader, configPath: string): ScriptPlace {
  const value = reader.text('wsadmin-script', (text) => rules.validateWsadminScript(text, configPath))
  return scriptPlace(value) ?? 'body'
}

function readValues(reader: InputReader): ValueInputs {
  return {
    ...readProviderProperties(reader),
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

function readProviderProperties(reader: InputReader) {
  const [pastedInput, fileInput] = ['provider-properties', 'provider-properties-file']
  const pasted = reader.text(pastedInput)
  const path = reader.text(fileInput)
  if (pasted && path) reader.refuse(fileInput, `${pastedInput} is set too.`, 'Set only one of them.')
  const file = path ? reader.file(fileInput, path) : undefined
  const properties: ProviderProperties = parseProviderProperties(pasted || file || '')
  const { fault, secrets } = properties
  if (fault) reader.refuse(pasted ? pastedInput : fileInput, fault.what, fault.cure)
  for (const secret of secrets) reader.mask(secret)
  const from = path && !pasted ? `${fileInput} ${path}` : pastedInput
  return { providerProperties: properties, providerPropertiesFrom: from }
}

function readServer(reader: InputReader, mode: Mode | undefined) {
  const connectionsUrl = reader.text('connections-url', rules.validateConnectionsUrl)
  if (connectionsUrl && mode === 'render')
    reader.refuse('connections-url', NO_NETWORK, 'Omit it, or use mode check.')
  const certificateWarningDays = reader.integer('certificate-warning-days', 30)
  const wait = 'wait-for-server-minutes'
  const waitForServerMinutes = reader.integer(wait, 0)
  if (waitForServerMinutes > 60)
    reader.refuse(wait, `${waitForServerMinutes} minutes is longer than a restart takes.`, 'Use at most 60.')
  const needed = 'Only mode check with connections-url can wait for the server.'
  if (waitForServerMinutes > 0 && (mode !== 'check' || !connectionsUrl))
    reader.refuse(wait, needed, 'Set both, or omit it.')
  return {
    /** Address of the Connections server; empty where it is not looked at. */
    connectionsUrl,
    certificateWarningDays,
    /** In mode check, how long the server may take to have the wanted values; 0 looks once. */
    waitForServerMinutes,
  }
}

const NO_NETWORK = 'Mode render does not use the network.'

/** What is switched off may be half set up: only its secrets are looked at, to mask them. */
function readAzure(reader: InputReader, mode: Mode | undefined) {
  const reconcile = reader.choice('azure-reconcile', ['off', 'check', 'apply'])
  const secret = reader.secret('azure-client-secret')
  const pem = reader.secret('azure-client-certificate')
  const isOff = reconcile === 'off'
  const uris = reader.list('redirect-uris', isOff ? undefined : rules.validateRedirectUri, 'mobile')
  if (!isOff && mode === 'render')
    reader.refuse('azure-reconcile', NO_NETWORK, 'Omit it, or use mode pull-request or check.')
  const azure: RegistrationInputs | undefined = isOff
    ? undefined
    : {
        reconcile: reconcile === 'apply' && mode !== 'check' ? 'apply' : 'check',
        tenantId: reader.text('azure-tenant-id', tenantFault) || reader.text('tenant-id'),
        clientId: reader.text('azure-client-id', rules.validateClientId),
        credential: readCredential(reader, secret, pem),
        authority: rules.originOf(reader.text('azure-authority-host', rules.validateOrigin)),
        graphUrl: rules.originOf(reader.text('graph-url', rules.validateOrigin)),
      }
  return {
    /** What the app registration has to hold. */
    redirectUris: [...new Set(uris.map(rules.redirectUriOf))] as readonly string[],
    /** Undefined where `azure-reconcile` is off: the run leaves the app registration alone. */
    azure,
  }
}

/** Without a secret and a certificate the job's own identity signs in. Undefined where what was given is no credential. */
function readCredential(reader: InputReader, secret: string, pem: string): Credential | undefined {
  const input = 'azure-client-certificate'
  if (secret && pem) reader.refuse(input, 'azure-client-secret is set too.', 'Set only one of them.')
  if (secret) return { kind: 'secret', secret }
  if (!pem) return { kind: 'federated' }
  for (const { text } of pemBlocks(pem)) reader.mask(text)
  const credential = readCertificateCredential(pem, Date.now())
  if ('kind' in credential) {
    reader.mask(credential.privateKey)
    return credential
  }
  reader.refuse(input, credential.what, credential.cure)
  return undefined
}

function readTemplate(reader: InputReader) {
  const path = reader.text('template')
  const bytes = path ? reader.file('template', path) : undefined
  return bytes && { path, bytes }
}
