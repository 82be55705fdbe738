import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import type { GitCommand, GitOutcome } from './git-runner.ts'

const waiting = new Map<number, (outcome: GitOutcome) => void>()
let runner: ChildProcess | undefined
let count = 0

/** Runs git in the runner's process, which is started with the first command. */
export function runGit(command: Omit<GitCommand, 'id'>): Promise<GitOutcome> {
  runner ??= start()
  const id = ++count
  // The runner keeps this process alive only as long as somebody waits for an answer.
  runner.channel!.ref()
  return new Promise((resolve) => {
    waiting.set(id, resolve)
    runner!.send({ id, ...command })
  })
}

function start(): ChildProcess {
  const { NODE_V8_COVERAGE: _, ...env } = process.env
  const child = fork(join(import.meta.dirname, 'git-runner.ts'), {
    serialization: 'advanced',
    execArgv: [],
    env,
  })
  child.on('message', (outcome: GitOutcome) => {
    waiting.get(outcome.id)!(outcome)
    waiting.delete(outcome.id)
    if (waiting.size === 0) child.channel?.unref()
  })
  child.unref()
  return child
}
