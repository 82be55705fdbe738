import * as core from '@actions/core'
import { publicRoots } from './connections-server/public-roots.ts'
import { main } from './main.ts'
import { closeConnections, Deadline, fetchWhole, RUN_LIMIT } from './network/index.ts'

/** Seconds for what is still open after the report. A cancelled run has to end within 7.5 seconds, its grace included. */
const LEFTOVERS = 2

const { env: environment } = process
// Of no use here, and @actions/github, which reads the event when it is loaded, fails over a file that is empty or broken.
delete environment['GITHUB_EVENT_PATH']
const deadline = new Deadline(RUN_LIMIT)

// Who reads the log may stop, as "| head" does. The run goes on: what it does and its outputs do not depend on the log.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

process.on('uncaughtException', (error) => {
  core.setFailed(unexpected(error))
  process.exit()
})

/** The runner sends SIGINT to a cancelled job and SIGTERM after 7.5 seconds. A second signal ends the process at once. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const
const stop = (signal: NodeJS.Signals) => {
  for (const each of SIGNALS) process.off(each, stop)
  deadline.cancel(signal)
}
for (const signal of SIGNALS) process.on(signal, stop)

await main({
  core,
  environment,
  currentFolder: process.cwd(),
  fetch: deadline.fetch((url, options) => fetchWhole(url, options, environment)),
  get publicRoots() {
    return publicRoots(environment)
  },
  deadline,
  wait: (seconds, before) => deadline.wait(seconds, before),
})
closeConnections()
// Usually nothing is left and the process ends by itself. A pause of GitHub's client cannot be broken off, though.
setTimeout(() => process.exit(), LEFTOVERS * 1000).unref()

/** Without the message, which nobody has looked at for secrets. */
function unexpected(error: unknown): string {
  const { name, stack = '' } = error instanceof Error ? error : new Error()
  const frame = stack.split('\n').find((line) => line.startsWith('    at ')) ?? ''
  const place = /(?<![\w.-])([\w.-]+:\d+:\d+)\)?$/.exec(frame)?.[1] ?? 'an unknown place'
  return `The action itself failed: ${name} at ${place}. What it wrote is unknown; it is safe to run again. Please report this with the version of the action.`
}
