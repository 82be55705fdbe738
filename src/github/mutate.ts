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
import type { Target } from './state.ts'

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

/** A part of a request's options that is for plugins: `connect` notes there which writes have been sent. */
export interface WriteOptions {
  readonly writes: readonly Write[]
}

/** Sends what may be carried out twice, and remembers what became of it. */
export async function writing<T>(
  writes: Writes,
  what: string,
  send: (request: WriteOptions) => Promise<T>,
): Promise<T> {
  const write = writes.add(what)
  try {
    const answer = await send({ writes: [write] })
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
export async function mutate(
  github: GitHub,
  target: Target,
  mutations: readonly Mutation[],
  isNewBranch = false,
): Promise<AnswerPart> {
  const document = new MutationDocument(github.writes, mutations)
  let tries = 0
  while (!document.isDone) {
    const error = await document.send(github)
    if (document.isDone) break
    if (isRateLimit(error)) throw error
    const isRefused = isRefusal(error)
    const refusal = isRefused ? String(error) : ''
    if (isNewBranch && MISSED.test(refusal)) {
      const seconds = github.pauses.shift()
      if (seconds === undefined) throw new NewBranchMissedError(target.branch, error)
      const reason = `because GitHub does not show branch ${target.branch} yet`
      await github.wait(seconds, `${document.name} is sent again, ${reason}`)
      continue
    }
    if (document.left.some(({ mutation }) => mutation.race?.test(refusal)))
      throw new RaceLostError('the branch no longer has anything to propose.', { cause: error })
    if (!isRefused) await github.wait(PAUSE, `the check of what happened to ${document.name}`)
    const seen = await lookAgain(github, target)
    // A refusal may be about what an earlier try has done, whose answer was lost.
    document.settle((mutation, { isLost }) =>
      isRefused && !isLost && !mutation.isOneForAll ? undefined : mutation.find(seen),
    )
    if (document.isDone) break
    const isAsRead = document.left.every(({ mutation }) => mutation.isAsRead(seen))
    if (!isAsRead || TAKEN.test(refusal))
      throw new RaceLostError(`branch ${target.branch} or its pull request changed after it was read.`)
    if (isRefused || ++tries === TRIES) throw error
  }
  return new AnswerPart(document.payloads)
}

/** What is left of mutations, and what has become of the others. */
class MutationDocument {
  readonly payloads: Record<string, object> = {}
  left: readonly { readonly mutation: Mutation; readonly write: Write }[]
  readonly #writes: Writes

  constructor(writes: Writes, mutations: readonly Mutation[]) {
    this.#writes = writes
    this.left = mutations.map((mutation) => ({ mutation, write: writes.add(mutation.what) }))
  }

  get isDone(): boolean {
    return this.left.length === 0
  }

  get name(): string {
    return this.left.map(({ mutation }) => mutation.name).join(' and ')
  }

  /** @param payload of what has been carried out */
  settle(payload: (mutation: Mutation, write: Write) => unknown): void {
    for (const { mutation, write } of this.left) {
      const found = payload(mutation, write)
      if (typeof found !== 'object' || found === null) continue
      this.payloads[mutation.name] = found
      write.state = 'made'
      if (mutation.brings) this.#writes.commit = mutation.brings(new AnswerPart(found))
    }
    this.left = this.left.filter(({ write }) => write.state !== 'made')
  }

  /** @returns why something is left: what is refused may have null, or nothing, in place of its payload */
  async send({ graphql }: GitHub): Promise<unknown> {
    const mutations = this.left.map(({ mutation }) => mutation)
    const parameters = mutations.map(
      ({ name }) => `$${name}: ${name[0]!.toUpperCase()}${name.slice(1)}Input!`,
    )
    const fields = mutations.map(
      ({ name, select = 'clientMutationId' }) => `  ${name}(input: $${name}) { ${select} }`,
    )
    const document = `mutation (${parameters.join(', ')}) {\n${fields.join('\n')}\n}`
    const variables = Object.fromEntries(mutations.map(({ name, input }) => [name, input]))
    const request = { retries: 0, writes: this.left.map(({ write }) => write) }
    let error: unknown = new UnexpectedAnswerError('POST /graphql', `no usable "${mutations[0]!.name}"`)
    const data: unknown = await graphql(document, { ...variables, request }).catch((failure: unknown) => {
      error = failure
      return failure instanceof GraphqlResponseError ? failure.data : undefined
    })
    this.settle(({ name }) => Object(data)[name])
    for (const { write } of this.left) noteFailure(write, error)
    return error
  }
}
