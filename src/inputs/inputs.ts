import { type ProviderProperties, parseProviderProperties, type ValueInputs } from '../desired-state/index.ts'
import {
  type Credential,
  pemBlocks,
  type RegistrationInputs,
  readCertificateCredential,
} from '../entra/index.ts'
import type { Problem } from '../problems.ts'
import { type ScriptPlace, scriptPlace } from '../wsadmin-script/index.ts'
import { type InputCore, InputReader } from './input-reader.ts'
import {
  type Complaint,
  complainAboutBranch,
  complainAboutClientId,
  complainAboutConnectionsUrl,
  complainAboutLabel,
  complainAboutLogin,
  complainAboutOrigin,
  complainAboutPath,
  complainAboutProse,
  complainAboutRedirectUri,
  complainAboutRepository,
  complainAboutTeam,
  complainAboutTenant,
  complainAboutTitle,
  complainAboutToken,
  complainAboutWsadminScript,
  derivedBranch,
  distinct,
  originOf,
  redirectUriOf,
} from './rules.ts'
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
  /** Empty for the standard one. */
  readonly title: string
  readonly body: string
  readonly commitMessage: string
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
  readonly reviewers: readonly string[]
  readonly teamReviewers: readonly string[]
  readonly draft: boolean
  readonly azureReconcile: AzureReconcile
  readonly azure: RegistrationInputs
  /** Address of the Connections server; empty where it is not looked at. */
  readonly connectionsUrl: string
  readonly certificateWarningDays: number
  /** In mode check, how long the server may take to have the wanted values; 0 looks once. */
  readonly waitForServerMinutes: number
  /** In mode check, drift fails the step. */
  readonly failOnDrift: boolean
  readonly wsadminScript: ScriptPlace
}

export type Mode = 'pull-request' | 'check' | 'render'
/** What is done about the app registration. */
export type AzureReconcile = 'off' | 'check' | 'apply'
const AZURE_RECONCILES: readonly string[] = ['off', 'check', 'apply'] satisfies AzureReconcile[]

const MODES: readonly string[] = ['pull-request', 'check', 'render'] satisfies Mode[]

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
  const complaint = mode === 'render' ? undefined : complainAboutToken(token)
  if (complaint) reader.complain('token', ...complaint)
  if (mode !== 'render' && !repository) {
    reader.complain(
      'config-repository',
      'It is not known which repository holds the file.',
      'Set it to owner/name.',
    )
  }
  const azureReconcile = reader.choice('azure-reconcile', AZURE_RECONCILES) as AzureReconcile
  if (mode === 'render' && azureReconcile !== 'off') {
    reader.complain(
      'azure-reconcile',
      'Mode render reaches no network.',
      'Leave it out, or use mode pull-request or check.',
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
    title: reader.text('title', complainAboutTitle),
    body: reader.text('body', complainAboutProse),
    commitMessage: reader.text('commit-message', complainAboutProse),
    labels: reader.list('labels', complainAboutLabel),
    assignees: reader.list('assignees', complainAboutLogin),
    reviewers: reader.list('reviewers', complainAboutLogin),
    teamReviewers: reader.list('team-reviewers', complainAboutTeam),
    draft: reader.boolean('draft'),
    azureReconcile: mode === 'check' && azureReconcile === 'apply' ? 'check' : azureReconcile,
    azure: readAzure(reader, azureReconcile !== 'off'),
    connectionsUrl: readConnectionsUrl(reader, mode),
    certificateWarningDays: reader.integer('certificate-warning-days', 30),
    waitForServerMinutes: readWaitForServer(reader, mode),
    failOnDrift: reader.boolean('fail-on-drift', true),
    wsadminScript: readWsadminScript(reader, configPath),
  }
}

function readWsadminScript(reader: InputReader, configPath: string): ScriptPlace {
  const value = reader.text('wsadmin-script', (text) => complainAboutWsadminScript(text, configPath))
  return scriptPlace(value) ?? 'body'
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
  const properties = parseProviderProperties(pasted || file || '')
  const { fault } = properties
  if (fault)
    reader.complain(pasted ? 'provider-properties' : 'provider-properties-file', fault.what, fault.cure)
  for (const secret of properties.secrets) reader.mask(secret)
  return { properties, from: path && !pasted ? `provider-properties-file ${path}` : 'provider-properties' }
}

function readConnectionsUrl(reader: InputReader, mode: Mode): string {
  const url = reader.text('connections-url', complainAboutConnectionsUrl)
  if (url && mode === 'render') {
    reader.complain('connections-url', 'Mode render reaches no network.', 'Leave it out, or use mode check.')
  }
  return url
}

function readWaitForServer(reader: InputReader, mode: Mode): number {
  const input = 'wait-for-server-minutes'
  const minutes = reader.integer(input, 0)
  if (minutes > 60)
    reader.complain(input, `${minutes} minutes are longer than a restart takes.`, 'Use at most 60.')
  if (minutes > 0 && (mode !== 'check' || !reader.text('connections-url'))) {
    reader.complain(
      input,
      'Only mode check with connections-url waits for the server.',
      'Set both, or leave it out.',
    )
  }
  return minutes
}

/** Without a secret and a certificate the job's own identity signs in: workload identity federation. */
function readAzure(reader: InputReader, isOn: boolean): RegistrationInputs {
  const secret = reader.secret('azure-client-secret')
  const pem = reader.secret('azure-client-certificate')
  /** What is switched off may be half set up; nothing of it is used. */
  const rule = (complain: (value: string) => Complaint) => (isOn ? complain : () => undefined)
  if (isOn && secret && pem)
    reader.complain('azure-client-certificate', 'azure-client-secret is set as well.', 'Set one of them.')
  return {
    tenantId: reader.text('azure-tenant-id', rule(complainAboutTenant)) || reader.text('tenant-id'),
    clientId: reader.text('azure-client-id', rule(complainAboutClientId)),
    credential: isOn ? readCredential(reader, secret, pem) : { kind: 'federated' },
    redirectUris: distinct(
      reader.list('redirect-uris', rule(complainAboutRedirectUri), 'mobile').map(redirectUriOf),
    ),
    authority: originOf(reader.text('azure-authority-host', rule(complainAboutOrigin))),
    graphUrl: originOf(reader.text('graph-url', rule(complainAboutOrigin))),
  }
}

function readCredential(reader: InputReader, secret: string, pem: string): Credential {
  if (secret) return { kind: 'secret', secret }
  if (!pem) return { kind: 'federated' }
  for (const { text } of pemBlocks(pem)) reader.mask(text)
  const credential = readCertificateCredential(pem, Date.now())
  if ('kind' in credential) {
    reader.mask(credential.privateKey)
    return credential
  }
  reader.complain('azure-client-certificate', credential.what, credential.cure)
  return { kind: 'federated' }
}

function readTemplate(reader: InputReader): Inputs['template'] {
  const path = reader.text('template')
  const bytes = path ? reader.file('template', path) : undefined
  return bytes && { path, bytes }
}
