import { setTimeout as wait } from 'node:timers/promises'

/** Real services ask for pauses between writes, and answer for some seconds what was there before; stand-ins do neither. */
export interface Patience {
  /** Before a write. */
  pause(): Promise<void>
  /** Reads until it is as wanted, or for half a minute. @returns what was read last */
  eventually<T>(read: () => Promise<T>, isWanted: (found: T) => boolean): Promise<T>
}

const TRIES = 10
const SECONDS_BETWEEN_READS = 3

/** @param signal ends the reading when the run is cancelled; cleaning up still pauses between its writes */
export function patienceFor(isReal: boolean, signal: AbortSignal): Patience {
  return {
    // https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#pause-between-mutative-requests
    async pause() {
      if (isReal) await wait(1000)
    },
    async eventually(read, isWanted) {
      let found = await read()
      for (let count = 1; isReal && count < TRIES && !isWanted(found); count++) {
        await wait(SECONDS_BETWEEN_READS * 1000, undefined, { signal })
        found = await read()
      }
      return found
    },
  }
}
