import { isRefusal, wasAnswerLost, wasSent } from './races.ts'

/** What one request writes, for people. */
export interface Write {
  /** "branch sso created" */
  readonly what: string
  /** The branch that it is about. */
  readonly branch: string | undefined
  /** The branch is as before, when this run has created it. */
  readonly isDeletion: boolean
}

interface Entry extends Write {
  readonly request: DescribedRequest
  isKnown: boolean
}

/** A request as Octokit describes it: its template and the parameters. */
export type DescribedRequest = Readonly<Record<string, unknown>> & {
  readonly method: string
  readonly url: string
}

/**
 * What a run has written to the repository. A request whose answer was lost may have been carried out or not, and a run that
 * fails has to tell that too.
 */
export class Writes {
  readonly #all: Entry[] = []

  /** Carries a request out and remembers what it has written. */
  async during<T>(request: DescribedRequest, send: () => Promise<T>): Promise<T> {
    const write = writeOf(request)
    if (!write) return send()
    const entry = { ...write, request, isKnown: false }
    this.#all.push(entry)
    try {
      const answer = await send()
      if (!isGraphqlRefusal(answer)) this.#confirm(entry)
      else if (!wasAnswerLost(request['request'])) this.#remove(entry)
      return answer
    } catch (error) {
      if (isRefusal(error)) this.#remove(entry)
      throw error
    }
  }

  get made(): readonly string[] {
    return this.#all.filter(({ isKnown }) => isKnown).map(({ what }) => what)
  }

  /** What may have been written, or not. A request that still waits for its turn has written nothing. */
  get unknown(): readonly string[] {
    return this.#all
      .filter(({ isKnown, request }) => !isKnown && wasSent(request['request']))
      .map(({ what }) => what)
  }

  #confirm(entry: Entry): void {
    entry.isKnown = true
    if (entry.isDeletion) this.#forget(entry.branch)
  }

  /** A branch that this run has made and taken back is nothing that it has written. */
  #forget(branch: string | undefined): void {
    const own = this.#all.filter((entry) => entry.branch === branch)
    if (own[0]?.what !== created(branch)) return
    for (const entry of own) this.#remove(entry)
  }

  #remove(entry: Entry): void {
    this.#all.splice(this.#all.indexOf(entry), 1)
  }
}

const created = (branch: string | undefined) => `branch ${branch} created`

/** Objects that nothing points to, such as a blob, are nothing that anybody could see. */
function writeOf({ method, url, ...parameters }: DescribedRequest): Write | undefined {
  const branch = String(parameters['branch'] ?? '')
  const number = `#${parameters['pull_number'] ?? parameters['issue_number']}`
  const about = (what: string) => ({ what, branch: undefined, isDeletion: false })
  switch (`${method} ${url}`) {
    case 'POST /repos/{owner}/{repo}/git/refs': {
      const name = String(parameters['ref']).replace('refs/heads/', '')
      return { what: created(name), branch: name, isDeletion: false }
    }
    case 'PUT /repos/{owner}/{repo}/contents/{path}':
      return { what: `a commit added to branch ${branch}`, branch, isDeletion: false }
    case 'POST /repos/{owner}/{repo}/pulls':
      return about('a pull request opened')
    case 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}':
      return about(`pull request ${number} ${parameters['state'] === 'closed' ? 'closed' : 'edited'}`)
    case 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments':
      return about(`a comment added to pull request ${number}`)
    case 'POST /repos/{owner}/{repo}/issues/{issue_number}/labels':
      return about(`labels added to pull request ${number}`)
    case 'POST /repos/{owner}/{repo}/issues/{issue_number}/assignees':
      return about(`pull request ${number} assigned`)
    case 'POST /repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers':
      return about(`reviews of pull request ${number} requested`)
    default:
      return url.endsWith('/graphql') ? refUpdate(parameters['variables']) : undefined
  }
}

function refUpdate(variables: unknown): Write | undefined {
  const { refUpdates } =
    (variables as { input?: { refUpdates?: readonly RefUpdate[] } } | undefined)?.input ?? {}
  const update = refUpdates?.[0]
  if (!update) return undefined
  const branch = update.name.replace('refs/heads/', '')
  const isDeletion = /^0+$/.test(update.afterOid)
  return { what: `branch ${branch} ${isDeletion ? 'deleted' : 'moved to a new commit'}`, branch, isDeletion }
}

interface RefUpdate {
  readonly name: string
  readonly afterOid: string
}

function isGraphqlRefusal(answer: unknown): boolean {
  const { errors } = (answer as { data?: { errors?: unknown } | null }).data ?? {}
  return Array.isArray(errors) && errors.length > 0
}
