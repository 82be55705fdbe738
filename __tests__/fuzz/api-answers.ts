import assert from 'node:assert/strict'
import fc from 'fast-check'
import { liveFindings, plugInFindings } from '../../src/connections-server/index.ts'
import { desiredState, parseProviderProperties } from '../../src/desired-state/index.ts'
import { discoveryFindings, readDiscovery } from '../../src/entra/discovery.ts'
import { applyRegistration, planRegistration } from '../../src/entra/reconcile.ts'
import type { RegistrationRequest } from '../../src/entra/request.ts'
import {
  addsTo,
  apply,
  decide,
  decideOnBase,
  explain,
  type GitHub,
  readBranch,
  readBranchFile,
  readState,
  type Wanted,
  Writes,
} from '../../src/github/index.ts'
import { keptText, SECTION_BEGIN, SECTION_END } from '../../src/github/marker.ts'
import { ADDRESS, connected } from '../connections-server/observations.ts'
import { HOSTILE } from './hostile-text.ts'
import type { FuzzTarget } from './target.ts'

/** The services whose answers are read. */
const SERVICES = ['repository', 'azure', 'discovery', 'live'] as const

export interface AnswersCase {
  readonly service: (typeof SERVICES)[number]
  /** Which of the answers of a run is replaced, or has a part replaced. */
  readonly answer: number
  /** The part of it, by its place among all parts; 0 is the whole. */
  readonly part: number
  /** JSON. */
  readonly replacement: string
  readonly status: number
}

const TENANT = 'b6c7fc02-7489-4729-a3c2-1af11e623345'
const CLIENT = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'
const CALLER = '0f3c1a52-77b1-4c7e-9b60-2d5a3f4e8c11'
const SHA = 'a'.repeat(40)

/** What no service promises. */
const replacement = fc.oneof(
  fc.constantFrom(
    'null',
    '0',
    '-1',
    '1.5',
    '1e308',
    'true',
    '""',
    '[]',
    '{}',
    '[null]',
    '[[]]',
    '[0]',
    '[{}]',
    '{"length":-1}',
  ),
  fc.constantFrom(
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{}}}',
    '{"toString":1}',
    '{"message":5}',
    '{"errors":5}',
    '{"errors":[null]}',
    '{"errors":[{"message":5}]}',
    '{"error":null}',
    '{"error":{"code":5,"message":{}}}',
    '{"message":null,"errors":{}}',
    '{"error":[],"error_description":5}',
  ),
  fc
    .constantFrom(...HOSTILE, '../users/x', 'https://evil.test/x', 'javascript:alert(1)')
    .map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '['.repeat(500) + ']'.repeat(500),
    `"${'x'.repeat(100_000)}"`,
    `[${'{},'.repeat(3_000)}{}]`,
  ),
  fc.json({ maxDepth: 3 }),
)

/** Every part of an answer as its path of keys, the whole first. */
function partsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return [path, ...inner.flatMap(([key, each]) => partsOf(each, [...path, key]))]
}

function replaced(value: unknown, path: readonly string[], put: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return put
  const copy: unknown = structuredClone(value)
  const holder = copy as Record<string, unknown>
  holder[key] = replaced(holder[key], rest, put)
  return copy
}

function spoilt(value: unknown, { part, replacement: put }: AnswersCase): unknown {
  const parts = partsOf(value)
  return replaced(value, parts[part % parts.length]!, JSON.parse(put))
}

/** What a person can't act on. */
const RAW = /undefined|\[object|is not a function|is not iterable|Cannot |Invalid time|call stack|null \(/

function assertClear(error: unknown, about: RegExp): void {
  assert.ok(error instanceof Error)
  assert.ok(!/^(?:Type|Range|Syntax|Reference)Error$/.test(error.name), `${error.stack}`)
  assert.doesNotMatch(error.message.replaceAll(/"[^"]*"/g, ''), RAW)
  assert.match(error.message, about)
}

const state = desiredState({
  providerProperties: parseProviderProperties(''),
  providerPropertiesFrom: 'provider-properties',
  providerId: 'provider_1',
  tenantId: TENANT,
  clientId: CLIENT,
  authorizeEndpointUrl: '',
  tokenEndpointUrl: '',
  scope: '',
  authorizationParameters: '',
  settings: '',
})

// Microsoft Entra ID and Graph

const LOGIN = 'https://login.microsoftonline.com'
const GRAPH = 'https://graph.microsoft.com'
const request: RegistrationRequest = {
  reconcile: 'apply',
  identity: {
    tenantId: TENANT,
    clientId: CALLER,
    credential: { kind: 'federated' },
    authority: LOGIN,
    graphUrl: GRAPH,
  },
  signIn: { clientId: CLIENT, scopes: state.signIn.scopes, tenant: TENANT, version: 'v2' },
  relyingParty: { callbacks: [], host: undefined, identifiesByEmail: true },
  wanted: { redirectUris: ['com.ibm.ibmscp://com.ibm.mobile.connections/token'] },
}
const token = [
  '',
  Buffer.from(
    JSON.stringify({
      iss: 'https://token.actions.githubusercontent.com',
      sub: 'repo:a/b',
      aud: 'x',
      tid: TENANT,
    }),
  ).toString('base64url'),
  '',
].join('.')
const APPLICATION = {
  id: '11111111-2222-4333-8444-555555555555',
  displayName: 'HCL Connections',
  publicClient: { redirectUris: ['http://localhost'] },
  web: { redirectUris: ['https://connections.example.com/oidcclient/redirect'] },
  spa: { redirectUris: [] },
  isFallbackPublicClient: null,
  identifierUris: [`api://${CLIENT}`],
  api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes: [{ value: 'default', isEnabled: true }] },
  signInAudience: 'AzureADMyOrg',
  optionalClaims: { idToken: [{ name: 'email' }], accessToken: [{ name: 'upn', essential: false }] },
  requiredResourceAccess: [
    {
      resourceAppId: '00000003-0000-0000-c000-000000000000',
      resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }],
    },
  ],
}
const DISCOVERY = {
  issuer: `${LOGIN}/${TENANT}/v2.0`,
  authorization_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/authorize`,
  token_endpoint: `${LOGIN}/${TENANT}/oauth2/v2.0/token`,
  jwks_uri: `${LOGIN}/${TENANT}/discovery/v2.0/keys`,
}

const json = (body: unknown, status: number) =>
  new Response(status === 204 ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', date: new Date(0).toUTCString() },
  })

async function attackAzure(bad: AnswersCase): Promise<void> {
  let count = 0
  const changes: { url: string; body: typeof APPLICATION }[] = []
  let application: Record<string, unknown> = APPLICATION
  const fetch = async (url: string, options?: RequestInit) => {
    const isBad = count++ === bad.answer % 6
    const answer = (body: unknown, status = 200) =>
      isBad ? json(spoilt(body, bad), bad.status) : json(body, status)
    if (url.startsWith('https://oidc.example')) return answer({ value: token })
    if (url.includes('openid-configuration')) return answer(DISCOVERY)
    if (url.includes('/token')) return answer({ token_type: 'Bearer', expires_in: 3599, access_token: token })
    if (options?.method === 'PATCH') {
      changes.push({ url, body: JSON.parse(String(options.body)) })
      application = { ...application, ...JSON.parse(String(options.body)) }
      return answer(undefined, 204)
    }
    return answer(application)
  }
  const world = {
    fetch,
    fetchOnce: fetch,
    environment: {
      ACTIONS_ID_TOKEN_REQUEST_URL: 'https://oidc.example/token',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer',
    },
    mask: () => undefined,
    wait: async () => undefined,
    changed: () => undefined,
    inDoubt: () => undefined,
  }
  try {
    const planned = await planRegistration(request, world)
    if (planned.plan.problems.length === 0) await applyRegistration(planned, request, world)
  } catch (error) {
    if ((error as Error).name !== 'ProblemsError') assertClear(error, /https:\/\/|Graph|app registration/)
  }
  for (const { url, body } of changes) {
    assert.match(url, /^https:\/\/graph\.microsoft\.com\/v1\.0\/applications\/[0-9a-f-]{36}$/)
    for (const key of Object.keys(body)) assert.match(key, /^(?:publicClient|isFallbackPublicClient)$/)
    if (body.publicClient)
      for (const uri of body.publicClient.redirectUris) assert.equal(typeof uri, 'string')
  }
}

// GitHub

const target = {
  owner: 'acme',
  repo: 'config',
  path: 'mobile-config.xml',
  scriptPaths: ['apply.py', 'export.py'],
  branch: 'mobile-sso/x',
  base: undefined,
}
const OLD = Buffer.from('old')
const OLD_BLOB = '489b19718eefd88e9a647ddf4a6c0dc0ba5f0b1b'
const PULL = {
  node_id: 'PR_1',
  number: 1,
  html_url: 'https://github.com/acme/config/pull/1',
  state: 'open',
  title: 'Phones',
  body: `${SECTION_BEGIN}\n${keptText({ wanted: '0123456789abcdef', closedByAction: false })}\n${SECTION_END}`,
  merged_at: null,
  labels: [{ name: 'sso' }],
  base: { ref: 'main', repo: { node_id: 'R_1', default_branch: 'main' } },
  head: { repo: { node_id: 'R_1' } },
}
/** With the values that are wanted, so that who closed it decides. */
const CLOSED = { ...PULL, state: 'closed', body: PULL.body.replace('0123456789abcdef', 'fedcba9876543210') }
const COMMIT = {
  sha: SHA,
  commit: {
    message: `x\n\nMobile-SSO-Path: mobile-config.xml\nMobile-SSO-Blob: ${OLD_BLOB}\n`,
    tree: { sha: SHA },
  },
  parents: [{ sha: SHA }],
}
const ROOT = '/repos/{owner}/{repo}'
const REPOSITORY_ANSWERS: Readonly<Record<string, unknown>> = {
  [`GET ${ROOT}/git/blobs/{file_sha}`]: {
    sha: OLD_BLOB,
    encoding: 'base64',
    content: OLD.toString('base64'),
  },
  [`GET ${ROOT}/compare/{basehead}`]: {
    base_commit: COMMIT,
    merge_base_commit: COMMIT,
    behind_by: 0,
    total_commits: 1,
    commits: [COMMIT],
    files: [{ filename: 'mobile-config.xml', sha: OLD_BLOB }],
  },
  [`POST ${ROOT}/git/blobs`]: { sha: SHA },
  [`POST ${ROOT}/git/trees`]: { sha: SHA },
  [`POST ${ROOT}/git/commits`]: { sha: SHA },
  [`POST ${ROOT}/pulls/{pull_number}/requested_reviewers`]: PULL,
  [`POST ${ROOT}/issues/{issue_number}/labels`]: [{ name: 'sso' }],
  [`POST ${ROOT}/issues/{issue_number}/assignees`]: { assignees: [{ login: 'octocat' }] },
}
const ENTRY = { oid: OLD_BLOB, mode: 0o100644 }
const FILES = {
  oid: SHA,
  tree: { oid: SHA },
  file0: { ...ENTRY, type: 'blob', object: { text: OLD.toString() } },
  file1: { ...ENTRY, type: 'blob', object: { text: OLD.toString() } },
  file2: null,
}
const STEP = {
  oid: SHA,
  message: COMMIT.commit.message,
  changedFilesIfAvailable: 1,
  file0: ENTRY,
  file1: ENTRY,
  file2: null,
  parents: { nodes: [{ oid: 'b'.repeat(40), file0: null, file1: ENTRY, file2: null }] },
}
const page = (nodes: readonly unknown[]) => ({ pageInfo: { hasNextPage: false }, nodes })
/** As GraphQL tells what REST would. */
const asNode = (pull: typeof PULL) => ({
  id: pull.node_id,
  number: pull.number,
  url: pull.html_url,
  state: pull.state.toUpperCase(),
  title: pull.title,
  body: pull.body,
  baseRefName: 'main',
  headRepository: { id: 'R_1' },
  labels: { nodes: pull.labels },
  timelineItems: { nodes: [{ actor: { __typename: 'Bot' } }] },
  comments: { nodes: [{ body: 'Mine' }] },
})
const graphqlAnswer = (pulls: readonly (typeof PULL)[]) => ({
  ...Object.fromEntries(
    ['updateRefs', 'createRef', 'addComment', 'closePullRequest'].map((name) => [
      name,
      { clientMutationId: null },
    ]),
  ),
  createCommitOnBranch: { commit: { oid: SHA } },
  createPullRequest: {
    pullRequest: { id: PULL.node_id, number: 1, url: PULL.html_url, headRefOid: SHA },
  },
  updatePullRequest: { pullRequest: { state: 'OPEN', headRef: { target: { oid: SHA } } } },
  repository: {
    id: 'R_1',
    nameWithOwner: 'acme/config',
    defaultBranchRef: { name: 'main' },
    base: { target: { ...FILES, oid: 'b'.repeat(40), history: page([{ oid: 'b'.repeat(40) }]) } },
    branch: { target: { ...FILES, history: page([STEP]) } },
    openPullRequests: page(pulls.filter(({ state }) => state === 'open').map(asNode)),
    closedPullRequests: page(pulls.filter(({ state }) => state === 'closed').map(asNode)),
  },
})

/** A client that answers what GitHub would, but for one answer; it has no network and no waiting in it. */
function hostileClient(bad: AnswersCase, pulls: readonly (typeof PULL)[]) {
  const writes: { name: string; parameters: Record<string, unknown> }[] = []
  let count = 0
  const answer = (name: string, parameters: Record<string, unknown>, good: unknown) => {
    if (/^(?:POST|mutation)/.test(name)) writes.push({ name, parameters })
    return count++ === bad.answer ? spoilt(good, bad) : good
  }
  const request = async (route: string, parameters: Record<string, unknown>) => {
    return { data: answer(route, parameters, REPOSITORY_ANSWERS[route]) }
  }
  const graphql = async (document: string, parameters: Record<string, unknown>) =>
    answer(document, parameters, graphqlAnswer(pulls))
  const github = { request, graphql, writes: new Writes(), wait: async () => undefined, pauses: [] }
  return { github: github as unknown as GitHub, writes }
}

const WANTED: Wanted = {
  fingerprint: 'fedcba9876543210',
  file: { bytes: Buffer.from('new'), message: 'Phones' },
  scripts: [
    { path: 'apply.py', bytes: OLD },
    { path: 'export.py', bytes: Buffer.from('script') },
  ],
  scriptsMessage: 'Script',
  isBranchNameDerived: true,
  title: 'Phones',
  body: 'Body',
  closingComment: 'Closed',
  draft: false,
  labels: ['a'],
  assignees: ['octocat'],
  reviewers: ['hubot'],
  teamReviewers: [],
}

async function propose(github: GitHub) {
  const state = await readState(github, target)
  const onBase = decideOnBase(state, WANTED)
  if (onBase) return apply(github, state, onBase)
  const branch = await readBranch(github, state)
  const isAdded = branch && addsTo(state, WANTED, branch)
  if (isAdded) await readBranchFile(github, state)
  return apply(github, state, decide(state, WANTED, branch, isAdded ? WANTED.file : undefined))
}

async function attackRepository(bad: AnswersCase): Promise<void> {
  const pulls = bad.status === 200 ? [] : [bad.status === 404 ? CLOSED : PULL]
  const { github, writes } = hostileClient(bad, pulls)
  try {
    const { pullRequest } = await propose(github)
    if (pullRequest) assert.match(pullRequest.url, /^https?:\/\/[^\s()<>[\]"`|\\]+$/)
  } catch (error) {
    assertClear(
      explain(error, target),
      /(?:GET|POST|PUT|PATCH) \/|config-path|wsadmin-script|branch|Branch|pull request/,
    )
  }
  for (const { name, parameters } of writes) {
    if (!name.startsWith('mutation')) {
      assert.equal(parameters['owner'], 'acme')
      assert.equal(parameters['repo'], 'config')
    }
    for (const key of ['pull_number', 'issue_number'])
      if (key in parameters)
        assert.ok(
          Number.isSafeInteger(parameters[key]) && Number(parameters[key]) > 0,
          `${key} ${parameters[key]}`,
        )
    const { createRef, createCommitOnBranch } = parameters as Record<string, Record<string, unknown>>
    if (createRef) assert.equal(createRef['name'], 'refs/heads/mobile-sso/x')
    if (createCommitOnBranch) {
      const { repositoryNameWithOwner, branchName } = createCommitOnBranch['branch'] as Record<
        string,
        unknown
      >
      assert.equal(branchName, 'mobile-sso/x')
      assert.match(String(repositoryNameWithOwner), /^\w[\w-]*\/[\w.-]+$/)
      const { additions } = createCommitOnBranch['fileChanges'] as { additions: { path: string }[] }
      for (const { path } of additions) assert.match(path, /^(?:mobile-config\.xml|apply\.py|export\.py)$/)
    }
  }
}

// What is only read

async function attackDiscovery(bad: AnswersCase): Promise<void> {
  const answer = await readDiscovery(async () => json(spoilt(DISCOVERY, bad), bad.status), state.signIn)
  for (const { what, cure } of discoveryFindings(answer, state.signIn))
    for (const text of [what, cure]) assert.doesNotMatch(text.replaceAll(/"[^"]*"/g, ''), RAW)
}

const LIVE = {
  SecuritySettings: { '@enabled': 'true', AuthType: 'OAuth', OAuthClientId: CLIENT },
  list: [{ name: 'AuthType', value: 'OAuth' }],
}

function attackLive(bad: AnswersCase): void {
  const body = JSON.stringify(spoilt(LIVE, bad)) ?? ''
  const live = {
    kind: 'answer',
    status: bad.status,
    location: undefined,
    contentType: 'application/json',
    body,
  } as const
  const { signIn, settings } = state
  const url = ADDRESS.openidConfigurationUrl
  const findings = [
    ...liveFindings({ ...connected(), address: ADDRESS, live }, settings, true),
    ...plugInFindings(url, live, { signIn, arePlugInsWanted: true }),
    ...plugInFindings(url, { ...live, status: 302, location: body }, { signIn, arePlugInsWanted: true }),
  ]
  for (const { what, cure } of findings)
    for (const text of [what, cure]) assert.doesNotMatch(text.replaceAll(/"[^"]*"/g, ''), RAW)
}

const ATTACKS = {
  repository: attackRepository,
  azure: attackAzure,
  discovery: attackDiscovery,
  live: attackLive,
}

export const apiAnswers: FuzzTarget<AnswersCase> = {
  name: 'api-answers',
  share: 5,
  input: fc.record({
    service: fc.constantFrom(...SERVICES),
    answer: fc.nat(14),
    part: fc.nat(120),
    replacement,
    status: fc.constantFrom(200, 200, 200, 400, 401, 404, 503),
  }),
  check: (bad) => ATTACKS[bad.service](bad),
}
