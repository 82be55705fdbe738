/** What a stand-in knows of a request. */
export interface Received {
  readonly method: string
  /** "/repos/{owner}/{repo}/pulls"; undefined where the service has no routes, and the path says it. */
  readonly route?: string
  /** Of GraphQL: what is asked or done. */
  readonly fields?: readonly string[]
  /** Path and query as they came. */
  readonly path: string
  readonly body: unknown
  readonly status: number | undefined
  readonly isAnswered: boolean
}

/** "GET /repos/{owner}/{repo}/pulls", "POST /graphql updateRefs" */
export function nameOfRequest({
  method,
  route,
  fields = [],
}: Pick<Received, 'method' | 'route' | 'fields'>): string {
  return [method, route, ...fields].join(' ')
}

/** Whether a request does that, alone or with others: one document of GraphQL may hold several mutations. */
export function isCalled(request: Pick<Received, 'method' | 'route' | 'fields'>, name: string): boolean {
  const { fields = [] } = request
  return [
    nameOfRequest(request),
    ...fields.map((field) => nameOfRequest({ ...request, fields: [field] })),
  ].includes(name)
}

export const isReading = (name: string) => /^(GET |POST \S*\/graphql (repository|node)\b)/.test(name)

const TOO_MANY = 429

/**
 * Names the requests of a run by what they are: "POST /repos/{owner}/{repo}/pulls 1" is the first one of that kind. A client that
 * sends a request again because it got no good answer asks for the same as before, and so the request keeps its name: what comes
 * later is called the same in every run, however often something was sent.
 */
export class RequestNames {
  readonly #counts = new Map<string, number>()
  /** The last one by its method, path and body. */
  readonly #last = new Map<
    string,
    { readonly request: Received; readonly name: string; isDisturbed: boolean }
  >()

  /** @param disturb may answer it with a fault; then its repetition is expected, too */
  async during<T>(request: Received, disturb: (name: string) => Promise<T> | T): Promise<T> {
    const { method, path, body, route = path.replace(/\?.*$/, ''), fields = [] } = request
    const content = `${method} ${path} ${JSON.stringify(body, withoutProof)}`
    const before = this.#last.get(content)
    const isAgain = before !== undefined && (before.isDisturbed || !isWell(before.request))
    const known = {
      request,
      name: isAgain ? before.name : this.#next(nameOfRequest({ method, route, fields })),
      isDisturbed: false,
    }
    this.#last.set(content, known)
    const disturbance = await disturb(known.name)
    known.isDisturbed = disturbance !== undefined
    return disturbance
  }

  #next(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    return `${kind} ${count}`
  }
}

/** A client that signs in again signs anew, and asks for the same. */
function withoutProof(name: string, value: unknown): unknown {
  return name === 'client_assertion' ? undefined : value
}

function isWell({ status = 0, isAnswered }: Received): boolean {
  return isAnswered && status < 500 && status !== TOO_MANY
}
