import type { Fetch } from './fetch.ts'

/**
 * Seconds that a run may take. The longest good run, with every pause that GitHub and Graph ask for, takes two or three
 * minutes; jobs have six hours unless they say less, and nobody learns anything from a job that was killed.
 */
export const RUN_LIMIT = 600

/** The run took too long; the message says what it was waiting for. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError'
}

/** Something that a run is waiting for. */
interface Pending {
  /** "the answer to GET https://host/path" */
  readonly what: string
  /** Milliseconds since 1970. */
  readonly since: number
  /** It is told only while nothing of what it contains is waited for. */
  readonly contains: readonly string[]
  /** A request that has left, of which nobody knows whether it was carried out. */
  readonly isSent: boolean
}

/** Seconds that a cancelled run gives to the answers that it waits for: a write without its answer is in doubt. */
const GRACE = 3

/**
 * The end of a run's patience. When it has come nothing is sent any more, all that is under way is broken off, and the run
 * fails with what it was waiting for.
 */
export class Deadline {
  #seconds: number
  /** When the run began, in milliseconds since 1970; undefined while none is under way. */
  #start: number | undefined
  #timer: NodeJS.Timeout | undefined
  readonly #end = Promise.withResolvers<never>()
  readonly #controller = new AbortController()
  readonly #pending = new Set<Pending>()
  /** What a cancelled run had sent, and what waits for that; undefined while it is not cancelled. */
  #awaited: Set<Pending> | undefined
  #cancellation = ''

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
        'Check that the service is well and can be reached from the runner; then run again.',
      )
    this.#timer = setTimeout(stop, start + this.#seconds * 1000 - Date.now())
  }

  #stop(reason: string, cure: string): void {
    if (this.#start === undefined) return
    // First the error: what is broken off fails, and is not pending any more.
    this.#end.reject(new DeadlineError(`${reason} It was waiting for ${this.#awaitedNow()}. ${cure}`))
    this.#controller.abort(new DeadlineError('the time of the run is up'))
  }

  /**
   * Breaks the run off as at the end of its time, for a signal. Nothing more is sent; only what was sent may still be answered.
   * @param signal its name
   */
  cancel(signal: string): void {
    if (this.#start === undefined || this.#awaited) return
    const names = new Set([...this.#pending].filter(({ isSent }) => isSent).map(({ what }) => what))
    const isAwaited = ({ what, contains }: Pending) => [what, ...contains].some((name) => names.has(name))
    this.#awaited = new Set([...this.#pending].filter(isAwaited))
    this.#cancellation = `The run was cancelled (${signal}) and was stopped.`
    setTimeout(() => this.#stopCancelled(), GRACE * 1000).unref()
    this.#stopWhenAnswered()
  }

  #stopCancelled(): void {
    this.#stop(this.#cancellation, 'Run again to go on from there.')
  }

  /** What comes of the last answer is noted down before the run ends. */
  #stopWhenAnswered(): void {
    if (this.#awaited?.size === 0) setTimeout(() => this.#stopCancelled(), 50)
  }

  /**
   * Remembers what is waited for as long as the work takes.
   * @param contains names of what the work waits for on its way; the work is told only between them
   */
  async during<T>(what: string, work: () => Promise<T>, contains: readonly string[] = []): Promise<T> {
    return this.#during({ what, since: Date.now(), contains, isSent: false }, work)
  }

  async #during<T>(pending: Pending, work: () => Promise<T>): Promise<T> {
    this.#pending.add(pending)
    try {
      return await work()
    } finally {
      this.#pending.delete(pending)
      if (this.#awaited?.delete(pending)) this.#stopWhenAnswered()
    }
  }

  /**
   * Resolves at once, but of a cancelled run never: nothing that comes after it is begun.
   * @throws DeadlineError when the cancelled run has ended
   */
  async admitted(): Promise<void> {
    const { signal } = this.#controller
    if (!this.#awaited) return
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    signal.throwIfAborted()
  }

  /** Sends until the time is up, or the run is cancelled: what comes then is held until the run has ended. */
  fetch(send: Fetch): Fetch {
    const { signal } = this.#controller
    return async (url, options) => {
      await this.admitted()
      const request = { what: answerTo(options?.method, url), since: Date.now(), contains: [], isSent: true }
      return this.#during(request, () => send(url, { ...options, signal }))
    }
  }

  /**
   * Waits until the time is up.
   * @param seconds how long
   * @param before what comes after the pause
   */
  async wait(seconds: number, before: string): Promise<void> {
    const { signal } = this.#controller
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const stop = () => reject(signal.reason)
    const timer = setTimeout(resolve, seconds * 1000)
    signal.addEventListener('abort', stop)
    try {
      await this.during(pauseBefore(before), () => promise)
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
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
    return list.join(', and for ') || 'nothing but its own work'
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
