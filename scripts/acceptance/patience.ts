import { setTimeout as wait } from 'node:timers/promises'

/** Real services ask for pauses between writes, and answer for some seconds what was there before; stand-ins do neither. */
export interface Patience {
  /** Before a write. */
  pause(): Promise<void>
  /**
   * Reads until it is as wanted.
   * @returns what was read
   * @throws Error when it does not come
   */
  eventually<T>(what: string, read: () => Promise<T>, isWanted: (found: T) => boolean): Promise<T>
}

const TRIES = 10
const SECONDS_BETWEEN_READS = 3

/** @param signal ends waiting for something when the run is cancelled; cleaning up still pauses between its writes */
export function patienceFor(isReal: boolean, signal: AbortSignal): Patience {
  return {
    // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
    async pause() {
      if (isReal) await wait(1000)
    },
    async eventually(what, read, isWanted) {
      for (let count = 1; count <= (isReal ? TRIES : 1); count++) {
        if (count > 1) await wait(SECONDS_BETWEEN_READS * 1000, undefined, { signal })
        const found = await read()
        if (isWanted(found)) return found
      }
      throw new Error(`${what}: it did not become as it should be.`)
    },
  }
}
