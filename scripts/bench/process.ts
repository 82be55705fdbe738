import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

export const DIST = join(ROOT, 'dist')

export const CLIENT_ID = 'b850bc0a-0893-4cd7-8e22-9738a43c585d'

/** Inputs that every run has. */
export const VALUES = {
  'INPUT_TENANT-ID': 'b6c7fc02-7489-4729-a3c2-1af11e623345',
  'INPUT_CLIENT-ID': CLIENT_ID,
  INPUT_TOKEN: 'ghs_not-a-real-token',
}

export interface Started {
  readonly ended: Promise<unknown>
  /** What it has written to standard error. */
  errors(): string
  stop(): Promise<void>
}

/** A workspace with a mobile-config.xml and the files that the runner gives, and the variables that name them. */
export function createWorkspace(config: string) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  copyFileSync(config, join(folder, 'mobile-config.xml'))
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')] as const
  for (const file of [output, summary]) writeFileSync(file, '')
  return {
    folder,
    variables: {
      PATH: process.env['PATH'],
      GITHUB_WORKSPACE: folder,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Starts Node.js in a workspace. */
export function start(parameters: readonly string[], variables: Readonly<Record<string, string>>): Started {
  const workspace = createWorkspace(join(ROOT, '__tests__/fixtures/mobile-config.xml'))
  const child = spawn(process.execPath, parameters, {
    cwd: workspace.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...workspace.variables, ...variables },
  })
  const ended = once(child, 'close')
  let errors = ''
  child.stderr.on('data', (piece) => {
    errors += piece
  })
  return {
    ended,
    errors: () => errors,
    async stop() {
      child.kill('SIGKILL')
      await ended
      workspace.close()
    },
  }
}
