import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { temporaryFolder } from '../../temporary-folder.ts'
import type { LateFault } from '../faults.ts'
import { refuseConnections, sendOverWire } from '../wire.ts'
import { demand, type Permissions, type Token } from './access.ts'
import { Answers } from './answers.ts'
import { CONTENTS_ROUTES } from './contents-routes.ts'
import { ROUTES, requestViolations, responseViolations } from './description.ts'
import { type Fault, isLate } from './faults.ts'
import { answerGraphql } from './graphql.ts'
import { OBJECTS_ROUTES } from './objects-routes.ts'
import { PULLS_ROUTES } from './pulls-routes.ts'
import { REFS_ROUTES } from './refs-routes.ts'
import { Refusal } from './refusal.ts'
import { type RepositoryOptions, RepositoryStandIn } from './repository.ts'
import type { Answer, Routes } from './route.ts'

export { type Fault, rateLimited, secondaryRateLimited, serverError } from './faults.ts'
export type { PullRequestState, RepositoryStandIn } from './repository.ts'

const HANDLERS: Routes = { ...CONTENTS_ROUTES, ...OBJECTS_ROUTES, ...PULLS_ROUTES, ...REFS_ROUTES }

export interface RecordedRequest {
  readonly method: string
  /** "/repos/{owner}/{repo}/pulls" */
  readonly route: string
  /** Path and query as they came. */
  readonly path: string
  /** Full name of the repository that it is about. */
  readonly repository: string | undefined
  readonly body: unknown
  status: number | undefined
  /** The whole answer has gone out. */
  isAnswered: boolean
}

export type BeforeHandler = (request: RecordedRequest) => Promise<Fault | undefined> | Fault | undefined

export interface GitHubOptions {
  /** As GitHub Enterprise Server: REST below /api/v3, GraphQL at /api/graphql. */
  readonly enterprise?: boolean
  readonly tls?: { readonly key: string; readonly cert: string }
}

export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubStandIn> {
  return GitHubStandIn.start(options)
}

/**
 * GitHub's REST API (and one GraphQL mutation) on real bare git repositories. Every request and answer is checked against
 * GitHub's own description; what is not as described, and every unknown route, is a violation that tests assert to be none.
 */
export class GitHubStandIn {
  readonly serverUrl: string
  readonly apiUrl: string
  readonly requests: RecordedRequest[] = []
  readonly violations: string[] = []
  readonly #folder: string
  readonly #server: ReturnType<typeof createServer>
  readonly #answers: Answers
  readonly #prefix: string
  readonly #repositories = new Map<string, RepositoryStandIn>()
  readonly #tokens = new Map<string, Token>()
  readonly #before = new Set<BeforeHandler>()

  private constructor(
    server: ReturnType<typeof createServer>,
    folder: string,
    { enterprise, tls }: GitHubOptions,
  ) {
    const { port } = server.address() as AddressInfo
    this.#server = server
    this.#folder = folder
    this.#prefix = enterprise ? '/api/v3' : ''
    this.serverUrl = `${tls ? 'https://localhost' : 'http://127.0.0.1'}:${port}`
    this.apiUrl = `${this.serverUrl}${this.#prefix}`
    this.#answers = new Answers(this.serverUrl)
    server.on('request', (request, response) => void this.#receive(request, response))
  }

  static async start(options: GitHubOptions): Promise<GitHubStandIn> {
    const server = options.tls ? createTlsServer(options.tls) : createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return new GitHubStandIn(server, temporaryFolder('github-'), options)
  }

  /** Refuses connections. @returns listens again */
  refuse(): () => Promise<void> {
    return refuseConnections(this.#server)
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }

  async createRepository(fullName: string, options: RepositoryOptions = {}): Promise<RepositoryStandIn> {
    const repository = await RepositoryStandIn.create(this.#folder, fullName, options)
    this.#repositories.set(fullName.toLowerCase(), repository)
    return repository
  }

  createToken(token: {
    readonly login: string
    readonly kind: Token['kind']
    readonly permissions: Readonly<Record<string, Permissions>>
  }): string {
    const text = `${token.kind === 'installation' ? 'ghs' : 'github_pat'}_${'T0k3n'.repeat(4)}${this.#tokens.size}`
    this.#tokens.set(text, token)
    return text
  }

  /** The token of a job that may open pull requests in a repository. */
  createJobToken(repository: string): string {
    return this.createToken({
      login: 'github-actions[bot]',
      kind: 'installation',
      permissions: { [repository]: { contents: 'write', pull_requests: 'write', issues: 'write' } },
    })
  }

  /** The variables with which the runner tells an action where it is. */
  variablesOf(repository: string) {
    return {
      GITHUB_API_URL: this.apiUrl,
      GITHUB_SERVER_URL: this.serverUrl,
      GITHUB_REPOSITORY: repository,
    }
  }

  /** Calls the handler before each request is executed: to write something in between, or to answer with a fault. */
  before(handler: BeforeHandler): () => void {
    this.#before.add(handler)
    return () => this.#before.delete(handler)
  }

  async #receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const text = await readText(incoming)
      const url = new URL(incoming.url!, this.serverUrl)
      const isGraphql = url.pathname === (this.#prefix ? '/api/graphql' : '/graphql')
      const match = isGraphql
        ? undefined
        : matchRoute(incoming.method!, url.pathname.slice(this.#prefix.length))
      const recorded: RecordedRequest = {
        method: incoming.method!,
        route: isGraphql ? '/graphql' : (match?.route.split(' ')[1] ?? url.pathname),
        path: incoming.url!,
        repository: this.#repositoryOf(match?.path, text)?.fullName,
        body: text ? JSON.parse(text) : undefined,
        status: undefined,
        isAnswered: false,
      }
      response.once('finish', () => {
        recorded.isAnswered = true
      })
      this.requests.push(recorded)
      const fault = await this.#fault(recorded)
      if (fault && !isLate(fault)) return sendFault(response, fault, recorded)
      const answer = await this.#answer(incoming, url, recorded, match, isGraphql)
      recorded.status = answer.status
      send(response, answer, fault)
    } catch (error) {
      this.violations.push(`stand-in: ${error instanceof Error ? error.stack : error}`)
      response.destroy()
    }
  }

  async #fault(recorded: RecordedRequest): Promise<Fault | undefined> {
    for (const handler of this.#before) {
      const fault = await handler(recorded)
      if (fault) return fault
    }
    return undefined
  }

  async #answer(
    incoming: IncomingMessage,
    url: URL,
    recorded: RecordedRequest,
    match: Match | undefined,
    isGraphql: boolean,
  ): Promise<Answer> {
    try {
      const token = this.#authenticate(incoming)
      if (isGraphql) return await this.#graphql(recorded, token)
      if (!match) {
        this.violations.push(`unknown route ${recorded.method} ${url.pathname}`)
        throw new Refusal(404, 'Not Found')
      }
      const violations = requestViolations(match.route, url.searchParams, recorded.body)
      this.violations.push(...violations)
      const repository = this.#repositoryOf(match.path, '')
      if (!repository) throw new Refusal(404, 'Not Found')
      const { needs, handle } = HANDLERS[match.route]!
      demand(token, repository, needs)
      const call = {
        repository,
        token,
        path: match.path,
        query: url.searchParams,
        body: recorded.body,
        answers: this.#answers,
      }
      const answer = await repository.exclusively(() => handle(call))
      this.violations.push(...responseViolations(match.route, answer.status, answer.body))
      return answer
    } catch (error) {
      if (error instanceof Refusal) return refused(error)
      throw error
    }
  }

  async #graphql({ body }: RecordedRequest, token: Token): Promise<Answer> {
    const find = (nodeId: string) =>
      [...this.#repositories.values()].find((repository) => repository.nodeId === nodeId)
    return { status: 200, body: await answerGraphql(body as object, token, find) }
  }

  #authenticate({ headers }: IncomingMessage): Token {
    if (!headers['user-agent']) this.violations.push('a request without User-Agent')
    const token = this.#tokens.get(/^(?:token|Bearer) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '')
    if (!token) throw new Refusal(401, 'Bad credentials')
    return token
  }

  #repositoryOf(
    path: Readonly<Record<string, string>> | undefined,
    graphqlText: string,
  ): RepositoryStandIn | undefined {
    if (path) return this.#repositories.get(`${path['owner']}/${path['repo']}`.toLowerCase())
    return [...this.#repositories.values()].find(({ nodeId }) => graphqlText.includes(nodeId))
  }
}

interface Match {
  readonly route: string
  readonly path: Readonly<Record<string, string>>
}

/** `{path}` takes the rest of a path, every other parameter one segment. */
function matchRoute(method: string, pathname: string): Match | undefined {
  for (const route of ROUTES) {
    const [routeMethod, template] = route.split(' ') as [string, string]
    if (routeMethod !== method) continue
    const pattern = template.replaceAll(/\{(\w+)\}/g, (_, name) =>
      name === 'path' ? '(?<path>.+)' : `(?<${name}>[^/]+)`,
    )
    const groups = new RegExp(`^${pattern}$`).exec(pathname)?.groups
    if (groups) {
      return {
        route,
        path: Object.fromEntries(
          Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]),
        ),
      }
    }
  }
  return undefined
}

async function readText(incoming: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}

function refused({ status, message, errors, headers }: Refusal): Answer {
  const documentation = 'https://docs.github.com/rest'
  return {
    status,
    headers,
    body: {
      message,
      ...(errors ? { errors } : {}),
      documentation_url: documentation,
      status: String(status),
    },
  }
}

function send(response: ServerResponse, { status, body, headers = {} }: Answer, fault?: LateFault): void {
  const text = JSON.stringify(body)
  const usual = {
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(text)),
    'x-github-request-id': '0000:000000:0000000:0000000:00000000',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + 3600),
  }
  sendOverWire(response, { status, headers: { ...usual, ...headers }, text }, fault)
}

function sendFault(
  response: ServerResponse,
  fault: Exclude<Fault, LateFault>,
  recorded: RecordedRequest,
): void {
  if ('hang' in fault) return
  if ('status' in fault) {
    recorded.status = fault.status
    const isText = typeof fault.body === 'string'
    response.writeHead(fault.status, {
      'content-type': isText ? 'text/html' : 'application/json; charset=utf-8',
      ...fault.headers,
    })
    response.end(isText ? fault.body : JSON.stringify(fault.body ?? { message: 'fault' }))
    return
  }
  response.destroy()
}
