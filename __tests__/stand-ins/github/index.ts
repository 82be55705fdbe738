import { rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { temporaryFolder } from '../../temporary-folder.ts'
import { refuseConnections } from '../wire.ts'
import type { Permissions, Token } from './access.ts'
import { Answers } from './answers.ts'
import { type Fault, isLate } from './faults.ts'
import type { GraphqlRequest } from './graphql/answer.ts'
import { answerDocument, type Ended } from './graphql/document.ts'
import { type Subjects, subjectsOf } from './graphql/subjects.ts'
import { readText, refused, send, sendFault } from './http.ts'
import { Refusal } from './refusal.ts'
import { Repositories } from './repositories.ts'
import { type RepositoryOptions, RepositoryStandIn } from './repository.ts'
import type { BeforeHandler, BeforeMutation, RecordedRequest } from './requests.ts'
import { answerRest, hasName, moved } from './rest.ts'
import type { Answer } from './route.ts'
import { type Match, matchRoute } from './routes.ts'

export {
  type Fault,
  graphqlRateLimited,
  rateLimited,
  secondaryRateLimited,
  serverError,
  somethingWentWrong,
} from './faults.ts'
export type { PullRequestState, RepositoryStandIn } from './repository.ts'
export type { BeforeHandler, BeforeMutation, MutationField, RecordedRequest } from './requests.ts'

export interface GitHubOptions {
  /** As GitHub Enterprise Server: REST below /api/v3, GraphQL at /api/graphql. */
  readonly enterprise?: boolean
  readonly tls?: { readonly key: string; readonly cert: string }
}

export async function startGitHub(options: GitHubOptions = {}): Promise<GitHubStandIn> {
  return GitHubStandIn.start(options)
}

/**
 * GitHub's REST and GraphQL APIs on the same real bare git repositories. Every REST request and answer is checked against
 * GitHub's own description, and GraphQL is executed against GitHub's own schema; what is not as described, and everything that
 * is not in them, is a violation that tests assert to be none.
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
  readonly #repositories = new Repositories()
  readonly #tokens = new Map<string, Token>()
  readonly #before = new Set<BeforeHandler>()
  readonly #beforeMutation = new Set<BeforeMutation>()

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
    this.#repositories.add(repository)
    return repository
  }

  /** Its former name goes on leading to it. */
  renameRepository(repository: RepositoryStandIn, fullName: string): void {
    repository.names.unshift(fullName)
    this.#repositories.add(repository)
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

  /**
   * Calls the handler before each field of a mutation: to write something in between, or to let the document end there. The
   * repositories are locked meanwhile: requests to them would wait for ever.
   */
  beforeMutation(handler: BeforeMutation): () => void {
    this.#beforeMutation.add(handler)
    return () => this.#beforeMutation.delete(handler)
  }

  async #receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const text = await readText(incoming)
      const url = new URL(incoming.url!, this.serverUrl)
      const body = text ? JSON.parse(text) : undefined
      const asked = this.#asked(incoming.method!, url, body)
      const recorded: RecordedRequest = {
        method: incoming.method!,
        route: asked.graphql ? '/graphql' : (asked.match?.route.split(' ')[1] ?? url.pathname),
        path: incoming.url!,
        repository: (asked.graphql?.repositories[0] ?? this.#repositoryOf(asked.match))?.fullName,
        fields: asked.graphql?.fields ?? [],
        body,
        status: undefined,
        isAnswered: false,
      }
      response.once('finish', () => {
        recorded.isAnswered = true
      })
      this.requests.push(recorded)
      const fault = await this.#fault(recorded)
      if (fault && !isLate(fault)) return sendFault(response, fault, recorded)
      const answer = await this.#answer(incoming, url, recorded, asked)
      if ('ended' in answer) return sendFault(response, answer.ended, recorded)
      recorded.status = answer.status
      send(response, answer, fault)
    } catch (error) {
      this.violations.push(`stand-in: ${error instanceof Error ? error.stack : error}`)
      response.destroy()
    }
  }

  #asked(method: string, url: URL, body: unknown): Asked {
    if (url.pathname !== (this.#prefix ? '/api/graphql' : '/graphql'))
      return { match: matchRoute(method, this.#repositories.named(url.pathname.slice(this.#prefix.length))) }
    return { graphql: subjectsOf(body as GraphqlRequest, this.#repositories) }
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
    { match, graphql }: Asked,
  ): Promise<Answer | Ended> {
    try {
      const token = this.#authenticate(incoming)
      if (graphql) return await this.#graphql(recorded, token, graphql)
      if (!match) {
        this.violations.push(`unknown route ${recorded.method} ${url.pathname}`)
        throw new Refusal(404, 'Not Found')
      }
      const repository = this.#repositoryOf(match)
      if (repository && !hasName(repository, match)) {
        const number = this.#repositories.number(repository)
        return moved(recorded.method, url, `${this.apiUrl}/repositories/${number}`)
      }
      return await answerRest({ match, url, recorded, token, repository }, this.#answers, this.violations)
    } catch (error) {
      if (error instanceof Refusal) return refused(error)
      throw error
    }
  }

  #graphql(request: RecordedRequest, token: Token, subjects: Subjects): Promise<Answer | Ended> {
    const { serverUrl, violations } = this
    const world = { serverUrl, violations, token, logins: this.#logins(), repositories: this.#repositories }
    return answerDocument(request, subjects, world, this.#beforeMutation)
  }

  #authenticate({ headers }: IncomingMessage): Token {
    if (!headers['user-agent']) this.violations.push('a request without User-Agent')
    const token = this.#tokens.get(/^(?:token|Bearer) (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '')
    if (!token) throw new Refusal(401, 'Bad credentials')
    return token
  }

  #repositoryOf(match: Match | undefined): RepositoryStandIn | undefined {
    return match && this.#repositories.find(`${match.path['owner']}/${match.path['repo']}`)
  }

  #logins(): ReadonlySet<string> {
    const people = this.#repositories.all().flatMap(({ policy }) => [...policy.collaborators])
    return new Set([...people, ...[...this.#tokens.values()].map(({ login }) => login)])
  }
}

interface Asked {
  readonly match?: Match | undefined
  readonly graphql?: Subjects
}
