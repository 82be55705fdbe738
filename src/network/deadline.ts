import type { Fetch } from './fetch.ts'

/**
 * Seconds that a run may take. The longest good run, with every pause that GitHub and Graph ask for, takes two or three
 * minutes; jobs have six hours unless they say less, and nobody learns anything from a job that was killed.
 */
export const RUN_LIMIT = 600

/** Seconds that a cancelled run gives to the answers that it waits for: a write without its answer is in doubt. */
const GRACE = 3

/** The run took too long; the message says what it was waiting for. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/** Something that a run is waiting for. */
interface Pending {
  /** "the answer to GET https://host/path" */
  readonly what: string
  /** It is told only while nothing of what it contains is waited for. */
  readonly contains: readonly string[]
  /** A request that has left, of which nobody knows whether it was carried out. */
  readonly isSent: boolean
  /** Milliseconds since 1970. */
  readonly since: number
  readonly work: Promise<unknown>
}

/**
 * The end of a run's patience. When it has come nothing is sent any more, all that is under way is broken off, and the run
 * fails with what it was waiting for.
 */
export class Deadline {
  #seconds: number
  /** When the run began, in milliseconds since 1970; undefined while none is under way. */
  #start: number | undefined
  #timer: NodeJS.Timeout | undefined
  #isCancelled = false
  readonly #end = Promise.withResolvers<never>()
  readonly #controller = new AbortController()
  readonly #pending = new Set<Pending>()

  /** @param seconds for the whole run */
  constructor(seconds: number) {
    this.#seconds = seconds
  }

  /** Gives the run more time, for a wait that it was asked for. @param seconds how much more */
  allow(seconds: number): void {
    this.#seconds += seconds
    if (this.#start !== undefined) this.#startClock(this.#start)
  }

  /** The work's outcome, unless the time is up before. @throws DeadlineError */
  async over<T>(work: () => Promise<T>): Promise<T> {
    this.#start = Date.now()
    this.#startClock(this.#start)
    try {
      return await Promise.race([this.#end.promise, work()])
    } finally {
      clearTimeout(this.#timer)
      this.#start = undefined
    }
  }

  #startClock(start: number): void {
    clearTimeout(this.#timer)
    const stop = () =>
      this.#stop(
        `The run took longer than its limit of ${this.#seconds / 60} minutes and was stopped.`,
        'Check that the service works and that the runner can reach it, then run again.',
      )
    this.#timer = setTimeout(stop, start + this.#seconds * 1000 - Date.now())
  }

  #stop(reason: string, cure: string): void {
    if (this.#start === undefined) return
    const error = new DeadlineError(`${reason} It was waiting for ${this.#awaitedNow()}. ${cure}`)
    // First the run: what is broken off must not be what it fails with.
    this.#end.reject(error)
    this.#controller.abort(error)
  }

  /**
   * Breaks the run off as at the end of its time, for a signal. Nothing more is sent; only what was sent may still be answered.
   * @param signal its name
   */
  cancel(signal: string): void {
    if (this.#start === undefined || this.#isCancelled) return
    this.#isCancelled = true
    const stop = () =>
      this.#stop(`The run was cancelled (${signal}) and was stopped.`, 'Run again to continue from there.')
    setTimeout(stop, GRACE * 1000).unref()
    const all = [...this.#pending]
    const sent = new Set(all.filter(({ isSent }) => isSent).map(({ what }) => what))
    const awaited = all.filter(({ what, contains }) => [what, ...contains].some((name) => sent.has(name)))
    // What comes of the last answer is noted down before the run ends.
    Promise.allSettled(awaited.map(({ work }) => work)).then(() => setTimeout(stop, 50))
  }

  /**
   * Remembers what is waited for as long as the work takes.
   * @param contains names of what the work waits for on its way; the work is told only between them
   */
  during<T>(what: string, work: () => Promise<T>, contains: readonly string[] = []): Promise<T> {
    return this.#remember({ what, contains, isSent: false, since: Date.now(), work: work() })
  }

  async #remember<T>(pending: Pending & { readonly work: Promise<T> }): Promise<T> {
    this.#pending.add(pending)
    try {
      return await pending.work
    } finally {
      this.#pending.delete(pending)
    }
  }

  /**
   * Resolves at once, but of a cancelled run never: nothing that comes after it is begun.
   * @throws DeadlineError when the cancelled run has ended
   */
  async admitted(): Promise<void> {
    if (this.#isCancelled) await this.#end.promise
  }

  /** Sends until the time is up, or the run is cancelled: what comes then is held until the run has ended. */
  fetch(send: Fetch): Fetch {
    const { signal } = this.#controller
    return async (url, options) => {
      await this.admitted()
      const what = answerTo(options?.method, url)
      const work = send(url, { ...options, signal })
      return this.#remember({ what, contains: [], isSent: true, since: Date.now(), work })
    }
  }

  /**
   * Waits until the time is up.
   * @param seconds how long
   * @param before what comes after the pause
   * @throws DeadlineError
   */
  async wait(seconds: number, before: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, seconds * 1000)
    try {
      await this.during(pauseBefore(before), () => Promise.race([this.#end.promise, promise]))
    } finally {
      clearTimeout(timer)
    }
  }

  #awaitedNow(): string {
    const all = [...this.#pending]
    const names = new Set(all.map(({ what }) => what))
    const told = all.filter(({ contains }) => !contains.some((name) => names.has(name)))
    const now = Date.now()
    const list = told.map(({ what, since }) => {
      const start = new Date(since).toISOString().slice(11, 19)
      return `${what} (since ${start} UTC, ${Math.round((now - since) / 1000)} seconds)`
    })
    return list.join(', and for ') || 'its own work'
  }
}

/** A request as it is told in errors: without its query, which may be long or secret. */
export function answerTo(method = 'GET', url: string): string {
  const { origin, pathname } = new URL(url)
  return `the answer to ${method} ${origin}${pathname}`
}

export function pauseBefore(what: string): string {
  return `the end of a pause before ${what}`
}
