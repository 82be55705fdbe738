import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The variables that name the folder for temporary files: of Unix, and of Windows. */
const NAMES = ['TMPDIR', 'TEMP', 'TMP'] as const

/** What Node.js has compiled of programs that ask for it, such as npm. */
const COMPILED = 'node-compile-cache'

/** The same of the scripts that tests start again and again: to strip their types is most of what a start costs. */
const OF_SCRIPTS = join(import.meta.dirname, '../node_modules/.cache/mobile-sso-config')

/**
 * Gives the tests, and every process that they start, a folder for temporary files of their own.
 * @returns what looks at the end whether they have left anything there, which fails the run
 */
export default function setUp(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'mobile-sso-config-tests-'))
  for (const name of NAMES) process.env[name] = folder
  process.env['NODE_COMPILE_CACHE'] = OF_SCRIPTS
  return () => {
    const left = readdirSync(folder).filter((name) => name !== COMPILED)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    if (left.length > 0) throw new Error(`The tests have left temporary files: ${left.toSorted().join(', ')}`)
  }
}
