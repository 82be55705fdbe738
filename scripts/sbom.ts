/**
 * Writes the software bill of materials, in CycloneDX form, to build/sbom.cdx.json (or the file given as the first argument).
 * It covers every production dependency of package-lock.json, and says of each whether its code is in dist.
 */
import { execFileSync, execSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { billOfMaterials } from './sbom/bill-of-materials.ts'
import { readLicensesFile } from './third-party/licenses-file.ts'

const root = join(import.meta.dirname, '..')
const destination = resolve(process.argv[2] ?? join(root, 'build/sbom.cdx.json'))
const read = (path: string) => readFileSync(join(root, path), 'utf8')

// Through a shell, since npm is a script on Windows. From the lock file alone, what is installed does not matter.
const written = execSync('npm sbom --package-lock-only --sbom-format cyclonedx --loglevel error', {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
const committed = execFileSync('git', ['log', '-1', '--format=%cI'], { cwd: root, encoding: 'utf8' })
const listed = readLicensesFile(read('dist/licenses.txt'))
const bill = billOfMaterials(JSON.parse(written), {
  lock: JSON.parse(read('package-lock.json')),
  timestamp: new Date(committed.trim()),
  bundled: new Set(listed.map(({ name, version }) => `${name} ${version}`)),
})

mkdirSync(dirname(destination), { recursive: true })
writeFileSync(destination, `${JSON.stringify(bill, undefined, 2)}\n`)
const shipped = bill.components.filter(({ scope }) => scope === 'required').length
console.log(`${destination}: ${bill.components.length} packages, ${shipped} of them in dist.`)
