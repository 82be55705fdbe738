/**
 * Runs git for the stand-in, in a small process of its own: to start a program from the tests' process means to copy its
 * page tables, which takes several times as long as git does and keeps everything else waiting.
 */
import { spawn } from 'node:child_process'

export interface GitCommand {
  readonly id: number
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly input: Uint8Array | string
}

export interface GitOutcome {
  readonly id: number
  readonly code: number | null
  readonly output: Uint8Array
  readonly errors: string
}

function run({ id, args, environment, input }: GitCommand): void {
  const child = spawn('git', args, { env: { ...process.env, ...environment } })
  const output: Buffer[] = []
  const errors: Buffer[] = []
  const answer = (code: number | null, reason = '') => {
    const outcome: GitOutcome = {
      id,
      code,
      output: Buffer.concat(output),
      errors: reason || Buffer.concat(errors).toString(),
    }
    process.send!(outcome)
  }
  child.stdout.on('data', (piece: Buffer) => output.push(piece))
  child.stderr.on('data', (piece: Buffer) => errors.push(piece))
  child.on('error', ({ message }) => answer(null, message))
  child.on('close', (code) => answer(code))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
}

process.on('message', run)
process.on('disconnect', () => process.exit())
