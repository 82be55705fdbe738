import { GraphqlResponseError } from '@octokit/graphql'
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
import { refuse, type Write, type Writes } from './writes.ts'

/** One field of a document that writes. */
export interface Mutation {
  /** Its name in GitHub's schema, which names its input, too. */
  readonly name: string
  readonly input: object
  /** What is asked of its payload. */
  readonly select: string
  /** What it writes, for people. */
  readonly what: string
  /** Somebody else has not changed what it is about. */
  readonly isAsRead: (seen: Seen) => boolean
  /** Its payload, where what is there now shows that it was carried out. */
  readonly find: (seen: Seen) => object | undefined
  /** The commit that it brings to the branch, by its payload. */
  readonly brings?: (payload: object) => string
  /** Words of a refusal that somebody else's write explains. */
  readonly race?: RegExp
  /** It does not matter who did it. */
  readonly isOneForAll?: boolean
}

/** The payloads by the mutations' names. */
type Payloads = Readonly<Record<string, object>>

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
 * @throws RaceLostError when somebody else has written since the state was read; what GitHub refuses
 * @see https://docs.github.com/en/graphql/guides/forming-calls-with-graphql#about-mutations
 */
export async function mutate(
  github: GitHub,
  target: Target,
  mutations: readonly Mutation[],
  isNewBranch = false,
): Promise<Payloads> {
  const document = new MutationDocument(github.writes, mutations)
  for (let tries = 1; ; ) {
    const { data, error } = await document.send(github)
    if (document.settle(({ name }) => data[name])) return document.payloads
    const isRefused = isRefusal(error)
    document.note(error)
    if (isRateLimit(error)) throw error
    if (isRefused && isNewBranch && MISSED.test(String(error))) {
      const seconds = github.pauses.shift()
      if (seconds === undefined) throw new NewBranchMissedError(target.branch, error)
      await github.wait(
        seconds,
        `${document.name} is sent again, because GitHub does not show branch ${target.branch} yet`,
      )
      continue
    }
    if (isRefused && document.isRace(String(error)))
      throw new RaceLostError('the branch no longer has anything to propose.', { cause: error })
    if (!isRefused) await github.wait(PAUSE, `the check of what happened to ${document.name}`)
    const seen = await lookAgain(github, target)
    // A refusal may be about what an earlier try has done, whose answer was lost.
    const isSettled = document.settle((mutation, { isLost }) =>
      isRefused && !isLost && !mutation.isOneForAll ? undefined : mutation.find(seen),
    )
    if (isSettled) return document.payloads
    if (!document.isAsRead(seen) || (isRefused && TAKEN.test(String(error))))
      throw new RaceLostError(`branch ${target.branch} or its pull request changed after it was read.`)
    if (isRefused || tries++ === TRIES) throw error
  }
}

/** What is left of mutations, and what has become of the others. */
class MutationDocument {
  readonly payloads: Record<string, object> = {}
  #left: readonly { readonly mutation: Mutation; readonly write: Write }[]

  readonly #writes: Writes

  constructor(writes: Writes, mutations: readonly Mutation[]) {
    this.#writes = writes
    this.#left = mutations.map((mutation) => ({ mutation, write: writes.add(mutation.what) }))
  }

  get name(): string {
    return this.#left.map(({ mutation }) => mutation.name).join(' and ')
  }

  isRace(refusal: string): boolean {
    return this.#left.some(({ mutation }) => mutation.race?.test(refusal))
  }

  isAsRead(seen: Seen): boolean {
    return this.#left.every(({ mutation }) => mutation.isAsRead(seen))
  }

  /** @param payload of what has been carried out @returns whether everything has */
  settle(payload: (mutation: Mutation, write: Write) => unknown): boolean {
    for (const { mutation, write } of this.#left) {
      const found = payload(mutation, write)
      if (typeof found !== 'object' || found === null) continue
      this.payloads[mutation.name] = found
      write.state = 'made'
      if (mutation.brings) this.#writes.commit = mutation.brings(found)
    }
    this.#left = this.#left.filter(({ write }) => write.state !== 'made')
    return this.#left.length === 0
  }

  /** @param error why what is left has no payload */
  note(error: unknown): void {
    for (const { write } of this.#left) {
      refuse(write, error)
      if (!isRefusal(error)) write.isLost = true
    }
  }

  /** What is refused may have null, or nothing, in its place. */
  async send({
    graphql,
  }: GitHub): Promise<{ readonly data: Readonly<Record<string, unknown>>; readonly error: unknown }> {
    const mutations = this.#left.map(({ mutation }) => mutation)
    const parameters = mutations.map(
      ({ name }) => `$${name}: ${name.replace(/^./, (first) => first.toUpperCase())}Input!`,
    )
    const fields = mutations.map(({ name, select }) => `  ${name}(input: $${name}) { ${select} }`)
    const document = `mutation (${parameters.join(', ')}) {\n${fields.join('\n')}\n}`
    const variables = Object.fromEntries(mutations.map(({ name, input }) => [name, input]))
    const request = { retries: 0, writes: this.#left.map(({ write }) => write) }
    try {
      const data: unknown = await graphql(document, { ...variables, request })
      const error = new UnexpectedAnswerError('POST /graphql', `no usable "${mutations[0]!.name}"`)
      return { data: isRecord(data) ? data : {}, error }
    } catch (error) {
      const data: unknown = error instanceof GraphqlResponseError ? error.data : undefined
      return { data: isRecord(data) ? data : {}, error }
    }
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
