/** Compiles `src` with TypeScript and bundles the result with ncc into `dist` (or the folder given as the first argument). */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as scripts from '../src/wsadmin-script/script.ts'
import { bundledFolders, readPackage } from './third-party/bundled-packages.ts'
import { licensesFile } from './third-party/licenses-file.ts'

const root = join(import.meta.dirname, '..')
const destination = process.argv[2] ?? join(root, 'dist')
/** ncc looks there for what takes the place of packages that are loaded and not used. */
const UNBUNDLED = join(root, 'scripts/unbundled/tsconfig.json')
const run = (script: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    env: { ...process.env, TS_NODE_PROJECT: UNBUNDLED },
    stdio: 'inherit',
  })

rmSync(join(root, 'build'), { recursive: true, force: true })
rmSync(destination, { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'tsconfig.build.json')
// The action is dist alone, so the scripts are embedded.
const embedded = Object.entries(scripts).map(
  ([name, text]) => `export const ${name} = ${JSON.stringify(text)}\n`,
)
writeFileSync(join(root, 'build/wsadmin-script/script.js'), embedded.join(''))

const temporary = mkdtempSync(join(tmpdir(), 'build-'))
const statsFile = join(temporary, 'stats.json')
run(
  '@vercel/ncc/dist/ncc/cli.js',
  'build',
  'build/index.js',
  '--out',
  destination,
  '--no-cache',
  '--stats-out',
  statsFile,
)
// ncc's own --license leaves out packages whose modules webpack merges into others, @actions/core among them.
const packages = bundledFolders(JSON.parse(readFileSync(statsFile, 'utf8')), root).map((folder) =>
  readPackage(join(root, folder)),
)
writeFileSync(join(destination, 'licenses.txt'), licensesFile(packages))
rmSync(temporary, { recursive: true })
