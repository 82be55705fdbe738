import Bottleneck from 'bottleneck'
import type { Pace } from '../../src/github/index.ts'
import { type Fetch, fetchWhole } from '../../src/network/index.ts'

const queue = () => new Bottleneck.Group({ maxConcurrent: 1 })

/**
 * For runs of the sources in this process: GitHub's client sends one write after the other, as always, and nobody waits for the
 * pauses between them. That a client of its own makes them is told in github/client.test.ts.
 */
export const NO_PAUSES: Pace = {
  retryAfterBaseValue: 0,
  write: queue(),
  notifications: queue(),
}

/** Nothing of a test may leave this machine: what is not on loopback meets a proxy that is not there. */
export const NO_WAY_OUT = 'http://127.0.0.1:9'

/** For runs of the sources, which have no variables of a process of their own. */
export const fetchOnLoopback: Fetch = (url, options) => fetchWhole(url, options, { https_proxy: NO_WAY_OUT })
