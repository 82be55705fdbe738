import { isRefusal } from './errors.ts'

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

/** A part of a request's options that is for plugins: {@link connect} notes there which writes have been sent. */
export interface WriteOptions {
  readonly writes: readonly Write[]
  /** Undefined: repeated as Octokit's plugin does. */
  readonly retries?: number
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
    refuse(write, error)
    throw error
  }
}

/** Takes back what GitHub says that it did not do. */
export function refuse(write: Write, error: unknown): void {
  if (isRefusal(error) && !write.isLost) write.state = 'refused'
}
