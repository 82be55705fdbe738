import { GraphqlResponseError } from '@octokit/graphql'
import { AnswerPart } from './answer.ts'
import type { GitHub } from './client.ts'
import {
  isRateLimit,
  isRefusal,
  NewBranchMissedError,
  RaceLostError,
  UnexpectedAnswerError,
} from './errors.ts'
import { lookAgain, type Seen } from './read.ts'
import type { RepositoryState } from './state.ts'

/** Where a plan is carried out. */
export interface Access extends Pick<RepositoryState, 'target' | 'repositoryId'> {
  readonly github: GitHub
}

/** What one request writes. */
export interface Write {
  /** For people: "branch sso created" */
  readonly what: string
  /** Of what was sent and is not known to be made nobody knows what became of it. */
  state: 'waiting' | 'sent' | 'made' | 'refused'
  /** No answer came to an earlier try, so that a refusal may be about something that was carried out. */
  isLost: boolean
}

/** What a run has written to the repository, for one that fails as well. */
export class Writes {
  readonly #all: Write[] = []
  /** The last commit that this run has brought to its branch. */
  commit: string | undefined
  /** This run has opened the pull request. */
  hasOpened = false

  add(what: string): Write {
    const write: Write = { what, state: 'waiting', isLost: false }
    this.#all.push(write)
    return write
  }

  get made(): readonly string[] {
    return this.#all.filter(({ state }) => state === 'made').map(({ what }) => what)
  }

  /** What may have been written, or not. A request that still waits for its turn has written nothing. */
  get unknown(): readonly string[] {
    const { made } = this
    return this.#all
      .filter(({ state, what }) => state === 'sent' && !made.includes(what))
      .map(({ what }) => what)
  }

  get count(): number {
    return this.#all.length
  }

  /** What this run has made and taken back is nothing that it has written. @param count of the writes before it */
  forgetSince(count: number): void {
    this.#all.length = count
    this.commit = undefined
  }
}

/** Sends what may be carried out twice, and remembers what became of it. @throws what GitHub refuses */
export async function writing({ request, writes }: GitHub, what: string, route: string, parameters: object) {
  const write = writes.add(what)
  try {
    const answer = await request(route, { ...parameters, request: { writes: [write] } })
    write.state = 'made'
    return answer
  } catch (error) {
    noteFailure(write, error)
    throw error
  }
}

/** What was not answered may have been carried out, and then its refusal later on proves nothing. */
function noteFailure(write: Write, error: unknown): void {
  if (!isRefusal(error)) write.isLost = true
  else if (!write.isLost) write.state = 'refused'
}

/** One field of a document that writes. */
export interface Mutation {
  /** Its name in GitHub's schema, which names its input, too. */
  readonly name: string
  readonly input: object
  /** What is asked of its payload, where that matters. */
  readonly select?: string
  /** What it writes, for people. */
  readonly what: string
  /** Somebody else has not changed what it is about. */
  readonly isAsRead: (seen: Seen) => boolean
  /** Its payload, where what is there now shows that it was carried out. */
  readonly find: (seen: Seen) => object | undefined
  /** The commit that it brings to the branch, by its payload. */
  readonly brings?: (payload: AnswerPart) => string
  /** Words of a refusal that somebody else's write explains. */
  readonly race?: RegExp
  /** It does not matter who did it. */
  readonly isOneForAll?: boolean
}

/** A mutation on its way. */
interface Pending extends Mutation {
  readonly write: Write
  /** Undefined until it has been carried out. */
  payload?: object
}

/** What GitHub answers for a branch that it does not see yet. */
const MISSED = /Branch .{0,300}not found|Head ref must be a branch|"field":"head","code":"invalid"/i

/** What GitHub answers where a branch or a pull request is there already, whether or not the copies that it reads have it. */
const TAKEN = /already exists/i

/** How often a document is sent whose answer is lost, and which was not carried out. */
const TRIES = 4

/** Seconds before a look at what became of it. */
const PAUSE = 1

/**
 * Carries mutations out, one after the other; GitHub goes on after one that it refuses. None is repeated blindly: after a lost
 * answer the repository itself tells what happened. So it does after a refusal, because how GitHub words that a branch is elsewhere
 * is not documented.
 * @param isNewBranch this run has made the branch, which GitHub may not see at once: it reads copies that are behind
 * @returns their payloads by their names
 * @throws RaceLostError when somebody else has written since the state was read; what GitHub refuses
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql#about-mutations
 */
export async function mutate(place: Access, mutations: readonly Mutation[], isNewBranch = false) {
  const { github, target } = place
  const all: readonly Pending[] = mutations.map((each) => ({ ...each, write: github.writes.add(each.what) }))
  let left = all
  let tries = 0
  while (left.length > 0) {
    const { data, error } = await send(github, left)
    left = settle(left, github.writes, ({ name }) => Object(data)[name])
    for (const { write } of left) noteFailure(write, error)
    if (left.length === 0) break
    if (isRateLimit(error)) throw error
    const document = left.map(({ name }) => name).join(' and ')
    const isRefused = isRefusal(error)
    const refusal = isRefused ? String(error) : ''
    if (isNewBranch && MISSED.test(refusal)) {
      const seconds = github.pauses.shift()
      if (seconds === undefined) throw new NewBranchMissedError(target.branch, error)
      const reason = `because GitHub does not show branch ${target.branch} yet`
      await github.wait(seconds, `${document} is sent again, ${reason}`)
      continue
    }
    if (left.some(({ race }) => race?.test(refusal)))
      throw new RaceLostError('the branch no longer has anything to propose.', { cause: error })
    if (!isRefused) await github.wait(PAUSE, `the check of what happened to ${document}`)
    const seen = await lookAgain(github, target)
    // A refusal may be about what an earlier try has done, whose answer was lost.
    left = settle(left, github.writes, ({ find, isOneForAll, write }) =>
      isRefused && !write.isLost && !isOneForAll ? undefined : find(seen),
    )
    if (left.length === 0) break
    if (TAKEN.test(refusal) || !left.every(({ isAsRead }) => isAsRead(seen)))
      throw new RaceLostError(`branch ${target.branch} or its pull request changed after it was read.`)
    if (isRefused || ++tries === TRIES) throw error
  }
  return new AnswerPart(Object.fromEntries(all.map(({ name, payload }) => [name, payload])))
}

/** Sends what is left. @returns the payloads, and why one is missing: what is refused may have null, or nothing, in its place */
async function send({ graphql }: GitHub, left: readonly Pending[]) {
  const parameters = left.map(({ name }) => `$${name}: ${name[0]!.toUpperCase()}${name.slice(1)}Input!`)
  const fields = left.map(
    ({ name, select = 'clientMutationId' }) => `  ${name}(input: $${name}) { ${select} }`,
  )
  const document = `mutation (${parameters.join(', ')}) {\n${fields.join('\n')}\n}`
  const variables = Object.fromEntries(left.map(({ name, input }) => [name, input]))
  const request = { retries: 0, writes: left.map(({ write }) => write) }
  try {
    const data: unknown = await graphql(document, { ...variables, request })
    return { data, error: new UnexpectedAnswerError('POST /graphql', `no usable "${left[0]!.name}"`) }
  } catch (error) {
    return { data: error instanceof GraphqlResponseError ? error.data : undefined, error }
  }
}

/** @param payloadOf what has been carried out @returns what has not */
function settle(left: readonly Pending[], writes: Writes, payloadOf: (mutation: Pending) => unknown) {
  return left.filter((mutation) => {
    const payload = payloadOf(mutation)
    if (typeof payload !== 'object' || payload === null) return true
    mutation.payload = payload
    mutation.write.state = 'made'
    if (mutation.brings) writes.commit = mutation.brings(new AnswerPart(payload))
    return false
  })
}
