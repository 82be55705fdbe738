import { spawn } from 'node:child_process'

/** A step of a workflow with a script of its own. */
export interface Step {
  readonly run: string
  readonly env: Readonly<Record<string, string>>
}

/**
 * Runs a step's script as the runner does.
 * @param more variables that the runner sets
 * @returns its exit code, and standard output and error in the order they came
 */
export function runStep(
  { run, env }: Step,
  cwd: string,
  more: Readonly<Record<string, string>>,
): Promise<{ readonly status: number | null; readonly log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      cwd,
      env: { ...process.env, ...env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        log += piece
      })
    }
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, log }))
  })
}
