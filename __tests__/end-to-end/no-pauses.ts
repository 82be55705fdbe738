import Bottleneck from 'bottleneck'
import type { Pace } from '../../src/github/index.ts'

const queue = () => new Bottleneck.Group({ maxConcurrent: 1 })

/**
 * For runs of the sources in this process: GitHub's client sends one write after the other, as always, and nobody waits for the
 * pauses between them. That a client of its own makes them is told in github/client.test.ts.
 */
export const NO_PAUSES: Pace = {
  retryAfterBaseValue: 0,
  queues: { write: queue(), notifications: queue() },
}
