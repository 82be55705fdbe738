/** Compiles `src` with TypeScript and bundles the result with ncc into `dist` (or the folder given as the first argument). */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const destination = process.argv[2] ?? join(root, 'dist')
const run = (script: string, ...args: string[]) =>
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: 'inherit',
  })

rmSync(join(root, 'build'), { recursive: true, force: true })
rmSync(destination, { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'tsconfig.build.json')
run(
  '@vercel/ncc/dist/ncc/cli.js',
  'build',
  'build/index.js',
  '--out',
  destination,
  '--license',
  'licenses.txt',
  '--no-cache',
)
