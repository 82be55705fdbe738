/** Builds dist anew in a temporary folder and fails when the committed one is not the same, byte for byte. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const fresh = mkdtempSync(join(tmpdir(), 'dist-'))
execFileSync(process.execPath, [join(root, 'scripts/build.ts'), fresh], { cwd: root, stdio: 'inherit' })

const names = (folder: string) => readdirSync(folder).toSorted()
const committed = join(root, 'dist')
const all = [...new Set([...names(committed), ...names(fresh)])]
const differing = all.filter((name) => {
  const both = names(committed).includes(name) && names(fresh).includes(name)
  return !both || !readFileSync(join(committed, name)).equals(readFileSync(join(fresh, name)))
})
rmSync(fresh, { recursive: true })

if (differing.length > 0) {
  console.error(`dist is not what src builds: ${differing.join(', ')}. Run npm run build and commit dist.`)
  process.exitCode = 1
} else {
  console.log(`dist is what src builds (${all.length} files).`)
}
