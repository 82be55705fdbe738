import * as core from '@actions/core'
import { main } from './main.ts'
import { closeConnections, Deadline, fetchWhole, RUN_LIMIT } from './network/index.ts'
import { publicRoots } from './public-roots.ts'

/** Seconds for what is still open after the report. */
const LEFTOVERS = 5

const deadline = new Deadline(RUN_LIMIT)
await main({
  core,
  environment: process.env,
  currentFolder: process.cwd(),
  fetch: deadline.fetch(fetchWhole),
  publicRoots: publicRoots(process.env),
  deadline,
  wait: (seconds, before) => deadline.wait(seconds, before),
})
await closeConnections()
// Usually nothing is left and the process ends by itself. A pause of GitHub's client can't be broken off, though.
setTimeout(() => process.exit(), LEFTOVERS * 1000).unref()
